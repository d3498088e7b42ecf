internal import HTTPTransport

extension ClusterClient {
    /// The cluster's clock in milliseconds since 1970: what it takes `now` for in a search.
    ///
    /// Clocks of clients differ, and neither engine sends a date with its answers.
    ///
    /// - Parameters:
    ///   - index: an index that is there, or several with commas.
    ///   - field: a field that it maps as a date.
    public func clockMillis(
        asking index: String, field: String = "@timestamp"
    ) async throws(ClusterError) -> Int64 {
        let body: JSONValue = [
            "size": 0, "track_total_hits": false,
            "aggs": ["now": ["date_range": ["field": .string(field), "ranges": [["from": "now"]]]]],
        ]
        let purpose = "asking \(SafeText(index)) for the time"
        let response = try await send(ClusterCall(.post, [index, "_search"], body: body.bytes, to: purpose))
        let answer = JSONValue(parsing: response.body)
        guard response.status == 200,
            let now = answer?["aggregations"]?["now"]?["buckets"]?.array?.first?["from"]?.number,
            now > 1e12, now < 253_402_300_800_000
        else {
            throw .unexpected(response, to: purpose)
        }
        return Int64(now)
    }
}
