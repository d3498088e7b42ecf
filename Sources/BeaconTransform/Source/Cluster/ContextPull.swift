internal import BeaconScore
internal import SearchCluster

/// Asks for the destinations, the source address and the largest dates of a few groups.
struct ContextPull: Sendable {
    let client: ClusterClient
    let indices: [String]
    let view: PointInTime?
    let plan: FieldPlan
    let window: Window
    let destinationCount: Int
    /// Where first events are looked for, in seconds since 1970; `nil` does not look.
    let lookback: Range<Int64>?
    let tuning: PullTuning

    /// The contexts of some groups, in their order, without what is known of destinations.
    func contexts(of groups: [GroupKey]) async throws -> [GroupContext] {
        let parts = plan.parts(
            of: groups.map { TimedGroup(group: $0) },
            most: tuning.groupsPerRequest(of: groups.count, most: Self.mostAtATime))
        let answers = try await parts.concurrently(most: tuning.requestsInFlight) { part in
            try await contexts(ofPart: part.map(\.group))
        }
        var found: [GroupKey: GroupContext] = [:]
        for (part, answer) in zip(parts, answers) {
            for (group, context) in zip(part, answer) { found[group.group] = context }
        }
        return groups.compactMap { found[$0] }
    }

    private static let mostAtATime = 1_000

    private func contexts(ofPart groups: [GroupKey]) async throws -> [GroupContext] {
        let places = Dictionary(zip(groups, groups.indices)) { first, _ in first }
        var contexts = groups.map { _ in
            GroupContext(
                largestMillis: plan.largest.map { _ in nil }, destinations: [], sourceAddress: nil)
        }
        let query = self.query(for: groups, in: window.seconds)
        for (position, field) in plan.largest.enumerated() {
            // The newest event's time comes with the first's.
            guard let field, field != plan.time else { continue }
            try await each(Self.dated(query, field), counting: nil, metrics: [.max(field: field.name)]) { key, row in
                guard let group = places[key] else { return }
                contexts[group].largestMillis[position] = row.metric(0).map { Int64(saturating: $0) }
            }
        }
        if let destination = plan.destination, destinationCount > 0 {
            var top = groups.map { _ in TopValues(destinationCount) }
            try await each(query, counting: destination, metrics: []) { key, row in
                let (group, value) = key.splitLast()
                if let place = places[group] { top[place].add(value, documents: row.documents) }
            }
            for place in groups.indices { contexts[place].destinations = top[place].destinations }
        }
        if let port = plan.port {
            var top = groups.map { _ in TopValues(1) }
            try await each(query, counting: port, metrics: []) { key, row in
                let (group, value) = key.splitLast()
                if let place = places[group] { top[place].add(value, documents: row.documents) }
            }
            for place in groups.indices {
                if case .integer(let number)? = top[place].destinations.first?.value { contexts[place].port = number }
            }
        }
        if let address = plan.sourceAddress {
            var top = groups.map { _ in TopValues(1) }
            try await each(query, counting: address, metrics: []) { key, row in
                let (group, value) = key.splitLast()
                if let place = places[group] { top[place].add(value, documents: row.documents) }
            }
            for place in groups.indices { contexts[place].sourceAddress = top[place].destinations.first?.value }
        }
        // What is looked back at ends where the window does, so that one request tells the first and the newest event.
        let seen = self.query(for: groups, in: lookback ?? window.seconds)
        let times: [CompositeSearch.Metric] = [.min(field: plan.time.name), .max(field: plan.time.name)]
        try await each(seen, counting: nil, metrics: times) { key, row in
            guard let group = places[key] else { return }
            if lookback != nil { contexts[group].firstSeenMillis = row.metric(0).map { Int64(saturating: $0) } }
            contexts[group].newestMillis = row.metric(1).map { Int64(saturating: $0) }
        }
        return contexts
    }

    /// Leaves out dates after the year 9999, which no clock writes: Elasticsearch cannot put the largest it stores into an
    /// answer, and one such document would keep every signal from being reported.
    private static func dated(_ query: JSONValue, _ field: FieldPlan.Field) -> JSONValue {
        let (first, last) = (Timestamp.years.lowerBound, Timestamp.years.upperBound)
        let years: JSONValue = ["gte": .integer(first), "lte": .integer(last), "format": "epoch_millis"]
        return ["bool": ["filter": [query, ["range": [field.name: years]]]]]
    }

    private func query(for groups: [GroupKey], in seconds: Range<Int64>) -> JSONValue {
        plan.windowed(seconds, groups.map { TimedGroup(group: $0) })
    }

    /// Delivers every bucket of the groups, split further by a field where one is given.
    private func each(
        _ query: JSONValue, counting field: FieldPlan.Field?, metrics: [CompositeSearch.Metric],
        _ row: (GroupKey, borrowing CompositeRow) -> Void
    ) async throws {
        let fields = plan.groupBy + [field].compactMap(\.self)
        var pages = try CompositePages(
            of: CompositeSearch(query: query, sources: fields.map { .terms(field: $0.name) }, metrics: metrics),
            on: indices, at: view, with: client, pageSize: tuning.groupsPerPage)
        repeat {
            try Task.checkCancellation()
            try await pages.next { bucket in
                row(GroupKey(zip(bucket.group, fields).map { GroupValue($0, kind: $1.kind) }), bucket)
            }
        } while !pages.isFinished
    }
}

/// The most frequent values of a group, exactly, ties in ascending order.
///
/// Values come in ascending order, each once, so keeping the best few is enough.
struct TopValues: Sendable {
    private let most: Int
    private(set) var destinations: [GroupContext.Destination] = []

    init(_ most: Int) {
        self.most = most
    }

    mutating func add(_ value: GroupValue, documents: Int64) {
        let place = destinations.firstIndex { ($0.documents, value) < (documents, $0.value) } ?? destinations.count
        guard place < most else { return }
        destinations.insert(.init(value: value, documents: documents), at: place)
        if destinations.count > most { destinations.removeLast() }
    }
}

extension GroupKey {
    /// The group of all fields but the last, and the last one's value.
    func splitLast() -> (GroupKey, GroupValue) {
        (GroupKey(Array(values.dropLast())), values[values.count - 1])
    }
}
