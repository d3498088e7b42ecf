internal import SearchCluster

/// Queries for some groups by name, with few clauses: one for all hosts of a process, and one for all destinations of a group.
extension FieldPlan {
    /// Divides groups into those that one query may name beside all that the template asks for.
    ///
    /// The engines allow 1,024 clauses that compare a field in all (`indices.query.bool.max_clause_count`, which OpenSearch holds to
    /// that number and Elasticsearch raises with its memory). A value of an address, a number or a date counts twice, since Lucene
    /// keeps two ways of finding it; an address block of a list may count as one, so that a template with long lists leaves room for
    /// fewer.
    ///
    /// - Parameters:
    ///   - groups: whole groups, or single destinations of groups, but not both. Those of one group stay neighbours.
    ///   - most: how many are named at a time at most.
    func parts(of groups: [TimedGroup], most: Int) -> [[TimedGroup]] {
        // The window is said twice.
        let room = max(1, min(800, 1_024 - 24 - QueryClauseCount(of: query).clauses))
        let fields = groupBy + (groups.first?.destination == nil ? [] : [destination].compactMap(\.self))
        let perClause = fields.reduce(0) { $0 + ($1.kind == .keyword ? 1 : 2) }
        var parts: [[TimedGroup]] = []
        var clauses = 0
        var shared: GroupKey?
        for group in groups.sorted(by: { ($0.shared, $0.listed) < ($1.shared, $1.listed) }) {
            let isNew = group.shared != shared
            if parts.isEmpty || parts[parts.count - 1].count >= most || (isNew && clauses + perClause > room) {
                parts.append([])
                clauses = perClause
            } else if isNew {
                clauses += perClause
            }
            shared = group.shared
            parts[parts.count - 1].append(group)
        }
        return parts
    }

    /// The documents of a stretch of time that belong to any group.
    func grouped(_ seconds: Range<Int64>) -> JSONValue {
        let exist = groupBy.map { JSONValue.object([.init("exists", ["field": .string($0.name)])]) }
        return ["bool": ["filter": .array([windowed(seconds)] + exist)]]
    }

    /// The documents of some groups, or of some destinations of groups, in a stretch of time.
    ///
    /// - Parameter groups: a part of ``parts(of:most:)``.
    func windowed(_ seconds: Range<Int64>, _ groups: [TimedGroup]) -> JSONValue {
        let fields = groupBy + [destination].compactMap(\.self)
        let clauses = groups.chunked(by: \.shared).map { chunk -> JSONValue in
            let first = chunk[0]
            // Whole groups are listed by their first field, the host; destinations by themselves.
            let isWhole = first.destination == nil
            let listed = fields[isWhole ? 0 : groupBy.count]
            let others = isWhole ? groupBy.dropFirst() : groupBy[...]
            let terms = zip(others, first.shared.values).map { field, value -> JSONValue in
                ["term": [field.name: value.json]]
            }
            let values = chunk.map(\.listed.json)
            return ["bool": ["filter": .array(terms + [["terms": [listed.name: .array(values)]]])]]
        }
        return [
            "bool": [
                "filter": [windowed(seconds), ["bool": ["should": .array(clauses), "minimum_should_match": 1]]]
            ]
        ]
    }
}

extension TimedGroup {
    /// The value that is one of a list in a query.
    fileprivate var listed: GroupValue { destination ?? group.values[0] }

    /// The values that all of the list have in common.
    fileprivate var shared: GroupKey { destination == nil ? GroupKey(Array(group.values.dropFirst())) : group }
}
