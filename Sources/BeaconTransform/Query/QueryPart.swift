internal import SearchCluster

/// A condition that every event of a query meets: one of those that a bool query joins with "and".
struct QueryPart: Sendable, Equatable {
    /// The condition as a query.
    var query: JSONValue
    /// The condition in words.
    var words: String
    /// The field whose values are asked for; `nil` where the condition is about several, or about something else.
    var field: String?

    /// The conditions of a query, in its order; one that is no bool query is the only one.
    static func all(of query: JSONValue) -> [QueryPart] {
        guard let bool = query["bool"] else {
            if query["match_all"] != nil { return [] }
            return [QueryPart(query: query, words: words(of: query), field: field(of: query))]
        }
        var parts: [QueryPart] = []
        for name in ["filter", "must"] {
            for clause in clauses(bool[name]) { parts += all(of: clause) }
        }
        let choices = clauses(bool["should"])
        if choices.count == 1, bool["minimum_should_match"] != nil || parts.isEmpty {
            parts += all(of: choices[0])
        } else if !choices.isEmpty, bool["minimum_should_match"] != nil || parts.isEmpty {
            let any: JSONValue = ["bool": ["should": .array(choices), "minimum_should_match": 1]]
            let named = choices.prefix(2).map { words(of: $0) } + (choices.count > 2 ? ["more"] : [])
            parts.append(QueryPart(query: any, words: named.joined(separator: ", or "), field: field(of: choices[0])))
        }
        for clause in clauses(bool["must_not"]) {
            parts.append(
                QueryPart(
                    query: ["bool": ["must_not": [clause]]], words: "not " + words(of: clause), field: field(of: clause)
                ))
        }
        return parts
    }

    private static func clauses(_ value: JSONValue?) -> [JSONValue] {
        guard let value else { return [] }
        return value.array ?? [value]
    }

    private static func field(of query: JSONValue) -> String? {
        let fields = Set(QueryFields(of: query).uses.map(\.field))
        return fields.count == 1 ? fields.first : nil
    }

    /// A clause in words; one that is not simple is named by its fields.
    private static func words(of query: JSONValue) -> String {
        guard let clause = query.members?.first, query.members?.count == 1 else { return "the query" }
        if clause.name == "exists", let field = clause.value["field"]?.string { return "\(SafeText(field)) is there" }
        if let comparison = clause.value.members?.first, clause.value.members?.count == 1 {
            let field = SafeText(comparison.name)
            let value = comparison.value["value"] ?? comparison.value
            switch clause.name {
            case "term": return "\(field) is \(text(value))"
            case "terms":
                let values = value.array ?? []
                if values.count == 1 { return "\(field) is \(text(values[0]))" }
                if values.count <= 3 { return "\(field) is " + values.map(text).joined(separator: " or ") }
                return "\(field) is \(text(values[0])) or one of \(values.count - 1) others"
            case "prefix": return "\(field) begins with \(text(value))"
            case "wildcard", "regexp": return "\(field) looks like \(text(value))"
            case "range": return "\(field) is in a range"
            default: break
            }
        }
        var fields: [String] = []
        for use in QueryFields(of: query).uses where !fields.contains(use.field) { fields.append(use.field) }
        if fields.isEmpty { return "a condition of kind \(SafeText(clause.name))" }
        let named = fields.prefix(3).map { SafeText($0).description }.joined(separator: ", ")
        return "a condition on \(named)" + (fields.count > 3 ? " and more" : "")
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): "\(SafeText(text))"
        default: String(decoding: value.bytes, as: UTF8.self)
        }
    }
}
