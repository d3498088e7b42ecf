extension Program {
    /// `config`: what is set, and where.
    static let config = Verb(
        "config",
        summary: "the settings: show, contexts",
        discussion: [
            """
            A settings file names clusters, each as a context with its addresses, credentials and certificates. It is \
            ~/.config/beaconing/config.yml, or that of --config. What is typed comes before the environment, and that before \
            the context; docs/operations.md has an example.
            """
        ],
        verbs: [
            Verb(
                "show", .configShow, summary: "each setting, and where it was said; secrets appear as dots",
                discussion: [
                    """
                    Takes the options of the verbs that ask a cluster, to show what they would come to. It ends with 78 \
                    where the settings cannot work together.
                    """
                ],
                sections: [
                    .init("Where", [.url, .stateIndex, .stateFolder, .templatesFolder]),
                    .init("Dashboards", [.dashboardsURL, .space, .tenant, .dashboardsCAFile]),
                    .init("Connection", OptionName.connecting),
                ],
                examples: [
                    .init("What a run would use", "beaconing config show"),
                    .init("What another cluster has", "beaconing config show --context lab"),
                ]),
            Verb(
                "contexts", .configContexts,
                summary: "the contexts of the settings file, with a star at the current one",
                sections: [.init("Settings", [.context, .config])]),
        ])
}

extension OptionName {
    /// The options that say where templates are.
    static let templateFolders: [OptionName] = [.templatesFolder, .assets, .context, .config]
}

extension Option {
    /// The options that choose a settings file and a context of it.
    static func settingsFile(_ name: OptionName) -> Option {
        switch name {
        case .context:
            Option(
                name, value: "NAME",
                help: """
                    The cluster of the settings file, by the name of its context. Otherwise BEACONING_CONTEXT, or the file's \
                    current_context.
                    """)
        default:
            Option(
                name, value: "FILE",
                help: """
                    The settings file. Otherwise BEACONING_CONFIG, or beaconing/config.yml in XDG_CONFIG_HOME or ~/.config, \
                    where it is.
                    """)
        }
    }
}
