public import SearchCluster

/// The signals that runs of a template have written, of a stretch of time.
public struct StoredSignals: Sendable {
    private let client: ClusterClient
    private let index: String
    private let templateID: String
    /// As many as one search gives.
    private static let mostHits = 10_000

    /// The signals behind the alias that keeps all versions of a template, or in its index.
    public init(of template: TransformTemplate, client: ClusterClient) {
        index = template.destination.aliases.first { !$0.moves }?.name ?? template.destination.index
        self.client = client
        templateID = template.id
    }

    /// Why signals could not be read.
    public enum Fault: Error, Sendable {
        /// What the cluster says; `.noSuchIndex` where nothing was ever written.
        case cluster(ClusterError)
        /// More signals have one and the same window's end than a search gives.
        case tooMany(endSeconds: Int64)
    }

    /// Reads the signals whose windows end in a range, in the order of those ends.
    ///
    /// A range with more than one search gives is cut in two.
    public func forEach(
        endingIn range: ClosedRange<Int64>, _ body: (StoredSignal) -> Void
    ) async throws(Fault) {
        var ranges = [range]
        while let range = ranges.popLast() {
            let answer = try await search(range)
            let hits = answer["hits"]?["hits"]?.array ?? []
            let total = answer["hits"]?["total"]?["value"]?.integer ?? Int64(hits.count)
            if total <= Int64(hits.count) {
                for hit in hits {
                    if let source = hit["_source"] { body(StoredSignal(document: source, id: hit["_id"]?.string)) }
                }
                continue
            }
            guard range.count > 1 else { throw .tooMany(endSeconds: range.lowerBound) }
            let middle = range.lowerBound + Int64(range.count / 2)
            ranges.append(middle...range.upperBound)
            ranges.append(range.lowerBound...(middle - 1))
        }
    }

    private func search(_ range: ClosedRange<Int64>) async throws(Fault) -> JSONValue {
        let body: JSONValue = [
            "size": .integer(Int64(Self.mostHits)), "track_total_hits": true,
            "query": [
                "bool": [
                    "filter": [
                        ["term": ["beaconing.template.id": .string(templateID)]],
                        // What was judged and is no signal has none.
                        ["exists": ["field": "beaconing.priority"]],
                        [
                            "range": [
                                "beaconing.window.end": [
                                    "gte": .integer(range.lowerBound), "lte": .integer(range.upperBound),
                                    "format": "epoch_second",
                                ]
                            ]
                        ],
                    ]
                ]
            ],
            "sort": [["beaconing.window.end": ["order": "asc", "unmapped_type": "date"]]],
        ]
        do {
            return try await client.search(body, on: index)
        } catch {
            throw .cluster(error)
        }
    }
}
