internal import SearchCluster

/// Turns the JSON of a query into clauses, refusing what cannot be answered from a file.
struct QueryCompiler {
    var fields: EventFields
    private var depth = 0

    init(fields: EventFields) {
        self.fields = fields
    }

    mutating func clause(_ query: JSONValue) throws(InputError) -> EventQuery.Clause {
        // The engines stop at 30 by default.
        depth += 1
        defer { depth -= 1 }
        guard depth <= 100 else { throw Self.refused("the query is nested more than 100 deep") }
        guard let members = query.members, let member = members.first else {
            throw Self.refused("a query clause is \(Self.shown(query)), expected an object that names a query")
        }
        guard members.count == 1 else {
            throw Self.refused(
                "a query clause names \(members.map { SafeText($0.name).description }.joined(separator: " and ")), "
                    + "expected one query: put several into a bool query")
        }
        let body = member.value
        switch member.name {
        case "bool": return try bool(body)
        case "constant_score": return try constantScore(body)
        case "match_all":
            try Self.check(Self.object(body, of: "match_all"), of: "match_all", known: [])
            return .all
        case "match_none":
            try Self.check(Self.object(body, of: "match_none"), of: "match_none", known: [])
            return .none
        case "term": return try term(body)
        case "terms": return try terms(body)
        case "range": return try range(body)
        case "exists": return try exists(body)
        case "prefix": return try prefix(body)
        case "wildcard": return try wildcard(body)
        case "match", "match_phrase", "multi_match", "query_string", "simple_query_string":
            throw Self.refused(
                "the query \(member.name) is not evaluated on files, for its answer depends on how a mapping takes text "
                    + "apart: use term, terms, prefix or wildcard")
        default:
            throw Self.refused(
                "the query \(SafeText(member.name)) is not evaluated on files, only bool, constant_score, exists, match_all, "
                    + "match_none, prefix, range, term, terms and wildcard are")
        }
    }
}

extension QueryCompiler {
    private mutating func bool(_ body: JSONValue) throws(InputError) -> EventQuery.Clause {
        let members = try Self.object(body, of: "bool")
        try Self.check(
            members, of: "bool",
            known: ["must", "filter", "should", "must_not", "minimum_should_match", "adjust_pure_negative"])
        let required = try clauses(members, "must") + clauses(members, "filter")
        let optional = try clauses(members, "should")
        let excluded = try clauses(members, "must_not")
        if let pure = Self.member("adjust_pure_negative", of: members), pure.boolean != true {
            throw Self.refused("adjust_pure_negative is only evaluated on files when it is true")
        }
        let asked = try Self.minimumShouldMatch(members, optional: optional.count)
        var every = required
        // Alone, optional clauses are not optional: one must match, whatever minimum_should_match says. Without any other
        // clause than must_not the engines pay no heed to minimum_should_match.
        if !required.isEmpty || !optional.isEmpty {
            let needed = max(asked, required.isEmpty ? 1 : 0)
            if needed > optional.count {
                every.append(.none)
            } else if needed > 0 {
                every.append(.atLeast(needed, optional))
            }
        }
        every += excluded.map(EventQuery.Clause.not)
        switch every.count {
        case 0: return .all
        case 1: return every[0]
        default: return .every(every)
        }
    }

    /// The clauses of one kind, written as one or as a list.
    private mutating func clauses(
        _ members: [JSONValue.Member], _ kind: String
    ) throws(InputError) -> [EventQuery.Clause] {
        guard let value = Self.member(kind, of: members) else { return [] }
        guard let elements = value.array else { return [try clause(value)] }
        var clauses: [EventQuery.Clause] = []
        for element in elements { clauses.append(try clause(element)) }
        return clauses
    }

    /// How many optional clauses are asked for; a negative number says how many may be missing.
    private static func minimumShouldMatch(
        _ members: [JSONValue.Member], optional: Int
    ) throws(InputError) -> Int {
        guard let value = member("minimum_should_match", of: members) else { return 0 }
        guard let count = value.integer ?? value.string.flatMap({ Int64($0) }), let count = Int(exactly: count) else {
            throw refused(
                "minimum_should_match is \(shown(value)); on files it is only evaluated as a whole number")
        }
        return count < 0 ? max(0, optional &+ count) : count
    }

    private mutating func constantScore(_ body: JSONValue) throws(InputError) -> EventQuery.Clause {
        let members = try Self.object(body, of: "constant_score")
        try Self.check(members, of: "constant_score", known: ["filter"])
        guard let filter = Self.member("filter", of: members) else {
            throw Self.refused("constant_score has no filter")
        }
        return try clause(filter)
    }

    private mutating func exists(_ body: JSONValue) throws(InputError) -> EventQuery.Clause {
        let members = try Self.object(body, of: "exists")
        try Self.check(members, of: "exists", known: ["field"])
        guard let name = Self.member("field", of: members)?.string else {
            throw Self.refused("exists does not say which field")
        }
        try Self.check(field: name, of: "exists")
        return .exists(field: fields.placeCountingBelow(name))
    }
}

extension QueryCompiler {
    static func refused(_ sentence: String) -> InputError {
        InputError(.unsupportedQuery, sentence)
    }

    /// The members of a query's body.
    static func object(_ body: JSONValue, of query: String) throws(InputError) -> [JSONValue.Member] {
        guard let members = body.members else {
            throw refused("the query \(query) holds \(shown(body)), expected an object")
        }
        return members
    }

    static func member(_ name: String, of members: [JSONValue.Member]) -> JSONValue? {
        members.first { $0.name == name }?.value
    }

    /// Refuses members that would change the answer and are not known here; what only scores or names is let through.
    static func check(_ members: [JSONValue.Member], of query: String, known: Set<String>) throws(InputError) {
        for (position, member) in members.enumerated() {
            guard known.contains(member.name) || member.name == "boost" || member.name == "_name" else {
                throw refused("\(SafeText(member.name)) in the query \(query) is not evaluated on files")
            }
            guard !members[..<position].contains(where: { $0.name == member.name }) else {
                throw refused("\(SafeText(member.name)) stands twice in the query \(query)")
            }
        }
    }

    /// Refuses fields that only an engine has, and patterns of fields.
    static func check(field name: String, of query: String) throws(InputError) {
        if name.utf8.contains(UInt8(ascii: "*")) {
            throw refused(
                "the query \(query) asks for the fields \(SafeText(name)); on files it takes one field's name")
        }
        if name.utf8.first == UInt8(ascii: "_") {
            throw refused("the query \(query) asks for \(SafeText(name)), which documents in a file do not have")
        }
        if name.isEmpty { throw refused("the query \(query) names no field") }
    }

    /// A JSON value in a message.
    static func shown(_ value: JSONValue) -> String {
        let text = SafeText(value.text).description
        return text.count > 60 ? String(text.prefix(60)) + "…" : text
    }
}
