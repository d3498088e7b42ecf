import BeaconDashboards
import BeaconReport
import BeaconTraffic

extension Option {
    /// The description of each option; what it means does not depend on the verb.
    static func described(_ name: OptionName) -> Option {
        switch name {
        case .config, .context: settingsFile(name)
        case .url, .caFile, .caFingerprint, .clientCertFile, .clientKeyFile, .aws, .insecure, .allowPlainHTTP, .timeout,
            .retries, .maxLoad, .compression:
            connection(name)
        case .template, .templatesFolder, .assets, .set, .window, .now, .index, .stored: source(name)
        case .input, .inputFormat, .column, .maxBadLines: files(name)
        case .allow, .lastDays: allowing(name)
        case .note, .author, .marked: marking(name)
        case .format, .output, .all, .deadLetter, .failOnSignals: result(name)
        case .seed, .hosts, .groups, .evaluationFormat, .profile, .list, .hours, .end, .labels, .keep: traffic(name)
        case .parameter, .pairs, .knownLabels, .save, .id: tuning(name)
        case .product, .productVersion: dashboards(name)
        case .rangeFrom, .rangeTo: drawing(name)
        case .stateFolder, .noHistory: keeping(name)
        case .dryRun, .takeOver, .deleteSignals, .apply, .credentials: installing(name)
        case .every, .once, .jitter, .catchUp, .wait, .lease, .slice, .stateIndex, .from, .to, .step, .parallel,
            .maxLag, .statusFormat, .metricsFile, .metricsListen:
            scheduling(name)
        case .ruleProduct: rules(name)
        case .pollEvery, .since, .minPriority, .watchFormat: watching(name)
        case .dashboardsURL, .space, .tenant, .dashboardsCAFile: dashboardsServer(name)
        case .verbose, .quiet, .noProgress, .logFormat, .resolved, .man, .version, .help: other(name)
        }
    }

    private static func source(_ name: OptionName) -> Option {
        switch name {
        case .template:
            Option(
                name, value: "NAME|FILE",
                help: """
                    The transform template, by name (see templates list) or by file. Otherwise beaconing. install and \
                    uninstall take several, and otherwise all that can be named.
                    """)
        case .templatesFolder:
            Option(
                name, value: "DIR", isRepeatable: true,
                help: """
                    A folder of templates that is searched before all others. Otherwise BEACONING_TEMPLATES, a list \
                    with colons.
                    """)
        case .assets:
            Option(
                name, value: "DIR",
                help: "The folder with what comes with the program. Otherwise BEACONING_ASSETS, or found by itself.")
        case .set:
            Option(
                name, value: "PARAMETER=VALUE", isRepeatable: true,
                help: "Change a parameter of the metric, for instance max_jitter=0.2. May be given several times.")
        case .window:
            Option(
                name, value: "TIME",
                help: """
                    How far back the window reaches, for instance 6h: changes the number of buckets and leaves their \
                    length.
                    """)
        case .now:
            Option(
                name, value: "TIME",
                help: """
                    The end of the window: 2026-11-23T10:00:00Z, seconds since 1970, or date math on the clock such as \
                    now-1h/h. Otherwise the clock less the template's delay for late documents.
                    """)
        case .stored:
            Option(
                name,
                help: """
                    Explain the newest signal of the group that a run has written: its window is judged again, and what was \
                    written is said beside it.
                    """)
        default:
            Option(
                name, value: "PATTERN", isRepeatable: true,
                help: """
                    Read these indices, patterns or data streams instead of the template's. Several times, or with \
                    commas. dashboards draw reads signals there, otherwise behind ml_beaconing.all; simulate writes \
                    events there.
                    """)
        }
    }

