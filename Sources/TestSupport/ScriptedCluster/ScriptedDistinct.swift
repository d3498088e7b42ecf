import SearchCluster

/// A `terms` aggregation over listed values of one field, read from a search body, with how many values of another each has beside it
/// where that is asked for.
struct ScriptedDistinct {
    private let field: String
    private let values: [JSONValue]
    private let counted: String?

    /// Reads the aggregation `v` of a search body; `nil` when it is not of the form that is understood here.
    init?(_ body: JSONValue) {
        let outer = body["aggs"]?["v"]
        guard let terms = outer?["terms"], let field = terms["field"]?.string, let values = terms["include"]?.array
        else { return nil }
        self.field = field
        self.values = values
        counted = outer?["aggs"]?["n"]?["cardinality"]?["field"]?.string
    }

    /// How many buckets an answer may need.
    var buckets: Int { values.count }

    /// The answer's buckets.
    func json(of documents: [ScriptedDocument]) -> [JSONValue] {
        values.compactMap { value -> JSONValue? in
            let own = documents.filter { $0.fields[field] == value }
            guard !own.isEmpty else { return nil }
            var bucket: [JSONValue.Member] = [.init("key", value), .init("doc_count", .integer(Int64(own.count)))]
            if let counted {
                let found = Set(own.compactMap { $0.fields[counted]?.bytes })
                bucket.append(.init("n", ["value": .integer(Int64(found.count))]))
            }
            return .object(bucket)
        }
    }
}
