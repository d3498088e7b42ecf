internal import BeaconScore

/// Judges the groups of a window that has been read, a part of them in each of a few tasks.
struct GroupJudging: Sendable {
    let groups: WindowGroups

    /// Groups judged by one task before it looks whether it is cancelled and another may start.
    private static let groupsPerPart = 512
    private static let tasks = 4

    /// Judges every group that can pass, and counts the others with their reasons.
    func pull(_ judge: GroupJudge) async throws -> Pull {
        var skipping = judge
        var candidates: [Int] = []
        for group in 0..<groups.count where judge.slice == .whole || judge.slice.contains(groups.key(group)) {
            let totals = groups.totals(group)
            if let skip = skipping.skip(documents: totals.documents, spanBuckets: span(totals)) {
                skipping.count(skipped: skip, documents: totals.documents)
            } else {
                candidates.append(group)
            }
        }
        let cells = groups.cellsByGroup()
        var pull = Pull(judgements: [], counts: skipping.counts)
        try await withThrowingTaskGroup(of: Pull.self) { tasks in
            var start = 0
            var inFlight = 0
            while start < candidates.count || inFlight > 0 {
                if start < candidates.count, inFlight < Self.tasks {
                    let part = candidates[start..<min(start + Self.groupsPerPart, candidates.count)]
                    start = part.endIndex
                    inFlight += 1
                    tasks.addTask { try self.judge(part, numbers: cells.numbers, starts: cells.starts, judge) }
                } else if let part = try await tasks.next() {
                    inFlight -= 1
                    pull.judgements += part.judgements
                    pull.counts += part.counts
                }
            }
        }
        pull.judgements.sort { $0.group < $1.group }
        let census = groups.census()
        for place in pull.judgements.indices {
            guard let group = groups.find(pull.judgements[place].group) else { continue }
            pull.judgements[place].hosts = groups.hosts(of: group, in: census)
        }
        return pull
    }

    /// Buckets from a group's oldest event to its newest; the whole window when one lies outside it.
    private func span(_ totals: WindowGroups.Totals) -> Int {
        let clock = groups.window.clock
        func bucket(_ millis: Int64) -> Int? {
            clock.bucket(ofSecond: millis >= 0 || millis % 1000 == 0 ? millis / 1000 : millis / 1000 - 1)
        }
        guard let oldest = bucket(totals.oldestMillis), let newest = bucket(totals.newestMillis) else {
            return groups.window.bucketCount
        }
        return oldest - newest + 1
    }

    private func judge(
        _ part: ArraySlice<Int>, numbers: [Int], starts: [Int], _ judge: GroupJudge
    ) throws -> Pull {
        try Task.checkCancellation()
        var judge = judge
        var judgements: [Judgement] = []
        var series = BucketSeries(bucketCount: groups.window.bucketCount)
        var buckets: [(bucket: Int, sums: WindowGroups.Sums)] = []
        for group in part {
            buckets.removeAll(keepingCapacity: true)
            for place in starts[group]..<starts[group + 1] { buckets.append(groups.cell(numbers[place])) }
            // From the oldest to the newest, as an engine's pages bring them.
            buckets.sort { $0.bucket > $1.bucket }
            series.removeAll()
            for (bucket, sums) in buckets {
                series.add(
                    bucket: bucket, count: sums.count, sourceBytes: sums.sourceBytes,
                    destinationBytes: sums.destinationBytes)
            }
            let totals = groups.totals(group)
            if let judgement = judge.judge(
                series, documents: totals.documents, newestMillis: totals.newestMillis, of: { groups.key(group) })
            {
                judgements.append(judgement)
            }
        }
        return Pull(judgements: judgements, counts: judge.counts)
    }
}
