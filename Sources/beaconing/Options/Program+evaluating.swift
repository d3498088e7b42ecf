extension Program {
    static let explain = Verb(
        "explain", .explain, summary: "why one group is or is not taken for a beacon",
        discussion: [
            """
            Draws the group's events over the window, prints each test with value, limit and distance, both opinions, \
            priority with its reasons, destinations, and which parameters would turn the strict verdict.
            """,
            """
            The group itself is read, and then the same process on all other hosts, to say which of them are alike. How many \
            hosts there are in all is not known here: its priority is that of a network of one host.
            """,
        ],
        arguments: [
            .init(
                name: "VALUE", help: "The group's values in the template's order, such as host and process.",
                isOptional: false, isRepeatable: true)
        ],
        sections: [
            .init("Where events come from", [.url, .index] + OptionName.files + [.stored]),
            .init("What is looked for", [.template, .set, .window, .now, .allow, .templatesFolder, .assets]),
            .init("Result", [.statusFormat]), .init("Connection", OptionName.connecting),
            .init("Messages", [.verbose, .quiet]),
        ],
        examples: [
            .init(
                "One process of one host, from a file",
                "beaconing explain WS-0017 rundll32.exe --input day.ndjson --now 2026-11-24T18:00:00Z")
        ])

    static let evaluate = Verb(
        "evaluate", .evaluate, summary: "how much is found, and how much alarmed falsely, on made traffic",
        discussion: [
            """
            Makes agents of every combination of sleep, jitter, law and bytes, and harmless traffic of each kind, judges \
            them as a run does, and counts what the strict metric and the second opinion find. Nothing is read or written \
            but the result.
            """,
            """
            The figures hold for made traffic: they compare opinions and parameters, and do not promise how many of \
            somebody's beacons are found.
            """,
        ],
        sections: [
            .init("Traffic", [.seed, .groups]), .init("Marked signals", [.marked, .url, .stateIndex]),
            .init("What is looked for", [.template, .set, .templatesFolder, .assets]),
            .init("Result", [.evaluationFormat, .output]), .init("Connection", OptionName.connecting),
            .init("Messages", [.verbose, .quiet]),
        ],
        examples: [
            .init("What is found, drawn", "beaconing evaluate --format svg --output found.svg"),
            .init("How often signals were right, by what analysts have said", "beaconing evaluate --verdicts"),
            .init("The figures for the default template", "beaconing evaluate --groups 20"),
            .init("What a wider limit would find", "beaconing evaluate --groups 5 --set max_beaconing_bytes_cov=0.2"),
        ])
}
