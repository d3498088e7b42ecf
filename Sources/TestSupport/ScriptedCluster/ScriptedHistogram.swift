import SearchCluster

/// A `date_histogram` aggregation with figures of each stretch of time, read from a search body and counted document by document.
struct ScriptedHistogram {
    private let field: String
    private let interval: Int64
    private let offset: Int64
    private let metrics: [JSONValue.Member]

    /// Reads the aggregation `v` of a search body; `nil` when it is not of the form that is understood here.
    init?(_ body: JSONValue) {
        let aggregation = body["aggs"]?["v"]
        guard let histogram = aggregation?["date_histogram"], let field = histogram["field"]?.string,
            let interval = ScriptedComposite.millis(histogram["fixed_interval"]),
            let offset = ScriptedComposite.millis(histogram["offset"])
        else { return nil }
        self.field = field
        self.interval = interval
        self.offset = offset
        metrics = aggregation?["aggs"]?.members ?? []
    }

    /// The answer's buckets.
    func json(of documents: [ScriptedDocument], count: Int64?) -> [JSONValue] {
        var stretches: [Int64: [ScriptedDocument]] = [:]
        for document in documents {
            guard let millis = document.fields[field]?.integer else { continue }
            stretches[ScriptedComposite.start(of: millis, interval, offset), default: []].append(document)
        }
        return stretches.sorted { $0.key < $1.key }.map { start, documents in
            .object(
                [.init("key", .integer(start)), .init("doc_count", .integer(count ?? Int64(documents.count)))]
                    + ScriptedComposite.figures(metrics, of: documents, largest: nil))
        }
    }
}
