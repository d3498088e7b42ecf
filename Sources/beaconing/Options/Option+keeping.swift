extension Option {
    /// The options about what is kept between runs.
    static func keeping(_ name: OptionName) -> Option {
        switch name {
        case .noHistory:
            Option(name, help: "Read the whole window from the cluster, and keep nothing of it.")
        default:
            Option(
                name, value: "DIR",
                help: """
                    Keep completed hours in this folder, so that the next run reads what is new or has changed and \
                    finds the same. Otherwise BEACONING_STATE_DIR, and with --every beaconing in XDG_STATE_HOME or in \
                    ~/.local/state.
                    """)
        }
    }
}
