internal import SearchCluster

/// A query of the engines' query language, made ready to be asked of documents from files.
///
/// It gives the answer an engine would give whose mapping follows the Elastic Common Schema. A clause that cannot be answered
/// that way is refused when the query is made, never left out. One difference is intended: ECS mappings drop keyword values of
/// more than 1,024 characters (`ignore_above`); here nothing is dropped, for a file holds them and a long name hides nobody.
struct EventQuery: Sendable {
    /// One condition on a document.
    indirect enum Clause: Sendable {
        case all
        case none
        case every([Clause])
        case atLeast(Int, [Clause])
        case not(Clause)
        case exists(field: Int)
        case text(field: Int, TextMatch)
        case address(field: Int, ValueRanges<IPAddress>)
        case integer(field: Int, ValueRanges<Int64>)
    }

    private let clause: Clause

    /// Makes a query ready; the fields that it needs are added to `fields`.
    ///
    /// - Throws: ``InputError`` with `.unsupportedQuery`, naming the clause.
    init(_ query: JSONValue, fields: inout EventFields) throws(InputError) {
        var compiler = QueryCompiler(fields: fields)
        clause = try compiler.clause(query)
        fields = compiler.fields
    }

    /// Whether a document matches.
    func matches(_ values: borrowing EventValues) -> Bool {
        Self.matches(clause, values)
    }

    /// A field with several values matches when any of them does.
    private static func matches(_ clause: Clause, _ values: borrowing EventValues) -> Bool {
        switch clause {
        case .all: return true
        case .none: return false
        case .every(let clauses):
            for clause in clauses where !matches(clause, values) { return false }
            return true
        case .atLeast(let count, let clauses):
            var missing = count
            for clause in clauses where missing > 0 && matches(clause, values) { missing -= 1 }
            return missing <= 0
        case .not(let clause): return !matches(clause, values)
        case .exists(let field): return values.has(field)
        case .text(let field, let match):
            for text in values.texts(of: field) where match.matches(text) { return true }
            return false
        case .address(let field, let ranges):
            for address in values.addresses(of: field) where ranges.contains(address) { return true }
            return false
        case .integer(let field, let ranges):
            for integer in values.integers(of: field) where ranges.contains(integer) { return true }
            return false
        }
    }
}
