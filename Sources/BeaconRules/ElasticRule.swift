internal import BeaconTransform
internal import SearchCluster

/// A rule as `POST /api/detection_engine/rules/_import` of Kibana takes it, one a line.
///
/// The fields are those of the published OpenAPI description of Kibana 8.12 and later ("Security Rule Schema", rules of the
/// types query, threshold and new_terms).
struct ElasticRule: Sendable {
    private let rule: DetectionRule
    private let template: TransformTemplate

    /// The most fields of new terms, and of a suppression's groups.
    static let mostTerms = 3

    init(_ rule: DetectionRule, _ template: TransformTemplate) {
        self.rule = rule
        self.template = template
    }

    /// The rule.
    var json: JSONValue {
        .object(
            [
                .init("rule_id", .string(rule.id)), .init("version", .integer(Int64(DetectionRule.version))),
                .init("name", .string(rule.title)), .init("description", .string(rule.description)),
                .init("type", .string(type)), .init("language", "kuery"),
                .init("query", .string(rule.clauses.compactMap(\.kql).joined(separator: " and "))),
                .init("filters", .array(filters)), .init("index", [.string(rule.index)]),
            ] + specific + [
                .init("severity", .string(rule.severity.rawValue)), .init("severity_mapping", .array(severityMapping)),
                .init("risk_score", rule.severity == .high ? 73 : 47),
                .init("risk_score_mapping", .array(riskScoreMapping)),
                .init("interval", .string(RuleSchedule.text(rule.schedule.everySeconds))),
                .init("from", .string("now-\(RuleSchedule.text(reach))")), .init("to", "now"),
                // No field of a signal says when it was indexed: @timestamp and event.ingested are of its events.
                .init("timestamp_override", "beaconing.window.end"),
                .init("timestamp_override_fallback_disabled", true),
                .init("max_signals", 1_000), .init("enabled", true),
                .init("threat", .array(rule.threats.map(threat))),
                .init("tags", ["Beaconing", "Tactic: Command and Control", "Use Case: Threat Detection"]),
                .init("author", ["beaconing"]), .init("license", "Apache-2.0"),
                .init("false_positives", .array(rule.falsePositives.map { .string($0) })),
                .init("references", []), .init("note", .string(TriageGuide(rule).text)), .init("setup", .string(setup)),
                .init("required_fields", .array(requiredFields)),
                .init("investigation_fields", ["field_names": .array(investigated.map { .string($0) })]),
                .init("exceptions_list", []), .init("actions", []),
            ])
    }

    private var type: String {
        switch rule.kind {
        case .highPriority, .systemTool: "query"
        case .newBeacon: "new_terms"
        case .sharedDestination: "threshold"
        }
    }

    private var reach: Int {
        rule.kind == .sharedDestination ? rule.schedule.sharingSeconds : rule.schedule.reachSeconds
    }

    private var fields: JSONValue { .array(rule.groupFields.map { .string($0) }) }

    /// What only this type of rule has.
    private var specific: [JSONValue.Member] {
        let day: JSONValue = ["value": 24, "unit": "h"]
        switch rule.kind {
        case .highPriority, .systemTool:
            // More fields than that cannot be told apart, and groups that differ would hide one another.
            guard rule.groupFields.count <= Self.mostTerms else { return [] }
            return [
                .init(
                    "alert_suppression",
                    ["group_by": fields, "duration": day, "missing_fields_strategy": "doNotSuppress"])
            ]
        case .newBeacon:
            return [
                .init("new_terms_fields", fields),
                .init("history_window_start", .string("now-\(RuleSchedule.text(rule.schedule.historySeconds))")),
            ]
        case .sharedDestination:
            let cardinality: JSONValue = [
                "field": .string(rule.groupFields[0]), "value": .integer(Int64(DetectionRule.fewestHosts)),
            ]
            return [
                .init(
                    "threshold", ["field": ["beaconing.destination.ip"], "value": 1, "cardinality": [cardinality]]),
                .init("alert_suppression", ["duration": day]),
            ]
        }
    }

    private var filters: [JSONValue] {
        rule.clauses.filter { $0.kql == nil }.map { clause in
            [
                "meta": [
                    "type": "custom", "disabled": false, "negate": false, "key": "query",
                    "alias": .string("a value of \(clause.field) begins with a text"),
                ],
                "query": clause.search, "$state": ["store": "appState"],
            ]
        }
    }

    /// An alert of a threshold is of many signals and has no priority of its own.
    private var isOfOneSignal: Bool { rule.kind != .sharedDestination }

    private var riskScoreMapping: [JSONValue] {
        isOfOneSignal ? [["field": "beaconing.priority", "operator": "equals", "value": ""]] : []
    }

    /// A mapping compares with single values, so each has its line.
    private var severityMapping: [JSONValue] {
        guard isOfOneSignal else { return [] }
        return (DetectionRule.criticalPriority...100).map { priority in
            [
                "field": "beaconing.priority", "operator": "equals", "value": .string(priority.description),
                "severity": "critical",
            ]
        }
    }

    private func threat(_ threat: Threat) -> JSONValue {
        func reference(_ kind: String, _ id: String) -> JSONValue {
            .string("https://attack.mitre.org/\(kind)/\(id)/")
        }
        let tactic: JSONValue = [
            "id": .string(threat.tactic.rawValue), "name": .string(threat.tactic.name),
            "reference": reference("tactics", threat.tactic.rawValue),
        ]
        let techniques = threat.techniques.map { technique -> JSONValue in
            [
                "id": .string(technique.rawValue), "name": .string(technique.name),
                "reference": reference("techniques", technique.rawValue), "subtechnique": [],
            ]
        }
        return ["framework": "MITRE ATT&CK", "tactic": tactic, "technique": .array(techniques)]
    }

    /// The fields without which the rule finds nothing, with the types that their index has.
    private var requiredFields: [JSONValue] {
        var names = rule.clauses.map(\.field) + ["beaconing.window.end"] + rule.groupFields
        if rule.kind == .sharedDestination { names.append("beaconing.destination.ip") }
        return Set(names).sorted().map { name in
            let mapping = name.split(separator: ".").reduce(Optional(template.signalMapping)) { mapping, part in
                mapping?["properties"]?[String(part)]
            }
            return ["name": .string(name), "type": .string(mapping?["type"]?.string ?? "keyword")]
        }
    }

    private var investigated: [String] {
        var names = rule.groupFields
        for name in [
            "beaconing.priority", "beaconing.reasons", "beaconing.period_seconds", "beaconing.jitter",
            "beaconing.destination.ip", "beaconing.destination.port", "beaconing.first_seen", "beaconing.window.end",
        ] where !names.contains(name) { names.append(name) }
        return names
    }

    private var setup: String {
        """
        ## Setup

        This rule reads the signals that `beaconing run` writes behind the alias `\(rule.index)`.

        1. Run `beaconing install` once, so that the alias and its fields exist, and keep `beaconing run --every \
        \(RuleSchedule.text(template.frequencySeconds))` running, or a timer that does the same.
        2. The rule looks back \(RuleSchedule.text(reach)): as far as a runner makes up missed windows by itself, so that late \
        signals are seen too. Kibana makes one alert of each signal, however often it is seen.
        3. Alert suppression takes a subscription. Without one the rule works as well, and makes an alert for each pass in \
        which a program still beacons.
        """
    }
}
