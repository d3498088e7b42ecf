extension Program {
    /// `report`: signals as a page.
    static let report = Verb(
        "report", .report,
        summary: "the signals of a window or of a span as one HTML page that needs no network",
        discussion: [
            """
            Reads and judges as preview does, and writes a page for a browser: what was seen and skipped, the signals in a \
            table to sort and filter, hosts over time, period against jitter, destinations that hosts share, and for each \
            signal its events over time, both opinions and its priority with the reasons. The page is one file: it can be \
            sent, kept and opened anywhere, loads nothing and sends nothing. Nothing is written to a cluster.
            """,
            """
            With --from the windows of a span are judged one after the other, as replay does; a group that several of them \
            find is one line with the windows it was seen in, and the figures of the one in which it deserved a look soonest.
            """,
            """
            Events over time are drawn of every signal where files are read. A cluster is asked for those of the best 200 that \
            have at most 20,000 events each; the page says which were not read.
            """,
        ],
        sections: [
            .init("Where events come from", [.url, .index] + OptionName.files),
            .init("What is looked for", [.template, .set, .window, .now, .allow, .templatesFolder, .assets]),
            .init("Several windows", [.from, .to, .step]),
            .init("Result", [.output, .failOnSignals]),
            .init("Connection", OptionName.connecting),
            .init("Messages", [.verbose, .quiet, .noProgress, .logFormat]),
        ],
        examples: [
            .init(
                "A page of a cluster's signals of now",
                "beaconing report --url https://es.example.org:9200 --output report.html"),
            .init(
                "A file of events",
                "beaconing report --input day.ndjson --now 2026-11-24T18:00:00Z --output report.html"),
            .init(
                "The hours of the last day", "beaconing report --from now-1d/h --to now/h --step 1h --output day.html"),
        ])
}
