extension Option {
    /// The options of `install` and `uninstall`.
    static func installing(_ name: OptionName) -> Option {
        switch name {
        case .takeOver:
            Option(
                name,
                help: """
                    Use aliases that belong to indices of others, such as those of Elastic's package: the one that \
                    moves is taken from them, the other is shared.
                    """)
        case .deleteSignals:
            Option(name, help: "Delete the signals too, of every version. They cannot be brought back.")
        case .apply: Option(name, help: "Create the roles in the cluster, and the runner's API key or user.")
        case .credentials:
            Option(
                name, value: "FILE",
                help: """
                    Where the runner's API key (Elasticsearch) or password (OpenSearch) goes: a new file that only its \
                    owner can read. It is printed nowhere.
                    """)
        default:
            Option(name, help: "Print what would be changed, and change nothing.")
        }
    }
}
