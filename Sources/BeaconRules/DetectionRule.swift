internal import BeaconTransform

/// One detection rule over the signals of a template, before it is written for a product.
public struct DetectionRule: Sendable {
    /// What is detected.
    public enum Kind: String, Sendable, CaseIterable {
        case highPriority = "high-priority"
        case newBeacon = "new-beacon"
        case sharedDestination = "shared-destination"
        case systemTool = "system-tool"

        /// One line for a list, without a full stop.
        public var summary: String {
            switch self {
            case .highPriority: "a beacon of priority \(DetectionRule.highPriority) or more, by host and process"
            case .newBeacon:
                "a host and process that beacon now and did not in the \(RuleSchedule.historyDays) days before"
            case .sharedDestination:
                "\(DetectionRule.fewestHosts) hosts or more that beacon to one destination in a day"
            case .systemTool: "a tool of the system that attackers use, such as PowerShell or curl, beacons"
            }
        }
    }

    /// How much a rule's alerts matter, in the words of Elastic Security and Sigma.
    enum Severity: String, Sendable {
        case medium, high
    }

    /// What is detected.
    public let kind: Kind
    /// The fields that make a group of the template, in their order: the host and the process as a rule.
    public let groupFields: [String]
    /// When it looks.
    public let schedule: RuleSchedule
    /// The template's id.
    let template: String
    /// What the template is called by on a command line.
    let templateName: String
    /// The name under which the signals are read.
    let index: String

    /// The priority from which a beacon wants a look by itself.
    public static let highPriority = 70
    /// The priority below which a new, a shared or a tool's beacon is most likely harmless clockwork.
    public static let lowestPriority = 40
    /// The priority from which an alert is critical.
    static let criticalPriority = 90
    /// How many hosts make a destination a shared one.
    public static let fewestHosts = 3

    /// Version of the rules' content; to be raised when a query or a schedule changes.
    static let version = 1

    init(_ kind: Kind, _ template: TransformTemplate, name: String) {
        self.kind = kind
        groupFields = template.groupBy.map(\.name)
        schedule = RuleSchedule(for: template)
        self.template = template.id
        templateName = name
        let aliases = template.destination.aliases
        // The alias that keeps older versions' indices: a template that gets a new version has not forgotten what it has seen,
        // and signals of its last hour under the old one are not passed over.
        index = (aliases.first { !$0.moves } ?? aliases.first)?.name ?? template.destination.index
    }

    /// The conditions on a signal, all of which hold.
    var clauses: [RuleClause] {
        // Templates share an index, and each has rules of its own.
        var clauses: [RuleClause] = [.equals("beaconing.template.id", template)]
        switch kind {
        case .highPriority: clauses.append(.atLeast("beaconing.priority", Self.highPriority))
        case .newBeacon, .sharedDestination: clauses.append(.atLeast("beaconing.priority", Self.lowestPriority))
        case .systemTool:
            clauses.append(.atLeast("beaconing.priority", Self.lowestPriority))
            clauses.append(.begins("beaconing.reasons", Priority.systemToolReason))
        }
        return clauses
    }

    /// The rule's name; the default template is not named, others are.
    var title: String {
        let what =
            switch kind {
            case .highPriority: "Beacon of high priority"
            case .newBeacon: "New beacon"
            case .sharedDestination: "Several hosts beacon to one destination"
            case .systemTool: "Tool of the system beacons"
            }
        return template == "beaconing" ? what : "\(what) (\(template))"
    }

    /// What it finds and why that matters.
    var description: String {
        switch kind {
        case .highPriority:
            "A program calls home at regular intervals, and much of what is known of it speaks for a command-and-control "
                + "agent: its priority is \(Self.highPriority) or more. The signal names each reason with its points."
        case .newBeacon:
            "A program calls home at regular intervals that was not seen to do so in the \(RuleSchedule.historyDays) days "
                + "before. What has always been there is mostly known by now; what begins wants an explanation."
        case .sharedDestination:
            "Programs on \(Self.fewestHosts) hosts or more call one destination at regular intervals within a day. A service "
                + "of one's own looks like that, and so does an agent that spreads."
        case .systemTool:
            "A tool that the system brings along and that attackers use to fetch and run code, such as a shell, a script host "
                + "or a download tool, calls home at regular intervals."
        }
    }

    var severity: Severity { kind == .newBeacon ? .medium : .high }

    /// Harmless causes that were seen to look like this.
    var falsePositives: [String] {
        switch kind {
        case .highPriority, .newBeacon:
            [
                "Updaters, agents and monitoring that ask a server of their vendor on the clock.",
                "Software that was rolled out or changed a short while ago.",
            ]
        case .sharedDestination:
            ["A service of the company, or of a vendor, that many hosts ask on the clock."]
        case .systemTool:
            ["Scripts of administrators and inventory tools that run at fixed times."]
        }
    }

    /// The tactics and techniques of MITRE ATT&CK that it speaks for.
    var threats: [Threat] {
        let channel = Threat(.commandAndControl, [.applicationLayerProtocol])
        return switch kind {
        case .highPriority:
            [Threat(.commandAndControl, [.applicationLayerProtocol, .nonStandardPort, .encryptedChannel])]
        case .newBeacon, .sharedDestination: [channel]
        case .systemTool:
            [
                channel, Threat(.execution, [.commandAndScriptingInterpreter]),
                Threat(.defenseEvasion, [.systemBinaryProxyExecution]),
            ]
        }
    }

    /// The id of the rule, the same from one export to the next.
    public var id: String { RuleID.text(template: template, kind: kind) }

    /// What a shell takes as it is.
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./".utf8)

    /// The command that explains the signal behind an alert.
    var explaining: String {
        let isPlain = templateName.utf8.allSatisfy { Self.plain.contains($0) }
        let name = isPlain ? templateName : "'" + templateName.replacing("'", with: "'\\''") + "'"
        let option = templateName == "beaconing" ? "" : " --template \(name)"
        return "beaconing explain\(option) --stored "
            + groupFields.map { $0.uppercased().replacing(".", with: "_") }.joined(separator: " ")
    }
}
