extension Program {
    /// `replay`: past windows.
    static let replay = Verb(
        "replay", .replay,
        summary: "past windows, each as if run then",
        discussion: [
            """
            Runs the template over window after window, oldest first, and indexes the signals of each under the ids that \
            a run at that time would have given them: what is there already stays as it is. When it is stopped, the same \
            words again go on where it was. Runs on a schedule are not disturbed.
            """
        ],
        sections: [
            .init("Which windows", [.from, .to, .step, .parallel]),
            .init("Where events come from", [.url, .index]),
            .init("What is looked for", [.template, .set, .window, .slice, .templatesFolder, .assets]),
            .init("Runners", [.wait, .lease, .stateIndex]),
            .init("Connection", OptionName.connecting),
            .init("Messages", [.verbose, .quiet, .noProgress, .logFormat]),
        ],
        examples: [
            .init(
                "The hours of a day", "beaconing replay --from 2026-11-23T00:00:00Z --to 2026-11-24T00:00:00Z --step 1h"
            )
        ])

    /// `status`: how it is.
    static let status = Verb(
        "status", .status,
        summary: "how far the runs have come, who holds the lease, what the last passes did",
        discussion: [
            """
            Asks the state index. With --max-lag it ends with 11 when the last window that is done ended longer ago than \
            that, so that a monitoring system can call it.
            """
        ],
        sections: [
            .init("Where", [.url, .stateIndex]),
            .init("What", [.template, .slice, .templatesFolder, .assets, .maxLag]),
            .init("Result", [.statusFormat]),
            .init("Connection", OptionName.connecting),
            .init("Messages", [.verbose, .quiet]),
        ],
        examples: [
            .init("Look", "beaconing status --url https://es.example.org:9200"),
            .init("From a monitoring system", "beaconing status --max-lag 2h -q"),
        ])
}
