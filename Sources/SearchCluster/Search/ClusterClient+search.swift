internal import HTTPTransport

extension ClusterClient {
    /// Sends one search and returns its whole answer.
    ///
    /// - Parameters:
    ///   - body: the search as the engine takes it.
    ///   - index: an index, alias or pattern, or several with commas.
    /// - Throws: `.incomplete` when the answer leaves something out, `.noSuchIndex`, `.refused`, `.malformed`; whatever
    ///   ``send(_:)`` throws.
    public func search(_ body: JSONValue, on index: String) async throws(ClusterError) -> JSONValue {
        let response = try await send(
            ClusterCall(
                .post, [index, "_search"], query: [("allow_partial_search_results", "false")], body: body.bytes,
                to: "searching \(index)"))
        guard response.status == 200 else {
            throw CompositePages.refusal(response.status, ErrorAnswer(body: response.body), [index])
        }
        guard let answer = JSONValue(parsing: response.body), answer.members != nil, answer["_shards"] != nil
        else { throw ClusterError(.malformed, "the cluster's answer to a search of \(index) could not be read") }
        try SearchCoverage(answer).requireComplete()
        return answer
    }
}
