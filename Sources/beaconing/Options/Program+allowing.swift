extension Program {
    static let allow = Verb(
        "allow", summary: "what has been found harmless: list, check",
        discussion: [
            """
            An allow-list is a YAML file of entries by process, destination, port and host, each with a reason, an author and \
            the day on which it ends. A signal that an entry allows is kept and marked, and stands behind all others. Lists are \
            named with --allow, BEACONING_ALLOW, or lie in ~/.config/beaconing/allow.yml.
            """
        ],
        verbs: [
            Verb(
                "list", .allowList, summary: "the entries, and what is wrong with them",
                sections: [.init("Lists", [.allow]), .init("Result", [.statusFormat])],
                examples: [.init("Check a file before it is used", "beaconing allow list --allow allow.yml")]),
            Verb(
                "check", .allowCheck, summary: "which signals each entry would have hidden",
                discussion: [
                    """
                    Looks at the signals of the last days in the cluster, or judges files, and says for each entry which of them a run \
                    with this list hides. Warns of names alone, which anybody can give a program, of entries that have ended or soon \
                    will, and of those that hide nothing.
                    """
                ],
                sections: [
                    .init("Lists", [.allow]), .init("Which signals", [.url, .lastDays] + OptionName.files),
                    .init("What is looked for", [.template, .set, .window, .now, .templatesFolder, .assets]),
                    .init("Result", [.statusFormat]), .init("Connection", OptionName.connecting),
                    .init("Messages", [.verbose, .quiet, .noProgress]),
                ],
                examples: [
                    .init("What the last week would have lost", "beaconing allow check --allow allow.yml"),
                    .init("The same of a file", "beaconing allow check --allow allow.yml --input day.ndjson"),
                ]),
        ])
}

extension Option {
    /// The options about allow-lists.
    static func allowing(_ name: OptionName) -> Option {
        switch name {
        case .lastDays:
            Option(name, value: "NUMBER", help: "How many days back stored signals are looked at. Otherwise 7.")
        default:
            Option(
                name, value: "FILE", isRepeatable: true,
                help: """
                    A list of what has been found harmless. Otherwise BEACONING_ALLOW, several with colons, or \
                    ~/.config/beaconing/allow.yml where it is. Signals that it allows are kept and marked.
                    """)
        }
    }
}
