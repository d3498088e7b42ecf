internal import SearchCluster

extension FieldPlan {
    /// How many groups, or destinations of groups, may be named in one query beside all that the template asks for.
    ///
    /// The engines allow 1,024 clauses that compare a field in all (`indices.query.bool.max_clause_count`, which OpenSearch holds to
    /// that number and Elasticsearch raises with its memory). A value of an address, a number or a date counts twice, since Lucene keeps two ways
    /// of finding it; an address block of a list may count as one, so that a template with long lists leaves room for fewer.
    ///
    /// - Parameter fields: the fields that are compared for each of them.
    func mostNamed(comparing fields: [Field]) -> Int {
        // The window is said twice.
        let room = 1_024 - 24 - QueryClauseCount(of: query).clauses
        return max(1, min(800, room) / max(1, fields.reduce(0) { $0 + ($1.kind == .keyword ? 1 : 2) }))
    }
}

/// How many clauses of a query compare a field.
struct QueryClauseCount: Sendable {
    /// The number, rather too high than too low.
    private(set) var clauses = 0

    /// Counts the clauses of a query.
    init(of query: JSONValue) {
        visit(query)
    }

    private mutating func visit(_ query: JSONValue) {
        for clause in query.array ?? [] { visit(clause) }
        for member in query.members ?? [] {
            switch member.name {
            case "bool", "must", "filter", "should", "must_not", "constant_score", "dis_max", "queries", "boosting",
                "positive", "negative", "function_score", "query":
                visit(member.value)
            case "terms":
                // A list of words is one clause; of addresses each block is one, and all that are none are one more.
                for field in member.value.members ?? [] {
                    let blocks = (field.value.array ?? []).count { $0.string?.utf8.contains(UInt8(ascii: "/")) == true }
                    clauses += blocks + 1
                }
            case "range": clauses += 2
            case "minimum_should_match", "boost", "_name": continue
            default: clauses += 1
            }
        }
    }
}
