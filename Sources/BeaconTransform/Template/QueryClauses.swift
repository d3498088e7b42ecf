internal import SearchCluster

/// Looks over a query for slips that an engine would report without a line.
///
/// Only what every query has is checked: one kind for each clause, and the names inside `bool`. Whether a kind exists and
/// what stands in it is for the engine, or for the evaluation of files, to say.
extension TemplateReading {
    private static let occurrences = ["must", "filter", "should", "must_not"]
    private static let boolNames = occurrences + ["minimum_should_match", "boost", "_name"]

    /// Checks one clause and the clauses inside it.
    mutating func checkClause(_ node: YAMLNode, _ what: String) {
        guard let entries = node.entries else {
            report(
                "\(what) must be a mapping of one kind of query, such as term: {…}, not \(node.inWords)", at: node.place
            )
            return
        }
        guard let kind = entries.first, entries.count == 1 else {
            checkCount(entries, of: node, what)
            return
        }
        guard kind.value.entries != nil else {
            let name = SafeText(kind.key).description.shortened
            report("\(name) in \(what) must be a mapping, not \(kind.value.inWords)", at: kind.value.place)
            return
        }
        if kind.key == "bool" { checkBool(kind.value, what) }
    }

    /// Checks clauses in a list.
    mutating func checkClauses(_ node: YAMLNode, _ what: String) {
        guard let clauses = node.elements else {
            report("\(what) must be a list of query clauses, not \(node.inWords)", at: node.place)
            return
        }
        for clause in clauses { checkClause(clause, "a clause of \(what)") }
    }

    private mutating func checkCount(_ entries: [YAMLNode.Entry], of node: YAMLNode, _ what: String) {
        guard let first = entries.first, let second = entries.dropFirst().first else {
            report("\(what) is empty; match_all: {} matches every document", at: node.place)
            return
        }
        let names = [first, second].map { SafeText($0.key).description.shortened }
        var cure = "join them in a bool"
        // Two files said it: most likely the second one meant to replace the first one's query.
        if first.keyPlace.file != second.keyPlace.file {
            cure = "\(names[0]) comes from \(SafeText(first.keyPlace.file)), and \(names[0]): null takes it away"
        }
        report("\(what) has one kind of query, found \(names[0]) and \(names[1]); \(cure)", at: second.keyPlace)
    }

    private mutating func checkBool(_ node: YAMLNode, _ what: String) {
        guard let fields = fields(node, of: "bool", known: Self.boolNames) else { return }
        for entry in fields.entries where Self.occurrences.contains(entry.key) {
            if entry.value.elements != nil {
                checkClauses(entry.value, entry.key)
            } else {
                checkClause(entry.value, entry.key)
            }
        }
    }
}
