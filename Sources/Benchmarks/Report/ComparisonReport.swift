import Foundation

/// The contenders beside each other, with the ratios that the goals are about.
struct ComparisonReport {
    let outcomes: [Comparison.Outcome]

    var text: String {
        var table = MarkdownTable([
            "traffic", "", "wall", "of (a)", "engine", "of (a)", "client CPU", "of wall", "memory", "wire", "requests",
        ])
        for outcome in outcomes {
            let first = outcome.median(.scripted)
            for contender in Contender.allCases {
                guard let run = outcome.median(contender) else { continue }
                table.add([
                    "\(outcome.traffic.name) (\(contender.letter)) \(contender.title)",
                    "× \(outcome.runs[contender]?.count ?? 0)", run.wallSeconds.seconds,
                    Self.ratio(run.wallSeconds, first?.wallSeconds), run.engineSeconds.seconds,
                    Self.ratio(run.engineSeconds, first?.engineSeconds), run.processorSeconds.seconds,
                    String(format: "%.0f %%", 100 * run.processorSeconds / run.wallSeconds),
                    "\(run.peakBytes / 1_000_000) MB", String(format: "%.1f MB", Double(run.bytes) / 1e6),
                    "\(run.requests)",
                ])
            }
        }
        return table.text
    }

    /// What the project aims at, and what was measured.
    var goals: [Goal] {
        var goals: [Goal] = []
        for outcome in outcomes {
            guard let ours = outcome.median(.first) else { continue }
            let limits = ["1000x1000": 0.5, "10000x100": 0.25, "80000x12": 1.0 / 15]
            if let limit = limits[outcome.traffic.name], let scripted = outcome.median(.scripted) {
                goals.append(
                    .atMost("\(outcome.traffic.name): (d) of (a), wall", ours.wallSeconds / scripted.wallSeconds, limit)
                )
            }
            for other in [Contender.composite, .documents] {
                guard let run = outcome.median(other) else { continue }
                goals.append(
                    .atMost(
                        "\(outcome.traffic.name): (d) of (\(other.letter)), wall", ours.wallSeconds / run.wallSeconds, 1
                    ))
            }
            if let hourly = outcome.median(.hourly) {
                goals.append(
                    .atMost("\(outcome.traffic.name): (e) of (d), wall", hourly.wallSeconds / ours.wallSeconds, 0.3))
            }
            goals.append(
                .atMost(
                    "\(outcome.traffic.name): client CPU of wall, (d)", ours.processorSeconds / ours.wallSeconds, 0.2))
        }
        func peak(_ name: String) -> Double? {
            outcomes.first { $0.traffic.name == name }?.median(.first).map { Double($0.peakBytes) }
        }
        if let small = peak("80000x12") {
            goals.append(.atMost("80000x12: peak memory in MB, (d)", small / 1e6, 100))
            if let large = peak("200000x5") {
                goals.append(.atMost("bytes for each group beyond 80,000", (large - small) / 120_000, 1_000))
            }
        }
        return goals
    }

    private static func ratio(_ value: Double, _ other: Double?) -> String {
        other.map { String(format: "%.2f", value / $0) } ?? "-"
    }
}

/// Something the project aims at, beside what was measured; it decides nothing.
struct Goal {
    let name: String
    let measured: Double
    let limit: Double
    let isUpper: Bool

    static func atMost(_ name: String, _ measured: Double, _ limit: Double) -> Goal {
        Goal(name: name, measured: measured, limit: limit, isUpper: true)
    }

    static func atLeast(_ name: String, _ measured: Double, _ limit: Double) -> Goal {
        Goal(name: name, measured: measured, limit: limit, isUpper: false)
    }

    var isMet: Bool { isUpper ? measured <= limit : measured >= limit }

    /// All goals as a table.
    static func text(_ goals: [Goal]) -> String {
        var table = MarkdownTable(["goal", "measured", "aimed at", ""])
        for goal in goals {
            table.add([
                goal.name, number(goal.measured), (goal.isUpper ? "≤ " : "≥ ") + number(goal.limit),
                goal.isMet ? "met" : "NOT met",
            ])
        }
        return table.text
    }

    private static func number(_ value: Double) -> String {
        abs(value) >= 100 ? String(Int(value.rounded())) : String(format: "%.3g", value)
    }
}
