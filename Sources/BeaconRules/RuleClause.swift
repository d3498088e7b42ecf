internal import SearchCluster

/// One condition on a signal document, to be said in the language of each product.
enum RuleClause: Sendable, Equatable {
    /// The field has this value.
    case equals(String, String)
    /// The field is at least this number.
    case atLeast(String, Int)
    /// One of the field's values begins with this text.
    case begins(String, String)

    /// The field that is looked at.
    var field: String {
        switch self {
        case .equals(let field, _), .atLeast(let field, _), .begins(let field, _): field
        }
    }

    /// The condition as a search engine takes it.
    var search: JSONValue {
        switch self {
        case .equals(let field, let value): ["term": .object([.init(field, .string(value))])]
        case .atLeast(let field, let number):
            ["range": .object([.init(field, ["gte": .integer(Int64(number))])])]
        case .begins(let field, let text): ["prefix": .object([.init(field, .string(text))])]
        }
    }

    /// The condition in Kibana's query language; `nil` where that cannot say it for certain.
    ///
    /// A wildcard in a text with spaces is read differently by different versions, so a beginning is said as a filter instead.
    var kql: String? {
        switch self {
        case .equals(let field, let value): "\(field): \(JSONValue.string(value).text)"
        case .atLeast(let field, let number): "\(field) >= \(number)"
        case .begins: nil
        }
    }

    /// The condition as a field of a Sigma selection, with its modifier, and the value.
    var sigma: (field: String, value: String) {
        switch self {
        case .equals(let field, let value): (field, SigmaText.value(value))
        case .atLeast(let field, let number): (field + "|gte", number.description)
        case .begins(let field, let text): (field + "|startswith", SigmaText.value(text))
        }
    }
}
