internal import SearchCluster

/// What the events of a window are like, as far as the template cares: one search.
struct EventCensus: Sendable, Equatable {
    /// Events of the window that match the query.
    var matching: Int64 = 0
    /// When the newest of them was, in milliseconds since 1970.
    var newestMillis: Int64?
    /// For each group field, how many of them have it and how many values they have together.
    var groupFields: [Presence] = []
    /// For each bytes field that is mapped, how many of them have it.
    var bytesFields: [Presence] = []

    /// How often a field is there.
    struct Presence: Sendable, Equatable {
        var field: String
        var events: Int64
        var values: Int64
    }

    /// Asks a cluster.
    init(
        plan: FieldPlan, window: Window, client: ClusterClient
    ) async throws(ClusterError) {
        let bytes = [plan.sourceBytes, plan.destinationBytes].compactMap(\.self)
        let fields = plan.groupBy + bytes
        var aggregations: [JSONValue.Member] = [
            .init("newest", ["max": ["field": .string(plan.time.name)]])
        ]
        for (place, field) in fields.enumerated() {
            aggregations.append(.init("e\(place)", ["filter": ["exists": ["field": .string(field.name)]]]))
            aggregations.append(.init("v\(place)", ["value_count": ["field": .string(field.name)]]))
        }
        let body: JSONValue = [
            "size": 0, "track_total_hits": true, "query": plan.windowed(window), "aggs": .object(aggregations),
        ]
        let answer = try await client.search(body, on: plan.indices.joined(separator: ","))
        matching = answer["hits"]?["total"]?["value"]?.integer ?? 0
        let found = answer["aggregations"]
        newestMillis = found?["newest"]?["value"]?.number.map { Int64(saturating: $0) }
        let presences = fields.enumerated().map { place, field in
            Presence(
                field: field.name, events: found?["e\(place)"]?["doc_count"]?.integer ?? 0,
                values: found?["v\(place)"]?["value"]?.integer ?? 0)
        }
        groupFields = Array(presences.prefix(plan.groupBy.count))
        bytesFields = Array(presences.dropFirst(plan.groupBy.count))
    }
}
