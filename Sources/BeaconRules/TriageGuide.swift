/// What to do when a rule fires, as Markdown: it travels with the rule.
struct TriageGuide: Sendable {
    private let rule: DetectionRule

    init(_ rule: DetectionRule) {
        self.rule = rule
    }

    /// The guide.
    var text: String {
        let steps = first + common
        let numbered = steps.enumerated().map { "\($0.offset + 1). \($0.element)" }
        return "## When this fires\n\n\(rule.description)\n\n" + numbered.joined(separator: "\n")
            + "\n\n## If it is harmless\n\n" + harmless
    }

    private var first: [String] {
        switch rule.kind {
        case .highPriority:
            [
                "Read `beaconing.reasons` in the signal: each reason with its points, those that speak for an agent and those "
                    + "that speak against."
            ]
        case .newBeacon:
            [
                "Ask what changed: was the program installed or updated at about `beaconing.first_seen`? Does a change ticket "
                    + "explain it?"
            ]
        case .sharedDestination:
            [
                "List the hosts and programs that call the destination: search the signals for the `beaconing.destination.ip` of "
                    + "the alert, or open the dashboard \"Network beaconing\". One and the same program on all of them is a "
                    + "roll-out or an outbreak; different programs that call one address are worse.",
                "Look which host was first (`beaconing.first_seen`), and how the program came from there to the others.",
            ]
        case .systemTool:
            [
                "Find out who started the tool and with which words: the process events of the host at about "
                    + "`beaconing.first_seen` have the parent and the command line."
            ]
        }
    }

    private var common: [String] {
        [
            "Run `\(rule.explaining)` with the values of the alert: it draws the events, says what each test measured, and "
                + "names other hosts that do the same.",
            "Look at the destination (`beaconing.destination.ip` and `.port`, `beaconing.destinations`): whose is it, since when "
                + "is it known (`beaconing.destinations.first_seen`), how many hosts talk to it (`beaconing.destination.hosts`)?",
            "Look at the program: where its file lies, who signed it, since when it is there, on how many hosts it runs "
                + "(`beaconing.hosts.sharing` of `beaconing.hosts.total`).",
            "Look at the intervals: `beaconing.period_seconds` and `beaconing.jitter`. Agents vary their intervals; clockwork "
                + "that keeps to full minutes is a scheduler's.",
            "Where it is not explained: keep memory and disk of the host, then cut it off, block the destination, and search "
                + "other hosts for both.",
        ]
    }

    private var harmless: String {
        "Write an entry with this program and this destination together, a reason and an end into the allow-list; `beaconing "
            + "allow check` says beforehand what it would hide. What it allows keeps its signals and fires no rule. An entry or an "
            + "exception for the program alone is a place to hide: anybody can give a program its name."
    }
}
