internal import SearchCluster

/// Pulls the exact times of some groups' events: buckets of one second.
struct TimesPull: Sendable {
    let source: ClusterPairSource
    let window: Window

    /// Seconds since 1970 for each group, ascending, one for each document.
    func times(of groups: [TimedGroup]) async throws -> [[Int64]] {
        var times: [[Int64]] = []
        times.reserveCapacity(groups.count)
        let most = source.plan.mostNamed(comparing: source.plan.groupBy + [source.plan.destination].compactMap(\.self))
        for part in groups.parts(of: most) {
            // Whole groups and single destinations have keys of different lengths, so they are asked for apart.
            let whole = try await read(part.filter { $0.destination == nil })
            let single = try await read(part.filter { $0.destination != nil })
            times += part.map { (whole[$0] ?? single[$0]) ?? [] }
        }
        return times
    }

    /// More events of one group in one second say no more than so many.
    private static let mostOfSecond: Int64 = 10_000

    private func read(_ groups: [TimedGroup]) async throws -> [TimedGroup: [Int64]] {
        guard let first = groups.first else { return [:] }
        let bySingle = first.destination != nil
        let fields = source.plan.groupBy + (bySingle ? [source.plan.destination].compactMap(\.self) : [])
        let wanted = Set(groups)
        var times: [TimedGroup: [Int64]] = [:]
        var pages = try CompositePages(
            of: CompositeSearch(
                query: source.plan.windowed(window, groups),
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

extension FieldPlan {
    /// The window's documents of some groups, or of some destinations of groups.
    func windowed(_ window: Window, _ groups: [TimedGroup]) -> JSONValue {
        let fields = groupBy + [destination].compactMap(\.self)
        let clauses = groups.map { group -> JSONValue in
            let values = group.group.values + [group.destination].compactMap(\.self)
            let terms = zip(fields, values).map { field, value -> JSONValue in ["term": [field.name: value.json]] }
            return ["bool": ["filter": .array(terms)]]
        }
        return [
            "bool": [
                "filter": [windowed(window), ["bool": ["should": .array(clauses), "minimum_should_match": 1]]]
            ]
        ]
    }
}
