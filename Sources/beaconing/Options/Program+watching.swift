extension Program {
    /// `watch`: signals as they come.
    static let watch = Verb(
        "watch", .watch,
        summary: "the newest signals as they come, a line each",
        discussion: [
            """
            Asks the cluster again and again for signals that were not there before, whoever writes them, and is quiet \
            otherwise. A signal is told by its id, not by its time: what a slow or a late pass writes is shown too, as long as \
            its window did not end longer ago than a runner makes up by itself. Nothing is written.
            """,
            """
            It stays until it is stopped. A cluster that does not answer is said once and asked again; an index that is not \
            there yet is waited for.
            """,
        ],
        sections: [
            .init("Where", [.url]),
            .init("Which signals", [.template, .since, .minPriority, .templatesFolder, .assets]),
            .init("Result", [.pollEvery, .watchFormat]),
            .init("Connection", OptionName.connecting),
            .init("Messages", [.verbose, .quiet, .logFormat]),
        ],
        examples: [
            .init("What comes, and what came within the last hour", "beaconing watch --since 1h"),
            .init("Only what wants a look", "beaconing watch --min-priority 60"),
            .init("For another program", "beaconing watch -q --every 10s --format ndjson | jq .beaconing.priority"),
        ])
}
