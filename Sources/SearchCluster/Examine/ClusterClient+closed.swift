internal import HTTPTransport

extension ClusterClient {
    /// Asks for an index of these names and patterns that is closed, so that its events are not seen.
    ///
    /// - Returns: the name of one such index; `nil` where there is none, or the cluster does not say.
    /// - Throws: whatever ``send(_:)`` throws but a 403.
    public func closedIndex(of names: [String]) async throws(ClusterError) -> String? {
        let body: JSONValue = ["size": 0, "track_total_hits": false]
        let call = ClusterCall(
            .post, [names.joined(separator: ","), "_search"],
            query: [("expand_wildcards", "open,closed"), ("allow_no_indices", "true")], body: body.bytes,
            to: "looking for closed indices")
        let response = try await send(call, attempts: configuration.retry.attempts)
        guard response.status == 400, let error = JSONValue(parsing: response.body)?["error"] else { return nil }
        let causes = [error] + (error["root_cause"]?.array ?? [])
        return causes.first { $0["type"]?.string == "index_closed_exception" }?["index"]?.string
    }
}
