/// A tactic of MITRE ATT&CK with techniques (https://attack.mitre.org).
struct Threat: Sendable, Equatable {
    /// A tactic.
    enum Tactic: String, Sendable {
        case commandAndControl = "TA0011"
        case execution = "TA0002"
        case defenseEvasion = "TA0005"

        var name: String {
            switch self {
            case .commandAndControl: "Command and Control"
            case .execution: "Execution"
            case .defenseEvasion: "Defense Evasion"
            }
        }
    }

    /// A technique.
    enum Technique: String, Sendable {
        case applicationLayerProtocol = "T1071"
        case nonStandardPort = "T1571"
        case encryptedChannel = "T1573"
        case commandAndScriptingInterpreter = "T1059"
        case systemBinaryProxyExecution = "T1218"

        var name: String {
            switch self {
            case .applicationLayerProtocol: "Application Layer Protocol"
            case .nonStandardPort: "Non-Standard Port"
            case .encryptedChannel: "Encrypted Channel"
            case .commandAndScriptingInterpreter: "Command and Scripting Interpreter"
            case .systemBinaryProxyExecution: "System Binary Proxy Execution"
            }
        }
    }

    var tactic: Tactic
    var techniques: [Technique]

    init(_ tactic: Tactic, _ techniques: [Technique]) {
        self.tactic = tactic
        self.techniques = techniques
    }

    /// The tags of Sigma: `attack.command-and-control`, `attack.t1071`.
    var sigmaTags: [String] {
        ["attack." + tactic.name.lowercased().replacing(" ", with: "-")]
            + techniques.map { "attack." + $0.rawValue.lowercased() }
    }
}
