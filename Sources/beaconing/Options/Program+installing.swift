extension Program {
    /// `install`: makes in a cluster what runs, rules and dashboards rely on.
    static let install = Verb(
        "install", .install,
        summary:
            "make index, mapping and aliases in a cluster, with --dashboards-url the dashboards too, or update them",
        discussion: [
            """
            Creates the index template, the destination index with its full mapping, and the aliases \
            ml_beaconing.latest and ml_beaconing.all, as the templates' dest says. A template of a newer version gets a \
            new index; the first alias moves to it, and the older signals stay under the second. What is there already \
            stays as it is, so that the same again changes nothing.
            """,
            """
            With --dashboards-url the dashboards are imported too, under ids of their own, those that are there and the \
            same excepted. The cluster comes first: it stays done when the dashboards cannot be imported.
            """,
            """
            Where an alias belongs to an index that beaconing did not make, it stops before changing anything.
            """,
        ],
        sections: [
            .init("Where", [.url]),
            .init("What", [.template, .templatesFolder, .assets, .stateIndex, .takeOver, .dryRun]),
            .init("Dashboards", [.dashboardsURL, .space, .tenant, .dashboardsCAFile]),
            .init("Connection", OptionName.connecting),
            .init("Messages", [.verbose, .quiet]),
        ],
        examples: [
            .init("See what would be changed", "beaconing install --dry-run --url https://es.example.org:9200"),
            .init("Make it so", "beaconing install --url https://es.example.org:9200"),
            .init(
                "The dashboards too",
                "beaconing install --url https://es.example.org:9200 --dashboards-url https://kibana.example.org:5601"),
        ],
        verbs: [installRoles])

    private static let installRoles = Verb(
        "roles", .installRoles,
        summary: "the two roles, with no more rights than needed, for both products",
        discussion: [
            """
            Prints the role of who installs and the role of what runs, as the security of Elasticsearch and of \
            OpenSearch takes them, for the indices of the templates. With --apply it creates them in the cluster, which \
            needs an administrator's rights: on Elasticsearch also an API key that is limited to the runner's role, on \
            OpenSearch a user beaconing-runner who has it. The same again brings the roles up to date and makes another \
            key, or another password.
            """
        ],
        sections: [
            .init("Where", [.url]),
            .init("What", [.template, .index, .templatesFolder, .assets, .stateIndex, .apply, .credentials]),
            .init("Connection", OptionName.connecting),
            .init("Messages", [.verbose, .quiet]),
        ],
        examples: [
            .init("Look at them", "beaconing install roles"),
            .init("Create them and a key for the runner", "beaconing install roles --apply --credentials runner.key"),
        ])

    /// `uninstall`: takes it away again.
    static let uninstall = Verb(
        "uninstall", .uninstall,
        summary: "take away what install made, and keep the signals",
        discussion: [
            """
            Deletes the index template, the aliases and those destination indices that are empty, of every version. \
            Indices with signals stay, readable under their own names, unless --delete-signals is typed. What beaconing \
            did not make stays. End scheduled runs before, or the next one makes its index again.
            """,
            """
            With --dashboards-url exactly the objects that install imports are deleted there too.
            """,
        ],
        sections: [
            .init("Where", [.url]),
            .init("What", [.template, .templatesFolder, .assets, .stateIndex, .deleteSignals, .dryRun]),
            .init("Dashboards", [.dashboardsURL, .space, .tenant, .dashboardsCAFile]),
            .init("Connection", OptionName.connecting),
            .init("Messages", [.verbose, .quiet]),
        ],
        examples: [
            .init("See what would be changed", "beaconing uninstall --dry-run --url https://es.example.org:9200")
        ])
}
