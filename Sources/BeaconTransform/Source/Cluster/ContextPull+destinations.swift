internal import SearchCluster

extension ContextPull {
    /// Adds how many hosts have each destination and, for those that few have, when it was first seen.
    ///
    /// The same destination in several groups is asked for once.
    func addDestinations(to contexts: inout [GroupContext]) async throws {
        guard let destination = plan.destination else { return }
        let values = Set(contexts.lazy.flatMap { $0.destinations + [$0.split].compactMap(\.self) }.map(\.value))
            .sorted()
        let search = DistinctCounts(
            query: plan.grouped(window.seconds), field: destination.name, counted: plan.groupBy[0].name,
            limit: GroupContext.Destination.mostHosts)
        let most = tuning.groupsPerRequest(
            of: values.count, most: min(tuning.bucketsPerPage, DistinctCounts.mostValues))
        let hosts = try await parts(of: values, most: most) { part in
            try await client.counts(
                of: search, for: part.map(\.description), on: indices, at: view, pageSize: tuning.bucketsPerPage)
        }
        let rare = values.filter { (hosts[$0] ?? 0) < GroupContext.Destination.mostHosts }
        let first = try await parts(of: rare, most: Self.destinationsPerRequest) { part in
            try await firstSeen(part, destination)
        }
        func complete(_ destination: inout GroupContext.Destination) {
            destination.hosts = hosts[destination.value] ?? 0
            destination.firstSeenMillis = first[destination.value] ?? nil
        }
        for group in contexts.indices {
            for place in contexts[group].destinations.indices { complete(&contexts[group].destinations[place]) }
            if var split = contexts[group].split {
                complete(&split)
                contexts[group].split = split
            }
        }
    }

    /// Far below the engines' limit on the values of one `terms` query, which is 65,536.
    private static let destinationsPerRequest = 10_000

    /// Asks for values in parts.
    private func parts<Answer: Sendable>(
        of values: [GroupValue], most: Int, _ ask: @escaping @Sendable ([GroupValue]) async throws -> [Answer]
    ) async throws -> [GroupValue: Answer] {
        let parts = stride(from: 0, to: values.count, by: max(1, most)).map { start in
            Array(values[start..<min(start + max(1, most), values.count)])
        }
        var answers: [GroupValue: Answer] = [:]
        for (part, found) in zip(parts, try await parts.concurrently(most: tuning.requestsInFlight, ask)) {
            for (value, answer) in zip(part, found) { answers[value] = answer }
        }
        return answers
    }

    /// The first events of destinations, from any host.
    private func firstSeen(_ values: [GroupValue], _ destination: FieldPlan.Field) async throws -> [Int64?] {
        guard let lookback else { return values.map { _ in nil } }
        let query: JSONValue = [
            "bool": ["filter": [plan.grouped(lookback), ["terms": [destination.name: .array(values.map(\.json))]]]]
        ]
        var pages = try CompositePages(
            of: CompositeSearch(
                query: query, sources: [.terms(field: destination.name)], metrics: [.min(field: plan.time.name)]),
            on: indices, at: view, with: client, pageSize: tuning.groupsPerPage)
        var first: [GroupValue: Int64] = [:]
        repeat {
            try Task.checkCancellation()
            try await pages.next { row in
                guard let value = row.group.first else { return }
                first[GroupValue(value, kind: destination.kind)] = row.metric(0).map { Int64(saturating: $0) }
            }
        } while !pages.isFinished
        return values.map { first[$0] }
    }
}
