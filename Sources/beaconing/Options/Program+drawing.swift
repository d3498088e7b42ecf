extension Program {
    static let draw = Verb(
        "draw", .dashboardsDraw, summary: "the dashboards with what a cluster has for them, as one HTML page",
        discussion: [
            """
            Sends the search of every panel to the cluster and draws what it answers: arrangement, titles, units and \
            empty panels can be judged before anything is imported, and signals be seen where no dashboards server is. \
            The page needs no network and no script. Nothing is written to the cluster.
            """,
            """
            It is an approximation: colours, rounding and steps of time are chosen by this program, and choices and \
            links to other dashboards are shown without doing anything.
            """,
        ],
        sections: [
            .init("Where signals come from", [.url, .index]), .init("Time", [.rangeFrom, .rangeTo]),
            .init("Product", [.product]), .init("Result", [.output]),
            .init("Connection", OptionName.connecting), .init("Folders", [.assets]),
            .init("Messages", [.verbose, .quiet]),
        ],
        examples: [
            .init(
                "The dashboards as each is saved",
                "beaconing dashboards draw --url https://es.example.org:9200 --output dashboards.html"),
            .init(
                "A week, in the form of OpenSearch Dashboards",
                "beaconing dashboards draw --for opensearch --from now-7d --output week.html"),
        ])
}

extension Option {
    static func drawing(_ name: OptionName) -> Option {
        switch name {
        case .rangeFrom:
            Option(
                name, value: "TIME",
                help: """
                    The start of what is drawn: date math such as now-24h or now-1d/d, or a date such as \
                    2026-11-23T10:00:00Z. Otherwise what each dashboard has saved.
                    """)
        default:
            Option(
                name, value: "TIME",
                help: "The end of what is drawn, written as for --from. Otherwise what each dashboard has saved.")
        }
    }
}
