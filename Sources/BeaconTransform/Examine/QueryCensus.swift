internal import SearchCluster

/// Which condition of a query leaves no event of a window, and what the events have instead.
struct QueryCensus: Sendable, Equatable {
    /// Events of the window, whatever they are.
    var events: Int64
    /// The first condition that leaves nothing; `nil` where all of them together leave something.
    var culprit: Culprit?

    /// A condition that leaves nothing.
    struct Culprit: Sendable, Equatable {
        /// The condition in words.
        var words: String
        /// Events that meet all conditions before it.
        var before: Int64
        /// The field it is about, where it is about one.
        var field: String?
        /// What the events that meet all conditions before it have in that field, most frequent first.
        var values: [(value: String, events: Int64)]

        static func == (left: Culprit, right: Culprit) -> Bool {
            left.words == right.words && left.before == right.before && left.field == right.field
                && left.values.elementsEqual(right.values, by: ==)
        }
    }

    private static let shownValues = 5

    /// Asks a cluster.
    init(plan: FieldPlan, window: Window, client: ClusterClient) async throws(ClusterError) {
        var bare = plan
        bare.query = ["match_all": [:]]
        let parts = QueryPart.all(of: plan.query)
        let index = plan.indices.joined(separator: ",")
        // Each filter holds all conditions up to its own.
        let filters = parts.indices.map { last in
            JSONValue.Member("c\(last)", ["bool": ["filter": .array(parts[...last].map(\.query))]])
        }
        var body: [JSONValue.Member] = [
            .init("size", 0), .init("track_total_hits", true), .init("query", bare.windowed(window)),
        ]
        if !filters.isEmpty {
            body.append(.init("aggs", ["parts": ["filters": ["filters": .object(filters)]]]))
        }
        let answer = try await client.search(.object(body), on: index)
        events = answer["hits"]?["total"]?["value"]?.integer ?? 0
        let buckets = answer["aggregations"]?["parts"]?["buckets"]
        let counts = parts.indices.map { buckets?["c\($0)"]?["doc_count"]?.integer ?? 0 }
        guard let place = counts.firstIndex(of: 0), events > 0 else { return }
        var found = Culprit(
            words: parts[place].words, before: place == 0 ? events : counts[place - 1], field: parts[place].field,
            values: [])
        if let field = found.field {
            bare.query = ["bool": ["filter": .array(parts[..<place].map(\.query))]]
            let terms: JSONValue = [
                "size": 0, "track_total_hits": false, "query": bare.windowed(window),
                "aggs": [
                    "values": ["terms": ["field": .string(field), "size": .integer(Int64(Self.shownValues))]]
                ],
            ]
            found.values =
                (try await client.search(terms, on: index)["aggregations"]?["values"]?["buckets"]?.array ?? []).map {
                    bucket in
                    let key = bucket["key_as_string"]?.string ?? bucket["key"]?.string
                    return (key ?? bucket["key"].map { "\($0.integer ?? 0)" } ?? "?", bucket["doc_count"]?.integer ?? 0)
                }
        }
        culprit = found
    }
}
