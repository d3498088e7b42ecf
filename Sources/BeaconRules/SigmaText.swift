internal import SearchCluster

/// Rules as Sigma (specification 2.0), one YAML document after the other.
struct SigmaText: Sendable {
    /// The documents.
    let text: String

    /// The day on which the content of the rules was last changed.
    private static let date = "2026-11-26"

    init(_ rules: [DetectionRule]) {
        text = rules.flatMap(Self.documents).joined(separator: "---\n")
    }

    private static func documents(of rule: DetectionRule) -> [String] {
        guard rule.kind == .sharedDestination else { return [detection(rule, title: rule.title)] }
        // What is counted comes first, under a name by which the correlation calls it.
        let name = "beaconing_signal_" + rule.template.replacing(".", with: "_").replacing("-", with: "_")
        let base = detection(
            rule, title: rule.title + ", a single signal",
            id: RuleID.text(
                template: rule.template, kind: rule.kind, part: "signal"), name: name, level: "informational")
        return [base, correlation(rule, of: name)]
    }

    private static func detection(
        _ rule: DetectionRule, title: String, id: String? = nil, name: String? = nil, level: String? = nil
    ) -> String {
        var text = head(rule, title: title, id: id ?? rule.id, name: name)
        text += "logsource:\n    product: beaconing\n    service: signals\n"
        text += "    definition: \(quoted("the documents that beaconing run writes, behind the alias \(rule.index)"))\n"
        text += "detection:\n    selection:\n"
        for clause in rule.clauses { text += "        \(clause.sigma.field): \(clause.sigma.value)\n" }
        text += "    condition: selection\n"
        text += list("fields", rule.groupFields + fields.filter { !rule.groupFields.contains($0) })
        return text + tail(rule, level: level ?? rule.severity.rawValue)
    }

    private static func correlation(_ rule: DetectionRule, of name: String) -> String {
        var text = head(rule, title: rule.title, id: rule.id, name: nil)
        text += "correlation:\n    type: value_count\n    rules:\n        - \(name)\n"
        text += "    group-by:\n        - beaconing.destination.ip\n"
        text += "    timespan: \(RuleSchedule.sharingHours)h\n"
        text += "    condition:\n        field: \(rule.groupFields[0])\n        gte: \(DetectionRule.fewestHosts)\n"
        return text + tail(rule, level: rule.severity.rawValue)
    }

    private static func head(_ rule: DetectionRule, title: String, id: String, name: String?) -> String {
        var text = "title: \(quoted(title))\nid: \(id)\n"
        if let name { text += "name: \(name)\n" }
        return text + "status: experimental\ndescription: \(quoted(rule.description))\nlicense: Apache-2.0\n"
            + "author: beaconing\ndate: \(date)\n" + list("tags", rule.threats.flatMap(\.sigmaTags))
    }

    private static func tail(_ rule: DetectionRule, level: String) -> String {
        list("falsepositives", rule.falsePositives) + "level: \(level)\n"
    }

    private static let fields = [
        "beaconing.priority", "beaconing.reasons", "beaconing.period_seconds", "beaconing.destination.ip",
        "beaconing.first_seen", "beaconing.window.end",
    ]

    private static func list(_ name: String, _ values: [String]) -> String {
        "\(name):\n" + values.map { "    - \($0.contains(" ") ? quoted($0) : $0)\n" }.joined()
    }

    /// A value of a selection, in which Sigma takes `*` and `?` for wildcards unless a backslash is before them.
    static func value(_ text: String) -> String {
        var plain = ""
        for character in text.unicodeScalars {
            if "*?\\".unicodeScalars.contains(character) { plain += "\\" }
            plain.unicodeScalars.append(character)
        }
        return quoted(plain)
    }

    /// Text between single quotes, as YAML has it.
    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "''") + "'"
    }
}
