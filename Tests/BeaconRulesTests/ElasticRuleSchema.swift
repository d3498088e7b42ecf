import SearchCluster

/// What Kibana's rule import asks of a rule, as far as it is written down.
///
/// The source is the OpenAPI description in elastic/kibana, `common/api/detection_engine/model/rule_schema` of the plugin
/// security_solution: `rule_schemas.schema.yaml` (BaseRequiredFields, BaseOptionalFields, BaseDefaultableFields and the fields of
/// each type), `common_attributes.schema.yaml` and `specific_attributes/threshold_attributes.schema.yaml`; the import also wants
/// `rule_id`. Names that the description does not have are faults here: older versions refuse them.
struct ElasticRuleSchema {
    private(set) var faults: [String] = []

    /// Everything that is wrong with a rule; empty for one that can be imported.
    static func faults(of rule: JSONValue) -> [String] {
        var schema = ElasticRuleSchema()
        schema.check(rule)
        return schema.faults
    }

    private typealias Check = @Sendable (inout ElasticRuleSchema, JSONValue, String) -> Void

    private mutating func expect(_ holds: Bool, _ fault: String) {
        if !holds { faults.append(fault) }
    }

    /// An object with these members, of which some have to be there.
    private mutating func object(
        _ value: JSONValue, _ name: String, required: [String: Check], optional: [String: Check] = [:]
    ) {
        guard let members = value.members else { return faults.append("\(name) is no object") }
        expect(Set(members.map(\.name)).count == members.count, "\(name) has a name twice")
        for key in required.keys.sorted() { expect(value[key] != nil, "\(name).\(key) is missing") }
        for member in members {
            guard let check = required[member.name] ?? optional[member.name] else {
                faults.append("\(name).\(member.name) is unknown")
                continue
            }
            check(&self, member.value, "\(name).\(member.name)")
        }
    }

    private static let text: Check = { $0.expect($1.string?.isEmpty == false, "\($2) is no text") }
    private static let anyText: Check = { $0.expect($1.string != nil, "\($2) is no text") }
    private static let flag: Check = { $0.expect($1.boolean != nil, "\($2) is no boolean") }

    private static func whole(_ range: ClosedRange<Int64>) -> Check {
        { schema, value, name in
            if case .integer(let number) = value, range.contains(number) { return }
            schema.faults.append("\(name) is no whole number of \(range)")
        }
    }

    private static func one(of choices: [String]) -> Check {
        { $0.expect($1.string.map(choices.contains) == true, "\($2) is none of \(choices)") }
    }

    private static func list(_ element: @escaping Check, from least: Int = 0, to most: Int = .max) -> Check {
        { schema, value, name in
            guard let elements = value.array else { return schema.faults.append("\(name) is no list") }
            schema.expect((least...most).contains(elements.count), "\(name) has \(elements.count) elements")
            for (position, inner) in elements.enumerated() { element(&schema, inner, "\(name)[\(position)]") }
        }
    }

    private static func object(_ required: [String: Check], _ optional: [String: Check] = [:]) -> Check {
        { $0.object($1, $2, required: required, optional: optional) }
    }

    private static func matching(_ pattern: @escaping @Sendable () -> Regex<Substring>, _ what: String) -> Check {
        { schema, value, name in
            schema.expect(value.string.map { $0.wholeMatch(of: pattern()) != nil } == true, "\(name) is no \(what)")
        }
    }

    private static let span = matching({ /[1-9]\d*[smhd]/ }, "length of time")
    private static let dateMath = matching({ /now(?:-[1-9]\d*[smhdwMy])?/ }, "date math")
    private static let severity = one(of: ["low", "medium", "high", "critical"])
    private static let duration = object(["value": whole(1...Int64.max), "unit": one(of: ["s", "m", "h"])])
    private static let technique = object(
        ["id": matching({ /T\d{4}/ }, "technique"), "name": text, "reference": text],
        ["subtechnique": list(object(["id": text, "name": text, "reference": text]))])

    private static let required: [String: Check] = [
        "rule_id": text, "name": text, "description": text, "risk_score": whole(0...100), "severity": severity,
        "type": one(of: ["query", "threshold", "new_terms"]),
    ]

    private static let optional: [String: Check] = [
        "version": whole(1...Int64.max), "tags": list(text), "enabled": flag,
        "risk_score_mapping": list(
            object(
                ["field": text, "operator": one(of: ["equals"]), "value": anyText], ["risk_score": whole(0...100)])),
        "severity_mapping": list(
            object(["field": text, "operator": one(of: ["equals"]), "value": text, "severity": severity])),
        "interval": span, "from": dateMath, "to": dateMath, "actions": list(object([:])),
        "exceptions_list": list(object([:])), "author": list(text), "false_positives": list(text),
        "references": list(text), "max_signals": whole(1...1_000), "setup": anyText, "note": anyText,
        "threat": list(
            object(
                [
                    "framework": one(of: ["MITRE ATT&CK"]),
                    "tactic": object(
                        ["id": matching({ /TA\d{4}/ }, "tactic"), "name": text, "reference": text]),
                ], ["technique": list(technique)])),
        "required_fields": list(object(["name": text, "type": text])), "license": text, "timestamp_override": text,
        "timestamp_override_fallback_disabled": flag,
        "investigation_fields": object(["field_names": list(text, from: 1)]),
        "language": one(of: ["kuery", "lucene"]), "query": anyText, "index": list(text, from: 1),
        "filters": list(
            object(
                ["meta": object([:], filterMeta), "query": { $0.expect($1.members?.count == 1, $2) }],
                [
                    "$state": object(["store": one(of: ["appState", "globalState"])])
                ])),
    ]

    private static let filterMeta: [String: Check] = [
        "type": text, "disabled": flag, "negate": flag, "key": text, "alias": text,
    ]

    private static let groupBy = list(text, from: 1, to: 3)

    private mutating func check(_ rule: JSONValue) {
        var (required, optional) = (Self.required, Self.optional)
        switch rule["type"]?.string {
        case "query":
            optional["alert_suppression"] = Self.object(
                ["group_by": Self.groupBy],
                [
                    "duration": Self.duration,
                    "missing_fields_strategy": Self.one(of: ["doNotSuppress", "suppress"]),
                ])
        case "threshold":
            required["query"] = Self.anyText
            let cardinality = Self.object(["field": Self.text, "value": Self.whole(0...Int64.max)])
            required["threshold"] = Self.object(
                ["field": Self.list(Self.text), "value": Self.whole(1...Int64.max)],
                ["cardinality": Self.list(cardinality)])
            optional["alert_suppression"] = Self.object(["duration": Self.duration])
        case "new_terms":
            required["query"] = Self.anyText
            required["new_terms_fields"] = Self.list(Self.text, from: 1, to: 3)
            required["history_window_start"] = Self.dateMath
        default: break
        }
        object(rule, "rule", required: required, optional: optional)
    }
}
