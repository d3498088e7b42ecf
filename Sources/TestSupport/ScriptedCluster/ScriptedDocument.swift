public import SearchCluster

/// A document of a scripted cluster: one value a field, under its dotted name.
public struct ScriptedDocument: Sendable {
    /// The fields.
    public var fields: [String: JSONValue]

    /// A document with these fields.
    public init(_ fields: [String: JSONValue]) {
        self.fields = fields
    }

    /// The document on one line, as a file would hold it.
    public var line: String {
        JSONValue.object(fields.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }).text
    }

    /// Whether a query matches; `nil` for a query that is not understood here.
    func matches(_ query: JSONValue) -> Bool? {
        guard let members = query.members, members.count == 1, let clause = members.first else { return nil }
        switch clause.name {
        case "match_all": return true
        case "bool": return matchesBool(clause.value)
        case "exists": return clause.value["field"]?.string.map { fields[$0] != nil }
        case "term", "terms", "range":
            guard let asked = clause.value.members?.first else { return nil }
            let value = fields[asked.name]
            if clause.name == "range" { return Self.isWithin(value, asked.value) }
            let wanted = clause.name == "terms" ? asked.value.array : [asked.value["value"] ?? asked.value]
            return wanted.map { wanted in value.map(wanted.contains) ?? false }
        default: return nil
        }
    }

    private func matchesBool(_ bool: JSONValue) -> Bool? {
        var isMatch = true
        for part in bool.members ?? [] where part.name != "minimum_should_match" {
            var hits: [Bool] = []
            for clause in part.value.array ?? [part.value] {
                guard let hit = matches(clause) else { return nil }
                hits.append(hit)
            }
            switch part.name {
            case "filter", "must": isMatch = isMatch && !hits.contains(false)
            case "should": isMatch = isMatch && hits.contains(true)
            case "must_not": isMatch = isMatch && !hits.contains(true)
            default: return nil
            }
        }
        return isMatch
    }

    private static func isWithin(_ value: JSONValue?, _ limits: JSONValue) -> Bool? {
        guard let value = value?.number else { return false }
        for limit in limits.members ?? [] where limit.name != "format" {
            guard let bound = limit.value.number else { return nil }
            switch limit.name {
            case "gte" where value < bound, "gt" where value <= bound: return false
            case "lt" where value >= bound, "lte" where value > bound: return false
            case "gte", "gt", "lt", "lte": continue
            default: return nil
            }
        }
        return true
    }
}