    private static func result(_ name: OptionName) -> Option {
        switch name {
        case .format:
            Option(
                name, value: SignalFormat.allCases.map(\.rawValue).joined(separator: "|"),
                choices: SignalFormat.allCases.map(\.rawValue),
                help: """
                    How signals are printed: a table for a person, the signal documents one a line or as one array, or \
                    lines for a spreadsheet. Otherwise table. In the table and in CSV a character that could mislead a \
                    terminal or a reader appears as \\u{…} and a byte that is not UTF-8 as \\x…; a backslash is itself, \
                    and \\u{5C} only where it would read as one of these.
                    """)
        case .output:
            Option(
                name, value: "FILE",
                help: """
                    Write the result to FILE instead of standard output. It is there when it is complete; until then, \
                    and after any failure, an older FILE stays as it is.
                    """)
        case .all:
            Option(name, help: "Print every group that was judged, also those that do not beacon.")
        case .deadLetter:
            Option(
                name, value: "FILE",
                help: """
                    Where signals go that the cluster refused, with the reason. Otherwise \
                    beaconing-refused-TEMPLATE-TIME.ndjson in the current folder. There only when there are any; a run \
                    ends at its start where the file could not be made.
                    """)
        default:
            Option(name, help: "End with 10 instead of 0 when at least one group beacons.")
        }
    }

    private static func traffic(_ name: OptionName) -> Option {
        switch name {
        case .seed:
            Option(name, value: "N", help: "The same number makes the same traffic. Otherwise 1.")
        case .groups:
            Option(
                name, value: "N",
                help:
                    "How many groups are made of each combination, 1 to 100000, and six times as many of each kind of "
                    + "harmless traffic. Otherwise 20.")
        case .evaluationFormat:
            Option(
                name, value: EvaluationFormat.allCases.map(\.rawValue).joined(separator: "|"),
                choices: EvaluationFormat.allCases.map(\.rawValue),
                help: "Tables for a person, JSON with every count, or a chart of what is found. Otherwise text.")
        case .profile:
            Option(
                name, value: "NAME", isRepeatable: true, choices: TrafficProfile.catalogue.map(\.name),
                help: """
                    Each host does this and nothing else, in a process of that name, instead of what an office does. \
                    Several times for several processes.
                    """)
        case .list:
            Option(name, help: "Print the profiles that there are, and make nothing.")
        case .hosts:
            Option(name, value: "N", help: "How many hosts the office has, 1 to 1000000. Otherwise 80.")
        case .hours:
            Option(name, value: "N", help: "How many hours of traffic are made, 1 to 8784. Otherwise 10.")
        case .end:
            Option(
                name, value: "TIME",
                help: "When the traffic ends, written as for --now. Otherwise the clock, rounded down to the minute.")
        case .labels:
            Option(
                name, value: "FILE",
                help: "Write what each host and process really is to FILE, one JSON document a line.")
        default:
            Option(name, value: "DIR", help: "Keep the events and their labels in this folder.")
        }
    }

    private static func dashboards(_ name: OptionName) -> Option {
        switch name {
        case .product:
            Option(
                name, value: DashboardProduct.allCases.map(\.rawValue).joined(separator: "|"),
                choices: DashboardProduct.allCases.map(\.rawValue),
                help: """
                    The product that the file is for. When this is left out, a check tells it by the file and a drawing \
                    by the cluster.
                    """)
        default:
            Option(
                name, value: "VERSION",
                help: """
                    The version of the product, for instance 8.17. Otherwise an export imports into Kibana 8.9 to 9 or \
                    OpenSearch Dashboards 1 to 3, and a check takes the newest.
                    """)
        }
    }

    private static func other(_ name: OptionName) -> Option {
        switch name {
        case .verbose: Option(name, short: "v", help: "Say more on standard error.")
        case .quiet: Option(name, short: "q", help: "No progress and no summary; warnings and errors remain.")
        case .noProgress: Option(name, help: "No progress line, also at a terminal.")
        case .logFormat:
            Option(
                name, value: LogFormat.allCases.map(\.rawValue).joined(separator: "|"),
                choices: LogFormat.allCases.map(\.rawValue),
                help: "How messages are written: text for a person, or ECS documents, one a line. Otherwise text.")
        case .resolved:
            Option(
                name, help: "Print the template as JSON with everything filled in, also what it takes from others.")
        case .man: Option(name, help: "Print the manual page as troff, to be read with man -l -.")
        case .version: Option(name, help: "Print the version.")
        default: Option(name, short: "h", help: "Print this help.")
        }
    }
}
