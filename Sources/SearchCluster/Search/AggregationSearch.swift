internal import HTTPTransport

/// One aggregation whose buckets come in one answer, all of them or none.
struct AggregationSearch: Sendable {
    /// Which documents are looked at.
    var query: JSONValue
    /// The aggregation as the engine takes it, with those inside it.
    var aggregation: JSONValue
    /// Whether the caller can ask for less when this is too much.
    var canAskForLess = false

    /// What a search came to.
    enum Answer: Sendable {
        case buckets([JSONValue])
        /// The engine makes fewer buckets than this needs, or has no memory for them; only where less can be asked for.
        case tooMuch
    }

    fileprivate func call(on indices: [String], at view: PointInTime?) -> ClusterCall {
        var members: [JSONValue.Member] = [.init("size", 0), .init("track_total_hits", false)]
        var path = ["_search"]
        if let use = view?.use {
            members.append(.init("pit", ["id": .string(use.id), "keep_alive": .string(use.keepAlive)]))
        } else {
            path.insert(indices.joined(separator: ","), at: 0)
        }
        members += [.init("query", query), .init("aggs", ["v": aggregation])]
        var call = ClusterCall(
            .post, path, query: [("allow_partial_search_results", "false"), ("request_cache", "false")],
            body: JSONValue.object(members).bytes, to: "searching \(indices.joined(separator: ","))")
        (call.isWork, call.canAskForLess) = (true, canAskForLess)
        return call
    }
}

extension ClusterClient {
    /// Sends the search and returns its buckets.
    ///
    /// - Parameters:
    ///   - indices: what to search; the point in time names them by itself, so they matter only without one.
    /// - Throws: `.incomplete` when the answer leaves something out, `.malformed`, `.tooManyBuckets`, and whatever ``send(_:)``
    ///   throws.
    func answer(
        to search: AggregationSearch, on indices: [String], at view: PointInTime?
    ) async throws(ClusterError) -> AggregationSearch.Answer {
        let response = try await send(search.call(on: indices, at: view))
        guard response.status == 200 else {
            let answer = ErrorAnswer(body: response.body)
            if search.canAskForLess, answer.hasTooManyBuckets || answer.hasTrippedBreaker { return .tooMuch }
            throw CompositePages.refusal(response.status, answer, indices)
        }
        let malformed = ClusterError(.malformed, "the cluster's answer to an aggregation could not be read")
        guard let answer = JSONValue(parsing: response.body) else { throw malformed }
        try SearchCoverage(answer).requireComplete()
        guard let buckets = answer["aggregations"]?["v"]?["buckets"]?.array else { throw malformed }
        view?.renew(answer["pit_id"]?.string)
        return .buckets(buckets)
    }
}
