extension Program {
    /// `rules`: detection rules over the signals.
    static let rules = Verb(
        "rules",
        summary: "detection rules over the signals: list, export",
        discussion: [
            """
            Turns signals into alerts where analysts work. The rules read the signals that run writes; how to import them, and \
            what to do when each fires, is in docs/rules.md.
            """
        ],
        verbs: [
            Verb(
                "list", .rulesList, summary: "the rules that there are, a line each",
                sections: [.init("Signals", [.template]), .init("Folders", OptionName.templateFolders)]),
            Verb(
                "export", .rulesExport, summary: "write the rules for Elastic Security, OpenSearch alerting or Sigma",
                discussion: [
                    """
                    The rules are those of one template: they read its signals, and look as often as it is meant to run and as far \
                    back as late signals come. The same template makes the same bytes; ids stay the same, so that an import into \
                    Elastic Security replaces what an earlier one made.
                    """
                ],
                sections: [
                    .init("Product", [.ruleProduct]), .init("Signals", [.template, .set]), .init("Result", [.output]),
                    .init("Folders", OptionName.templateFolders), .init("Messages", [.quiet]),
                ],
                examples: [
                    .init(
                        "For Elastic Security", "beaconing rules export --for elastic --output beaconing-rules.ndjson"),
                    .init(
                        "For another template",
                        "beaconing rules export --for opensearch --template beaconing-flows --output monitors.ndjson"),
                    .init("For Sigma", "beaconing rules export --for sigma --output beaconing.yml"),
                ]),
        ])
}
