internal import BeaconScore
internal import SearchCluster

/// Pulls the buckets of busy groups by destination: first how many documents go where, then the buckets of what can pass.
struct SplitPull: Sendable {
    let source: ClusterPairSource
    let window: Window
    let destination: FieldPlan.Field

    /// A group and one of its destinations.
    private struct Pair: Hashable {
        var group: GroupKey
        var destination: GroupValue
        var documents: Int64
    }

    private var pairsPerRequest: Int { source.plan.mostNamed(comparing: source.plan.groupBy + [destination]) }

    /// The most regular destination of each group; `nil` where none is regular.
    func splits(of groups: [GroupKey]) async throws -> [DestinationSplit?] {
        var pairs: [Pair] = []
        for part in groups.parts(of: pairsPerRequest) { pairs += try await destinations(of: part) }
        var found: [GroupKey: DestinationSplit] = [:]
        var open: [Pair] = []
        var buckets = 0
        func settle() async throws {
            for (group, split) in try await judged(open) { found[group] = split }
            (open, buckets) = ([], 0)
        }
        // A group's pairs stay together: the best of them is chosen in one place.
        for group in pairs.chunked(by: \.group) {
            let needed = group.reduce(0) { $0 + min(Int(clamping: $1.documents), window.bucketCount) }
            if !open.isEmpty,
                open.count + group.count > pairsPerRequest || buckets + needed > source.tuning.bucketsPerPage
            {
                try await settle()
            }
            open += group
            buckets += needed
        }
        if !open.isEmpty { try await settle() }
        return groups.map { found[$0] }
    }

    /// The destinations of some groups that have enough documents over enough time, group by group.
    private func destinations(of groups: [GroupKey]) async throws -> [Pair] {
        let wanted = Set(groups)
        let time = source.plan.time.name
        var byGroup: [GroupKey: [Pair]] = [:]
        let search = CompositeSearch(
            query: source.plan.windowed(window, groups.map { TimedGroup(group: $0, destination: nil) }),
            sources: sources,
            metrics: [.min(field: time), .max(field: time)])
        try await each(search) { key, row in
            let (group, value) = key.splitLast()
            guard wanted.contains(group), row.documents >= SplitJudge.fewestDocuments,
                let oldest = row.metric(0), let newest = row.metric(1),
                newest - oldest >= Double(window.bucketSeconds * window.bucketCount) * 1000 / 6
            else { return }
            byGroup[group, default: []].append(Pair(group: group, destination: value, documents: row.documents))
        }
        return groups.flatMap { group in
            let pairs = byGroup[group] ?? []
            return pairs.sorted { ($1.documents, $0.destination) < ($0.documents, $1.destination) }
                .prefix(min(SplitJudge.mostDestinations, pairsPerRequest))
        }
    }

    /// Pulls the buckets of pairs and judges each pair alone.
    private func judged(_ pairs: [Pair]) async throws -> [GroupKey: DestinationSplit] {
        let clock = window.clock
        let search = CompositeSearch(
            query: source.plan.windowed(
                window, pairs.map { TimedGroup(group: $0.group, destination: $0.destination) }),
            sources: sources + [
                .dateHistogram(
                    field: source.plan.time.name, intervalSeconds: window.bucketSeconds,
                    offsetSeconds: clock.histogramOffsetSeconds)
            ], metrics: [])
        var open = Dictionary(pairs.map { (GroupKey($0.group.values + [$0.destination]), $0.documents) }) { one, _ in
            one
        }
        var judge = SplitJudge(bucketSeconds: window.bucketSeconds)
        var series = BucketSeries(bucketCount: window.bucketCount)
        var found: [GroupKey: DestinationSplit] = [:]
        var key: GroupKey?
        var documents: Int64 = 0
        func finishPair(next: GroupKey?) throws {
            if let key, let expected = open.removeValue(forKey: key) {
                guard expected == documents || source.view == nil else {
                    throw ClusterError(
                        .incomplete, "two answers of the cluster disagree about \(key) (and maybe others)",
                        cure: "run again")
                }
                judge.look(at: series, key.splitLast().1, documents: documents)
            }
            series.removeAll()
            documents = 0
            if let key, next?.splitLast().0 != key.splitLast().0, let best = judge.finish() {
                found[key.splitLast().0] = best
            }
            key = next
        }
        var failure: (any Error)?
        try await each(search) { next, row in
            guard failure == nil else { return }
            if next != key {
                do { try finishPair(next: next) } catch { failure = error }
            }
            guard let bucket = clock.bucket(ofHistogramStart: row.timeMillis / 1000) else { return }
            documents += row.documents
            series.add(bucket: bucket, count: row.documents, sourceBytes: 0, destinationBytes: 0)
        }
        if let failure { throw failure }
        try finishPair(next: nil)
        guard open.isEmpty || source.view == nil else {
            throw ClusterError(
                .incomplete, "the cluster's second answer leaves out destinations of the first", cure: "run again")
        }
        return found
    }

    private var sources: [CompositeSearch.Source] {
        (source.plan.groupBy + [destination]).map { .terms(field: $0.name) }
    }

    private func each(_ search: CompositeSearch, _ row: (GroupKey, borrowing CompositeRow) -> Void) async throws {
        let fields = source.plan.groupBy + [destination]
        var pages = try CompositePages(
            of: search, on: source.plan.indices, at: source.view, with: source.client,
            pageSize: source.tuning.bucketsPerPage)
        repeat {
            try Task.checkCancellation()
            try await pages.next { bucket in
                row(GroupKey(zip(bucket.group, fields).map { GroupValue($0, kind: $1.kind) }), bucket)
            }
        } while !pages.isFinished
    }
}
