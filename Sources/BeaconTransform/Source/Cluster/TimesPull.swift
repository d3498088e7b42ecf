internal import SearchCluster

/// Pulls the exact times of some groups' events: buckets of one second.
struct TimesPull: Sendable {
    let source: ClusterPairSource
    let window: Window

    /// Seconds since 1970 for each group, ascending, one for each document.
    func times(of groups: [TimedGroup]) async throws -> [[Int64]] {
        // Whole groups and single destinations have keys of different lengths, so they are asked for apart.
        let parts = [false, true].flatMap { bySingle in
            source.plan.parts(
                of: groups.filter { ($0.destination != nil) == bySingle },
                most: source.tuning.groupsPerRequest(of: groups.count, most: Self.mostAtATime))
        }
        var times: [TimedGroup: [Int64]] = [:]
        for found in try await parts.concurrently(most: source.tuning.requestsInFlight, read) {
            times.merge(found) { one, _ in one }
        }
        return groups.map { times[$0] ?? [] }
    }

    private static let mostAtATime = 100

    /// More events of one group in one second say no more than so many.
    private static let mostOfSecond: Int64 = 10_000

    @Sendable private func read(_ groups: [TimedGroup]) async throws -> [TimedGroup: [Int64]] {
        guard let first = groups.first else { return [:] }
        let bySingle = first.destination != nil
        let fields = source.plan.groupBy + (bySingle ? [source.plan.destination].compactMap(\.self) : [])
        let wanted = Set(groups)
        var times: [TimedGroup: [Int64]] = [:]
        var pages = try CompositePages(
            of: CompositeSearch(
                query: source.plan.windowed(window.seconds, groups),
                sources: fields.map { .terms(field: $0.name) } + [
                    .dateHistogram(field: source.plan.time.name, intervalSeconds: 1, offsetSeconds: 0)
                ], metrics: []),
            on: source.plan.indices, at: source.view, with: source.client, pageSize: source.tuning.bucketsPerPage)
        repeat {
            try Task.checkCancellation()
            try await pages.next { row in
                let values = zip(row.group, fields).map { GroupValue($0, kind: $1.kind) }
                let key =
                    bySingle
                    ? TimedGroup(group: GroupKey(Array(values.dropLast())), destination: values.last)
                    : TimedGroup(group: GroupKey(values), destination: nil)
                // What a cluster claims of times and counts is believed within bounds only.
                let second = row.timeMillis / 1000
                guard wanted.contains(key), window.seconds.contains(second) else { return }
                let count = Int(min(max(row.documents, 0), Self.mostOfSecond))
                times[key, default: []] += repeatElement(second, count: count)
            }
        } while !pages.isFinished
        return times
    }
}
