import SearchCluster

/// JSON for a reader: a member or an element a line, lists of short values on one.
enum IndentedJSON {
    /// The value, indented by two spaces a level.
    static func text(of value: JSONValue, indent: Int = 0) -> String {
        let margin = String(repeating: " ", count: indent + 2)
        let end = "\n" + String(repeating: " ", count: indent)
        switch value {
        case .object(let members) where !members.isEmpty:
            let lines = members.map { member in
                "\(margin)\(JSONValue.string(member.name).text): \(text(of: member.value, indent: indent + 2))"
            }
            return "{\n" + lines.joined(separator: ",\n") + end + "}"
        case .array(let elements)
        where elements.contains { $0.members != nil || $0.array != nil } || elements.count > 4:
            let lines = elements.map { margin + text(of: $0, indent: indent + 2) }
            return "[\n" + lines.joined(separator: ",\n") + end + "]"
        default: return value.text
        }
    }
}
