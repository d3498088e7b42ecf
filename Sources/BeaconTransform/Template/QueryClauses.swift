internal import SearchCluster

/// Looks over a query for slips that an engine would report without a line.
///
/// Only what every query has is checked: one kind for each clause that some engine knows, and the names inside `bool`. What
/// stands in it is for the engine, or for the evaluation of files, to say.
extension TemplateReading {
    private static let occurrences = ["must", "filter", "should", "must_not"]
    private static let boolNames = occurrences + ["minimum_should_match", "boost", "_name"]

    /// The kinds of query that Elasticsearch or OpenSearch has; what a version or a licence lacks, the cluster says.
    private static let kinds = [
        "bool", "boosting", "combined_fields", "common", "constant_score", "dis_max", "distance_feature", "exists",
        "field_masking_span", "function_score", "fuzzy", "geo_bounding_box", "geo_distance", "geo_grid", "geo_polygon",
        "geo_shape", "has_child", "has_parent", "hybrid", "ids", "intervals", "knn", "match", "match_all",
        "match_bool_prefix", "match_none", "match_phrase", "match_phrase_prefix", "more_like_this", "multi_match",
        "nested", "neural", "neural_sparse", "parent_id", "percolate", "pinned", "prefix", "query_string", "range",
        "rank_feature", "regexp", "rule", "script", "script_score", "semantic", "shape", "simple_query_string",
        "span_containing", "span_first", "span_multi", "span_near", "span_not", "span_or", "span_term", "span_within",
        "sparse_vector", "template", "term", "terms", "terms_set", "text_expansion", "type", "weighted_tokens",
        "wildcard", "wrapper", "xy_shape",
    ]

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
        let name = SafeText(kind.key).description.shortened
        guard Self.kinds.contains(kind.key) else {
            report(
                "\(what) has no kind of query \"\(name)\"\(NearestName.hint(for: kind.key, among: Self.kinds))",
                at: kind.keyPlace)
            return
        }
        guard kind.value.entries != nil else {
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
