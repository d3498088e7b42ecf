import SearchCluster

/// Two nested `terms` aggregations, read from a search body: for listed values of one field, the values of another beside them.
struct ScriptedDistinct {
    private let field: String
    private let values: [JSONValue]
    private let counted: String
    private let limit: Int

    /// Reads the aggregation `v` of a search body; `nil` when it is not of the form that is understood here.
    init?(_ body: JSONValue) {
        let outer = body["aggs"]?["v"]
        guard let terms = outer?["terms"], let field = terms["field"]?.string, let values = terms["include"]?.array,
            let inner = outer?["aggs"]?["n"]?["terms"], let counted = inner["field"]?.string,
            let limit = inner["size"]?.integer
        else { return nil }
        self.field = field
        self.values = values
        self.counted = counted
        self.limit = Int(limit)
    }

    /// How many buckets an answer may need.
    var buckets: Int { values.count * (limit + 1) }

    /// The answer's aggregations.
    func json(of documents: [ScriptedDocument]) -> JSONValue {
        let buckets = values.compactMap { value -> JSONValue? in
            let own = documents.filter { $0.fields[field] == value }
            guard !own.isEmpty else { return nil }
            var found: Set<[UInt8]> = []
            for document in own {
                if let other = document.fields[counted] { found.insert(other.bytes) }
            }
            let inner = found.prefix(limit).map { _ in JSONValue.object([.init("doc_count", 1)]) }
            return [
                "key": value, "doc_count": .integer(Int64(own.count)),
                "n": ["buckets": .array(inner), "sum_other_doc_count": 0],
            ]
        }
        return ["v": ["buckets": .array(buckets)]]
    }
}
