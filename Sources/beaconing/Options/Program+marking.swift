extension Program {
    static let mark = Verb(
        "mark", .mark, summary: "an analyst's word on a signal: true, benign or false",
        discussion: [
            """
            The word is kept in the state index beside its note, its author and what the signal said, and no rerun changes it. \
            The newest word on a signal counts. verdicts shows them all.
            """
        ],
        arguments: [
            .init(
                name: "ID", help: "The signal's _id, as watch and the dashboards show it.", isOptional: false,
                isRepeatable: false, isSignalID: true),
            .init(
                name: "VERDICT",
                help: "true: somebody has to deal with it. benign: a beacon, and harmless. false: no beacon.",
                isOptional: false, isRepeatable: true, choices: ["true", "benign", "false"]),
        ],
        sections: [
            .init("Verdict", [.note, .author]),
            .init("Where", [.url, .template, .stateIndex, .templatesFolder, .assets]),
            .init("Connection", OptionName.connecting), .init("Messages", [.verbose, .quiet]),
        ],
        examples: [
            .init("A finding, with its ticket", "beaconing mark 2f6c0a true --note 'IR-1234, host isolated'")
        ])

    static let verdicts = Verb(
        "verdicts", .verdicts, summary: "what has been said of signals, and how often each opinion was right",
        discussion: [
            """
            Lists the newest word on each signal, then how many of the marked signals were what, by opinion and by priority. \
            --labels writes those of a template for tune, the newest of each group.
            """
        ],
        sections: [
            .init("Where", [.url, .stateIndex]), .init("Result", [.statusFormat, .labels]),
            .init("Whose labels", [.template, .templatesFolder, .assets]),
            .init("Connection", OptionName.connecting), .init("Messages", [.verbose, .quiet]),
        ],
        examples: [.init("As labels for tune", "beaconing verdicts --labels verdicts.ndjson")])
}

extension Option {
    /// The options about verdicts.
    static func marking(_ name: OptionName) -> Option {
        switch name {
        case .marked:
            Option(
                name,
                help: """
                    Count the signals that analysts have marked (mark) instead of made traffic: how many of each opinion and priority \
                    were what.
                    """)
        case .author: Option(name, value: "NAME", help: "Who says so. Otherwise the name of the user.")
        default: Option(name, value: "TEXT", help: "What there is to add.")
        }
    }
}
