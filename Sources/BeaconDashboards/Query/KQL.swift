public import SearchCluster

/// A query in Kibana's query language, read: which fields it names, and the search that the server makes of it.
///
/// Comparisons, groups of values, `and`, `or`, `not`, parentheses, wildcards and bare words are read; nested fields in braces
/// are not.
public struct KQL: Sendable {
    private let root: Node?

    indirect enum Node: Sendable {
        case every([Node])
        case any([Node])
        case not(Node)
        case compare(field: String?, operation: String, value: String, isQuoted: Bool)
    }

    /// Why a text is not a query, as a sentence.
    public struct Failure: Error, Sendable, Equatable {
        /// What was expected, without a full stop.
        public var sentence: String
    }

    /// Reads a query; an empty one matches every document.
    ///
    /// - Throws: ``Failure`` where the text is not in the language.
    public init(_ text: String) throws(Failure) {
        var parser = KQLParser(tokens: try KQLParser.tokens(of: text))
        root = parser.isAtEnd ? nil : try parser.disjunction(field: nil)
        guard parser.isAtEnd else { throw Failure(sentence: "something follows where the query should end") }
    }

    /// The fields that are named, each once, in the order of the text.
    public var fields: [String] {
        var fields: [String] = []
        func visit(_ node: Node) {
            switch node {
            case .every(let nodes), .any(let nodes): nodes.forEach(visit)
            case .not(let inner): visit(inner)
            case .compare(let field, _, _, _):
                if let field, !fields.contains(field) { fields.append(field) }
            }
        }
        if let root { visit(root) }
        return fields
    }

    /// The query as the search engine takes it.
    public var search: JSONValue {
        root.map(Self.search) ?? ["match_all": .object([])]
    }

    private static func search(_ node: Node) -> JSONValue {
        switch node {
        case .every(let nodes): return ["bool": ["filter": .array(nodes.map(search))]]
        case .any(let nodes): return ["bool": ["should": .array(nodes.map(search)), "minimum_should_match": 1]]
        case .not(let inner): return ["bool": ["must_not": search(inner)]]
        case .compare(let field, let operation, let value, let isQuoted):
            guard let field else {
                return [
                    "multi_match": [
                        "query": .string(value), "type": isQuoted ? "phrase" : "best_fields", "lenient": true,
                    ]
                ]
            }
            let bound = ["<": "lt", "<=": "lte", ">": "gt", ">=": "gte"][operation]
            if let bound {
                return ["range": .object([.init(field, .object([.init(bound, .string(value))]))])]
            }
            if !isQuoted, value == "*" { return ["exists": ["field": .string(field)]] }
            if !isQuoted, value.contains("*") {
                return ["query_string": ["fields": [.string(field)], "query": .string(value)]]
            }
            return .object([.init(isQuoted ? "match_phrase" : "match", .object([.init(field, .string(value))]))])
        }
    }
}
