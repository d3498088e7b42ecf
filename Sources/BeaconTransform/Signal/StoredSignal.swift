public import SearchCluster

/// A signal that a run has written.
public struct StoredSignal: Sendable, Equatable {
    /// The document.
    public var document: JSONValue
    /// Its id; `nil` where it was not asked for.
    public var id: String?

    /// The end of the window that it is about, as the document has it.
    public var windowEnd: String? { document["beaconing"]?["window"]?["end"]?.string }

    /// The newest signal of a group, behind the alias that keeps all versions, or in the template's index; `nil` where there is none.
    ///
    /// - Parameter values: one text for each group field.
    /// - Throws: `.noSuchIndex` where nothing was ever written, and whatever a search throws.
    public static func newest(
        of values: [String], in template: TransformTemplate, client: ClusterClient
    ) async throws(ClusterError) -> StoredSignal? {
        let destination = template.destination
        let index = destination.aliases.first { !$0.moves }?.name ?? destination.index
        var filters = zip(template.groupBy, values).map { field, value -> JSONValue in
            ["term": .object([.init(field.name, .string(value))])]
        }
        filters.append(["term": ["beaconing.template.id": .string(template.id)]])
        let body: JSONValue = [
            "size": 1, "track_total_hits": false, "query": ["bool": ["filter": .array(filters)]],
            "sort": [["beaconing.window.end": ["order": "desc", "unmapped_type": "date"]]],
        ]
        let answer = try await client.search(body, on: index)
        return answer["hits"]?["hits"]?.array?.first?["_source"].map { StoredSignal(document: $0) }
    }
}
