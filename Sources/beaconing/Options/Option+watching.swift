extension Option {
    /// The options of `watch`.
    static func watching(_ name: OptionName) -> Option {
        switch name {
        case .pollEvery:
            Option(name, value: "TIME", help: "How often the cluster is asked, 1s to 1d. Otherwise 30s.")
        case .since:
            Option(
                name, value: "TIME",
                help: """
                    First show what is there already: signals whose window ended within so much time, such as 1h, or since a \
                    time that is written as for --now. Otherwise only what comes from now on.
                    """)
        case .minPriority:
            Option(name, value: "N", help: "Leave out signals of a priority below N, 0 to 100.")
        default:
            Option(
                name, value: WatchFormat.allCases.map(\.rawValue).joined(separator: "|"),
                choices: WatchFormat.allCases.map(\.rawValue),
                help: """
                    How signals are printed: a line of text for each, as wide as the terminal and with the signal's id where \
                    there are 190 columns, or the signal documents with their _id, one a line. Otherwise text.
                    """)
        }
    }
}
