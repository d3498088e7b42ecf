internal import SearchCluster

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
