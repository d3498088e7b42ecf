extension Program {
    /// `completions`: scripts that let a shell fill in verbs and options.
    static let completions = Verb(
        "completions", .completions,
        summary: "print a script that lets bash, zsh or fish fill in verbs and options",
        discussion: [
            """
            Verbs, options, their choices and names of files are filled in; nothing is asked of a cluster for that. The \
            packages install the scripts. They belong to the version of the program that prints them.
            """
        ],
        arguments: [
            .init(
                name: CompletionShell.allCases.map(\.rawValue).joined(separator: "|"), help: "The shell.",
                isOptional: false, isRepeatable: false, choices: CompletionShell.allCases.map(\.rawValue))
        ],
        examples: [
            .init(
                "For bash, from the next login on",
                "beaconing completions bash > ~/.local/share/bash-completion/completions/beaconing"),
            .init("For zsh, with ~/.zfunc in its fpath", "beaconing completions zsh > ~/.zfunc/_beaconing"),
            .init("For fish", "beaconing completions fish > ~/.config/fish/completions/beaconing.fish"),
        ])
}
