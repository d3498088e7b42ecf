internal import SearchCluster

/// The fields that a query names, so that they can be checked and asked for under the names that a cluster knows.
struct QueryFields: Sendable {
    /// One use of a field.
    struct Use: Sendable, Hashable {
        /// The field.
        var field: String
        /// Whether an address block stands among the values, which only an `ip` field can be matched with.
        var hasAddressBlock: Bool
        /// Whether the clause only asks whether the field is there.
        var isExistence: Bool
    }

    /// Every use, in the order of the query.
    private(set) var uses: [Use] = []

    /// The fields of a query.
    init(of query: JSONValue) {
        visit(query)
    }

    /// Clauses of the form `{clause: {field: …}}` whose values are compared with the field's.
    private static let comparing: Set<String> = ["term", "terms", "prefix", "wildcard", "range", "regexp", "fuzzy"]
    /// Clauses that hold other clauses.
    private static let compound: Set<String> = [
        "bool", "must", "filter", "should", "must_not", "constant_score", "dis_max", "queries", "boosting", "positive",
        "negative", "function_score", "query",
    ]

    private mutating func visit(_ query: JSONValue) {
        if let clauses = query.array {
            for clause in clauses { visit(clause) }
        }
        for member in query.members ?? [] {
            if Self.compound.contains(member.name) {
                visit(member.value)
            } else if member.name == "exists", let field = member.value["field"]?.string {
                uses.append(Use(field: field, hasAddressBlock: false, isExistence: true))
            } else if Self.comparing.contains(member.name) {
                for field in member.value.members ?? [] where field.name != "boost" && field.name != "_name" {
                    uses.append(
                        Use(field: field.name, hasAddressBlock: Self.hasBlock(field.value), isExistence: false))
                }
            }
        }
    }

    private static func hasBlock(_ value: JSONValue) -> Bool {
        switch value {
        case .string(let text):
            guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return false }
            return IPAddress(text.utf8[..<slash]) != nil
        case .array(let elements): return elements.contains(where: hasBlock)
        case .object(let members): return members.contains { hasBlock($0.value) }
        default: return false
        }
    }

    /// The query with the fields of comparing clauses under other names.
    ///
    /// An `exists` keeps the field's own name: a `.keyword` beside it leaves out values that were too long for it.
    static func renamed(_ query: JSONValue, by names: [String: String]) -> JSONValue {
        switch query {
        case .array(let clauses): return .array(clauses.map { renamed($0, by: names) })
        case .object(let members):
            return .object(
                members.map { member in
                    if compound.contains(member.name) {
                        return .init(member.name, renamed(member.value, by: names))
                    }
                    guard comparing.contains(member.name), let fields = member.value.members else { return member }
                    return .init(
                        member.name, .object(fields.map { .init(names[$0.name] ?? $0.name, $0.value) }))
                })
        default: return query
        }
    }
}
