import BeaconTransform

extension OptionName {
    /// The options that say which files are read and how, of every verb that reads events from files.
    static let files: [OptionName] = [.input, .inputFormat, .column, .maxBadLines]
}

extension Option {
    /// The options that say which files are read and how.
    static func files(_ name: OptionName) -> Option {
        switch name {
        case .inputFormat:
            Option(
                name, value: InputFormat.allCases.map(\.rawValue).joined(separator: "|"),
                choices: InputFormat.allCases.map(\.rawValue),
                help: """
                    What the lines of the files are. Otherwise it is recognised by the first line of each. It also chooses \
                    the template where none is named: beaconing-flows for zeek, suricata and flows in ECS fields, \
                    beaconing-sysmon for winlogbeat and nxlog.
                    """)
        case .column:
            Option(
                name, value: "FIELD=NAME", isRepeatable: true,
                help: """
                    Read a column, or a member of JSON by its dotted path, as a field: --column source.ip=SrcAddr. May be \
                    given several times.
                    """)
        case .maxBadLines:
            Option(
                name, value: "NUMBER",
                help: """
                    How many lines that cannot be read are left out, the first of them shown, before the input is refused. \
                    Otherwise \(InputOptions.usualBadLines); 0 refuses the first. A file whose first event cannot be read \
                    is always refused.
                    """)
        default:
            Option(
                name, value: "FILE ...", isRepeatable: true, takesFollowingWords: true,
                help: """
                    Read events from these files instead of a cluster, one a line, plain or gzip; - is standard input. \
                    Without --now the window ends with their newest event.
                    """)
        }
    }
}
