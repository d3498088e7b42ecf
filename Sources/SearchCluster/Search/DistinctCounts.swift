internal import HTTPTransport

/// Counts, for some values of one field, how many values of another field occur beside them, up to a limit.
///
/// Each value becomes a bucket that holds at most as many buckets as the limit. A shard that leaves out some holds more than the
/// limit, so what is counted below the limit is exact, however many shards there are.
public struct DistinctCounts: Sendable {
    /// Which documents are looked at.
    public var query: JSONValue
    /// The field whose values are asked for.
    public var field: String
    /// The field whose values are counted.
    public var counted: String
    /// Where counting stops, 1 and above.
    public var limit: Int

    /// Counts values of one field beside those of another.
    public init(query: JSONValue, field: String, counted: String, limit: Int) {
        self.query = query
        self.field = field
        self.counted = counted
        self.limit = limit
    }

    /// How many buckets each value may take of an answer.
    public var bucketsPerValue: Int { limit + 1 }

    /// Values in one request at most: for each of them the engine goes through what it has found for all of them.
    public static let mostValues = 250
}

extension ClusterClient {
    /// Counts for values that fit one answer, in as many requests as the cluster's limit on buckets wants.
    ///
    /// - Parameters:
    ///   - values: texts as the engine writes the field's values, each once.
    ///   - indices: what to search; the point in time names them by itself, so they matter only without one.
    /// - Returns: one count a value, in the order of `values`; 0 where no document has it.
    /// - Throws: `.incomplete` when an answer leaves something out, `.malformed`, `.tooManyBuckets`, and whatever ``send(_:)``
    ///   throws.
    public func counts(
        of search: DistinctCounts, for values: [String], on indices: [String], at view: PointInTime?
    ) async throws(ClusterError) -> [Int] {
        guard !values.isEmpty else { return [] }
        let response = try await send(call(search, values, on: indices, at: view))
        if response.status == 200 { return try read(response.body, values, at: view) }
        let answer = ErrorAnswer(body: response.body)
        guard answer.hasTooManyBuckets || answer.hasTrippedBreaker, values.count > 1 else {
            throw CompositePages.refusal(response.status, answer, indices)
        }
        let half = values.count / 2
        let first = try await counts(of: search, for: Array(values[..<half]), on: indices, at: view)
        return first + (try await counts(of: search, for: Array(values[half...]), on: indices, at: view))
    }

    private func call(
        _ search: DistinctCounts, _ values: [String], on indices: [String], at view: PointInTime?
    ) -> ClusterCall {
        let listed = JSONValue.array(values.map(JSONValue.string))
        var members: [JSONValue.Member] = [.init("size", 0), .init("track_total_hits", false)]
        let query = [("allow_partial_search_results", "false"), ("request_cache", "false")]
        var path = ["_search"]
        if let use = view?.use {
            members.append(.init("pit", ["id": .string(use.id), "keep_alive": .string(use.keepAlive)]))
        } else {
            path.insert(indices.joined(separator: ","), at: 0)
        }
        members += [
            .init("query", ["bool": ["filter": [search.query, ["terms": [search.field: listed]]]]]),
            .init(
                "aggs",
                [
                    "v": [
                        "terms": [
                            "field": .string(search.field), "include": listed, "size": .integer(Int64(values.count)),
                        ],
                        "aggs": [
                            "n": ["terms": ["field": .string(search.counted), "size": .integer(Int64(search.limit))]]
                        ],
                    ]
                ]),
        ]
        var call = ClusterCall(
            .post, path, query: query, body: JSONValue.object(members).bytes,
            to: "searching \(indices.joined(separator: ","))")
        (call.isWork, call.canAskForLess) = (true, values.count > 1)
        return call
    }

    private func read(_ body: [UInt8], _ values: [String], at view: PointInTime?) throws(ClusterError) -> [Int] {
        let malformed = ClusterError(.malformed, "the cluster's answer to a count of values could not be read")
        guard let answer = JSONValue(parsing: body) else { throw malformed }
        try SearchCoverage(answer).requireComplete()
        guard let buckets = answer["aggregations"]?["v"]?["buckets"]?.array else { throw malformed }
        view?.renew(answer["pit_id"]?.string)
        var places: [[UInt8]: Int] = [:]
        for (place, value) in values.enumerated() { places[Array(value.utf8)] = place }
        var counts = values.map { _ in 0 }
        for bucket in buckets {
            guard let key = bucket["key"]?.string, let place = places[Array(key.utf8)], counts[place] == 0,
                let found = bucket["n"]?["buckets"]?.array
            else { throw malformed }
            counts[place] = found.count
        }
        return counts
    }
}
