extension Program {
    static let dashboards = Verb(
        "dashboards",
        summary: "the dashboards of the signals: export, check, draw",
        discussion: [
            """
            The dashboards come with the program in a form that can be read. They are packed into an import file for \
            Kibana or OpenSearch Dashboards; how to import it is in docs/dashboards.md.
            """
        ],
        verbs: [
            Verb(
                "export", .dashboardsExport, summary: "pack the dashboards into an import file",
                discussion: [
                    """
                    The file holds everything that the dashboards need, data views included. The same version of the \
                    program makes the same bytes.
                    """
                ],
                sections: [
                    .init("Product", [.product, .productVersion]), .init("Result", [.output]),
                    .init("Folders", [.assets]), .init("Messages", [.quiet]),
                ],
                examples: [
                    .init(
                        "For Kibana", "beaconing dashboards export --for kibana --output beaconing-kibana.ndjson"),
                    .init(
                        "For OpenSearch Dashboards",
                        "beaconing dashboards export --for opensearch --output beaconing-opensearch.ndjson"),
                ]),
            Verb(
                "check", .dashboardsCheck, summary: "find what is wrong with import files, without a server",
                discussion: [
                    """
                    Finds what an import takes without a word and a person meets later: references, filters and \
                    drilldowns that lead nowhere, columns that are not there, fields that are not mapped. Each finding \
                    names its rule; docs/dashboards.md lists them. Warnings alone leave the exit code at 0.
                    """
                ],
                arguments: [
                    .init(
                        name: "FILE|DIR", help: "An import file, or a folder whose .ndjson files are checked.",
                        isOptional: false, isRepeatable: true)
                ],
                sections: [.init("Product", [.product, .productVersion]), .init("Folders", [.assets])],
                examples: [
                    .init("Check an export before sharing it", "beaconing dashboards check export.ndjson"),
                    .init(
                        "Whether an older Kibana takes it",
                        "beaconing dashboards check --for kibana --version 8.17 export.ndjson"),
                ]),
            draw,
        ])
}
