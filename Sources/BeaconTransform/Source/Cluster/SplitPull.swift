internal import BeaconScore
internal import SearchCluster

/// Pulls the buckets of busy groups by destination: first how many documents go where, then the buckets of what can pass.
struct SplitPull: Sendable {
    let source: ClusterPairSource
    let window: Window
    let destination: FieldPlan.Field

    /// One of a group's destinations.
    private struct Pair: Sendable {
        var named: TimedGroup
        var documents: Int64
    }

    private static let mostAtATime = 100

    /// The most regular destination of each group; `nil` where none is regular.
    func splits(of groups: [GroupKey]) async throws -> [DestinationSplit?] {
        let parts = source.plan.parts(
            of: groups.map { TimedGroup(group: $0) },
            most: source.tuning.groupsPerRequest(of: groups.count, most: Self.mostAtATime))
        var found: [GroupKey: DestinationSplit] = [:]
        let answers = try await parts.concurrently(most: source.tuning.requestsInFlight) { part in
            try await splits(among: try await destinations(of: part.map(\.group)))
        }
        for splits in answers { found.merge(splits) { one, _ in one } }
        return groups.map { found[$0] }
    }

    private func splits(among pairs: [TimedGroup: Int64]) async throws -> [GroupKey: DestinationSplit] {
        var found: [GroupKey: DestinationSplit] = [:]
        for part in source.plan.parts(of: Array(pairs.keys), most: .max) {
            var open: [Pair] = []
            var buckets = 0
            // A group's pairs stay together: the best of them is chosen in one place.
            for group in part.chunked(by: \.group) {
                let chunk = group.map { Pair(named: $0, documents: pairs[$0] ?? 0) }
                let needed = chunk.reduce(0) { $0 + min(Int(clamping: $1.documents), window.bucketCount) }
                if !open.isEmpty, buckets + needed > source.tuning.bucketsPerPage {
                    found.merge(try await judged(open)) { one, _ in one }
                    (open, buckets) = ([], 0)
                }
                open += chunk
                buckets += needed
            }
            if !open.isEmpty { found.merge(try await judged(open)) { one, _ in one } }
        }
        return found
    }

    /// The destinations of some groups that have enough documents over enough time, and how many documents.
    private func destinations(of groups: [GroupKey]) async throws -> [TimedGroup: Int64] {
        let wanted = Set(groups)
        let time = source.plan.time.name
        var byGroup: [GroupKey: [(destination: GroupValue, documents: Int64)]] = [:]
        let search = CompositeSearch(
            query: source.plan.windowed(window.seconds, groups.map { TimedGroup(group: $0) }),
            sources: sources,
            metrics: [.min(field: time), .max(field: time)])
        try await each(search) { key, row in
            let (group, value) = key.splitLast()
            guard wanted.contains(group), row.documents >= SplitJudge.fewestDocuments,
                let oldest = row.metric(0), let newest = row.metric(1),
                newest - oldest >= Double(window.bucketSeconds * window.bucketCount) * 1000 / 6
            else { return }
            byGroup[group, default: []].append((value, row.documents))
        }
        var pairs: [TimedGroup: Int64] = [:]
        for (group, found) in byGroup {
            let most = found.sorted { ($1.documents, $0.destination) < ($0.documents, $1.destination) }
            for one in most.prefix(SplitJudge.mostDestinations) {
                pairs[TimedGroup(group: group, destination: one.destination)] = one.documents
            }
        }
        return pairs
    }

    /// Pulls the buckets of pairs and judges each pair alone.
    private func judged(_ pairs: [Pair]) async throws -> [GroupKey: DestinationSplit] {
        let clock = window.clock
        let search = CompositeSearch(
            query: source.plan.windowed(window.seconds, pairs.map(\.named)),
            sources: sources + [
                .dateHistogram(
                    field: source.plan.time.name, intervalSeconds: window.bucketSeconds,
                    offsetSeconds: clock.histogramOffsetSeconds)
            ], metrics: [])
        var open: [GroupKey: Int64] = [:]
        for pair in pairs { open[pair.named.key] = pair.documents }
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

extension TimedGroup {
    /// The group's values and the destination's, by which a search groups.
    fileprivate var key: GroupKey { GroupKey(group.values + [destination].compactMap(\.self)) }
}
