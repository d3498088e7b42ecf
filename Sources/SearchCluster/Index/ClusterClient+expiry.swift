internal import HTTPTransport

extension ClusterClient {
    /// Deletes the documents that have become too old, with searches and bulk requests alone.
    ///
    /// Not every cluster has lifecycle policies or can delete by query. What is deleted is looked at one by one: a search that
    /// lets a younger document through costs it nothing.
    ///
    /// - Parameters:
    ///   - pattern: a name or pattern of indices; one that matches nothing has nothing to delete.
    ///   - field: the date that is compared.
    ///   - cutoffMillis: documents with an earlier date are deleted.
    ///   - filters: what else the documents have in common.
    /// - Returns: how many were deleted.
    /// - Throws: when the cluster does not answer completely or does not allow it. What was deleted stays deleted.
    public func deleteDocuments(
        in pattern: String, where field: String, before cutoffMillis: Int64, and filters: [JSONValue]
    ) async throws(ClusterError) -> Int {
        var deleted = 0
        while true {
            let hits = try await expired(in: pattern, field, cutoffMillis, filters)
            if hits.isEmpty { return deleted }
            let count = try await delete(hits)
            deleted += count
            // Whatever the reason, asking again for what does not go away would never end.
            if hits.count < Self.mostAtOnce || count == 0 { return deleted }
        }
    }

    private static var mostAtOnce: Int { 2_000 }

    private struct ExpiredDocument {
        var index: String
        var id: String
    }

    private func expired(
        in pattern: String, _ field: String, _ cutoffMillis: Int64, _ filters: [JSONValue]
    ) async throws(ClusterError) -> [ExpiredDocument] {
        let cutoff = JSONValue.integer(cutoffMillis)
        func range(_ comparison: String) -> JSONValue {
            ["range": .object([.init(field, .object([.init(comparison, cutoff), .init("format", "epoch_millis")]))])]
        }
        let body: JSONValue = [
            "size": .integer(Int64(Self.mostAtOnce)), "track_total_hits": false, "_source": false, "sort": ["_doc"],
            "docvalue_fields": [["field": .string(field), "format": "epoch_millis"]],
            "query": ["bool": ["filter": .array([range("lt")] + filters), "must_not": [range("gte")]]],
        ]
        let purpose = "looking for old documents in \(SafeText(pattern))"
        let response = try await send(
            ClusterCall(
                .post, [pattern, "_search"],
                query: [("allow_partial_search_results", "false"), ("ignore_unavailable", "true")], body: body.bytes,
                to: purpose))
        if response.status == 404 { return [] }
        guard response.status == 200, let answer = JSONValue(parsing: response.body),
            answer["_shards"]?["failed"]?.integer == 0, answer["timed_out"]?.boolean == false
        else {
            throw ClusterError(
                .incomplete,
                "\(purpose) failed: \(ErrorAnswer(body: response.body).reason ?? "HTTP \(response.status)")")
        }
        return (answer["hits"]?["hits"]?.array ?? []).compactMap { hit in
            guard let index = hit["_index"]?.string, let id = hit["_id"]?.string,
                let date = hit["fields"]?[field]?.array?.last,
                let millis = date.integer ?? date.string.flatMap({ Int64($0) }), millis < cutoffMillis
            else { return nil }
            return ExpiredDocument(index: index, id: id)
        }
    }

    private func delete(_ documents: [ExpiredDocument]) async throws(ClusterError) -> Int {
        var writer = JSONWriter(capacity: documents.count * 128)
        for document in documents {
            writer.append(["delete": ["_index": .string(document.index), "_id": .string(document.id)]])
            writer.append(byte: UInt8(ascii: "\n"))
        }
        let purpose = "deleting old documents"
        let response = try await send(
            ClusterCall(
                .post, ["_bulk"], query: [("refresh", "true")], body: writer.bytes,
                contentType: "application/x-ndjson", to: purpose))
        guard response.status == 200, let items = JSONValue(parsing: response.body)?["items"]?.array else {
            throw .unexpected(response, to: purpose)
        }
        var deleted = 0
        for item in items {
            let result = item["delete"]
            switch result?["status"]?.integer {
            case 200: deleted += 1
            case 403:
                let reason = ErrorAnswer(answer: result ?? .null).reason ?? "HTTP 403"
                throw ClusterError(.forbidden, "the cluster does not allow \(purpose): \(reason)")
            default: break
            }
        }
        return deleted
    }
}
