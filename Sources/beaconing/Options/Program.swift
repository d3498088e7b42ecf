/// The whole command line as data: what is parsed, what help and the manual page say.
enum Program {
    /// The program's version.
    static let version = "0.1.0"

    /// The program as the verb that holds all others.
    static let root = Verb(
        "beaconing",
        summary: "find processes that call home in network events",
        discussion: [
            """
            Reads a window of network events from Elasticsearch, OpenSearch or files, judges each host and process on \
            this machine, and prints or indexes those that look like beacons.
            """
        ],
        sections: [.init("Program", [.version])],
        examples: [
            .init("See it work without a cluster", "beaconing demo"),
            .init("Look at a cluster without writing to it", "beaconing preview --url https://es.example.org:9200"),
            .init("Find beacons and index them", "beaconing run --url https://es.example.org:9200"),
        ],
        verbs: [
            demo, run, preview, explain, report, tune, replay, watch, status, doctor, install, uninstall, simulate,
            evaluate, templates, allow, mark, verdicts, rules, dashboards, config, completions, versionVerb, help,
        ])

    private static let demo = Verb(
        "demo", .demo,
        summary: "show what is found in a day of made traffic with hidden beacons",
        discussion: [
            """
            Makes ten hours of office traffic with beacons hidden in it, runs the default template on the last window \
            of them as it would on a file of yours, prints what was found, and then tells which of the hidden beacons \
            were found, which were missed and which harmless processes were taken for beacons. No cluster is needed.
            """
        ],
        sections: [
            .init("Traffic", [.seed, .hosts, .keep]),
            .init("Template", [.set, .templatesFolder, .assets]),
            .init("Messages", [.verbose, .quiet, .noProgress]),
        ],
        examples: [
            .init("Keep the made events to play with", "beaconing demo --keep demo"),
            .init("See what allowing for jitter changes", "beaconing demo --set max_jitter=0.3"),
        ])

    private static let run = Verb(
        "run", .run,
        summary: "one pass: pull, judge, index the signals, print them",
        discussion: [
            """
            Pulls one window of events, judges each group and indexes the signals in the template's destination, which \
            is made when it is missing. Each signal has an id of its own, so that the same run again (the same --now) \
            changes nothing. The signals are printed too.
            """,
            """
            With --input the events come from files and the signals go to the cluster.
            """,
            """
            With --every it stays and makes a pass at each boundary of that time, and makes up what was missed; with \
            --once it makes the passes that are due and ends. Runners of one template and slice take turns by a lease in \
            the cluster: a second one ends with 75. A pass leaves a record there, which status shows.
            """,
        ],
        sections: judging(
            result: [.format, .output, .deadLetter, .failOnSignals],
            more: [
                .init("Schedule", [.every, .once, .jitter, .catchUp]),
                .init("Runners", [.slice, .wait, .lease, .stateIndex, .metricsFile, .metricsListen]),
                .init("Between runs", [.stateFolder, .noHistory]),
            ]),
        examples: [
            .init("Find beacons and index them", "beaconing run --url https://es.example.org:9200"),
            .init(
                "A window of the past, of one data stream",
                "beaconing run --now 2026-11-23T10:00:00Z --index logs-endpoint.events.network-*"),
            .init("Every hour, for ever", "beaconing run --every 1h"),
            .init("From a timer: what is due since the last time", "beaconing run --every 1h --once -q"),
            .init("From cron, keeping what was found", "beaconing run -q --format ndjson --output signals.ndjson"),
            .init(
                "From cron, reading one new hour and not all six",
                "beaconing run -q --now now/h --state-dir /var/lib/beaconing"),
        ])

    private static let preview = Verb(
        "preview", .preview,
        summary: "the same without writing: signals to standard output",
        discussion: [
            """
            Pulls one window of events from a cluster or from files and judges each group. Nothing is written to a \
            cluster.
            """
        ],
        sections: judging(result: [.all, .format, .output, .failOnSignals]),
        examples: [
            .init("What would be found now", "beaconing preview --url https://es.example.org:9200"),
            .init("Files instead of a cluster", "beaconing preview --now 2026-11-23T10:00:00Z --input *.ndjson.gz"),
            .init("Every judged group for a spreadsheet", "beaconing preview --all --format csv --output groups.csv"),
        ])

    private static func judging(result: [OptionName], more: [Verb.Section] = []) -> [Verb.Section] {
        [
            .init("Where events come from", [.url, .index] + OptionName.files),
            .init("What is looked for", [.template, .set, .window, .now, .allow, .templatesFolder, .assets]),
            .init("Result", result),
        ] + more + [
            .init("Connection", OptionName.connecting),
            .init("Messages", [.verbose, .quiet, .noProgress, .logFormat]),
        ]
    }

    private static let templates = Verb(
        "templates",
        summary: "the transform templates: list, show, check",
        discussion: [
            """
            A template says where events come from, what makes a group, the metric's parameters and where signals go. \
            Yours lie in ~/.config/beaconing/templates or in a folder of --templates-dir; start from one that is shown, or \
            extend it.
            """
        ],
        verbs: [
            Verb(
                "list", .templatesList, summary: "the templates that can be named, and where they are",
                sections: [.init("Folders", OptionName.templateFolders)]),
            Verb(
                "show", .templatesShow, summary: "a template's text, to start one's own from",
                arguments: [
                    .init(
                        name: "NAME", help: "A template's name, or its file.", isOptional: false, isRepeatable: false)
                ],
                sections: [.init("Form", [.resolved]), .init("Folders", OptionName.templateFolders)],
                examples: [
                    .init("Start one's own", "beaconing templates show beaconing > mine.yml"),
                    .init("With all that it extends", "beaconing templates show --resolved mine.yml"),
                ]),
            Verb(
                "check", .templatesCheck, summary: "read templates strictly and say what is wrong with them",
                arguments: [
                    .init(
                        name: "FILE", help: "A template's file, or its name.", isOptional: false, isRepeatable: true)
                ],
                sections: [.init("Folders", OptionName.templateFolders)],
                examples: [.init("Check one's own", "beaconing templates check mine.yml")]),
        ])

    private static let versionVerb = Verb(
        "version", .version, summary: "the version", sections: [.init("Messages", [.verbose])])

    private static let help = Verb(
        "help", .help, summary: "help on the program or on a verb",
        arguments: [
            .init(
                name: "VERB", help: "The verb, for instance run, or templates show.", isOptional: true,
                isRepeatable: true)
        ],
        sections: [.init("Form", [.man])],
        examples: [.init("Read the manual page", "beaconing help --man | man -l -")])
}
