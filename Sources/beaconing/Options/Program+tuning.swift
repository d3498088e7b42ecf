extension Program {
    static let tune = Verb(
        "tune", .tune, summary: "what each parameter of the metric changes on this data, judged without a run",
        discussion: [
            """
            Reads a window once, keeps the buckets of every group, and judges them at one value after another of each parameter. \
            Says for each value which signals it gains and loses beside the template as it is, with --labels how well they agree \
            with what is known, and in the end what it would suggest and at which price. Nothing is changed or written to a \
            cluster.
            """,
            """
            What is found is what preview finds with --set and the same value, for whole groups: a run also looks at single \
            destinations of busy groups and at exact times, and these are left out here. number_destination_ips changes no verdict.
            """,
            """
            Longer windows and other lengths of buckets read more than preview does: name the parameters that are wanted with \
            --parameter. For another length a file is read twice.
            """,
        ],
        sections: [
            .init("Where events come from", [.url, .index] + OptionName.files),
            .init("What is looked for", [.template, .set, .window, .now, .allow, .templatesFolder, .assets]),
            .init("What is tried", [.parameter, .pairs, .knownLabels]),
            .init("Result", [.statusFormat, .output, .save, .id]),
            .init("Connection", OptionName.connecting),
            .init("Messages", [.verbose, .quiet, .noProgress, .logFormat]),
        ],
        examples: [
            .init("What every parameter changes", "beaconing tune --input day.ndjson --now 2026-11-24T18:00:00Z"),
            .init(
                "Three values of one, in a cluster",
                "beaconing tune --parameter max_jitter=0,0.1,0.2 --url https://es.example.org:9200"),
            .init(
                "How well each value agrees with what is known",
                "beaconing tune --input day.ndjson --labels labels.ndjson"),
            .init(
                "Two parameters together",
                "beaconing tune --pairs --parameter max_jitter --parameter max_beaconing_bytes_cov --input day.ndjson"),
            .init(
                "Keep what is suggested as a template",
                "beaconing tune --input day.ndjson --save mine.yml --id mine"),
        ])
}

extension Option {
    static func tuning(_ name: OptionName) -> Option {
        switch name {
        case .parameter:
            Option(
                name, value: "NAME[=VALUES]", isRepeatable: true,
                help: """
                    Try this parameter, with values around the template's or with these: max_jitter=0,0.1,0.2 or \
                    truncate_at=[0,1],[0.1,0.9]. May be given several times. Otherwise all parameters.
                    """)
        case .pairs:
            Option(name, help: "Try all pairs of the values of two parameters, both named with --parameter.")
        case .knownLabels:
            Option(
                name, value: "FILE",
                help: """
                    Compare with what groups really are: a JSON document a line with host, process and is_beacon, as simulate \
                    writes them.
                    """)
        case .save:
            Option(
                name, value: "FILE",
                help: """
                    Save what is suggested as a template that extends the one in use; with --set or --window what these say \
                    instead. FILE ends in .yml and must not be there yet.
                    """)
        default:
            Option(name, value: "NAME", help: "The id of the template that --save writes.")
        }
    }
}
