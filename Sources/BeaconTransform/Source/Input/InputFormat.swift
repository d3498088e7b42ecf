/// What the lines of an input file are.
public enum InputFormat: String, Sendable, CaseIterable {
    /// Events in the Elastic Common Schema, one JSON document a line, as Elastic Defend and Packetbeat write them.
    case ecs
    /// Zeek's logs of connections, as tab-separated values or as JSON.
    case zeek
    /// Windows events as Winlogbeat writes them, of which those of Sysmon's connections are used.
    case winlogbeat
    /// Windows events as NXLog writes them in JSON, of which those of Sysmon's connections are used.
    case nxlog
    /// Suricata's EVE, of which flows are used.
    case suricata
    /// Separated values under a line of names.
    case csv

    /// What the format is called in a sentence.
    public var plainName: String {
        switch self {
        case .ecs: "events in ECS fields"
        case .zeek: "Zeek's connections"
        case .winlogbeat: "Windows events of Winlogbeat"
        case .nxlog: "Windows events of NXLog"
        case .suricata: "Suricata's EVE"
        case .csv: "separated values"
        }
    }

    /// Whether lines are JSON whatever they begin with; Zeek's may be.
    var isJSON: Bool {
        switch self {
        case .ecs, .winlogbeat, .nxlog, .suricata: true
        case .zeek, .csv: false
        }
    }
}
