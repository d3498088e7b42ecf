import BeaconScore
import BeaconTransform
import SearchCluster

/// What an evaluation found, for a person or as JSON.
struct EvaluationText: Sendable {
    let evaluation: Evaluation
    let agents: [EvaluationRow]
    let people: [EvaluationRow]
    let clockwork: [EvaluationRow]

    /// The figures as one JSON object: counts of groups, with the interval of each share.
    var json: JSONValue {
        [
            "seed": .integer(Int64(clamping: evaluation.seed)),
            "groups_per_combination": .integer(Int64(evaluation.groups)),
            "window_seconds": .integer(Int64(evaluation.parameters.windowSeconds)),
            "bucket_seconds": .integer(Int64(evaluation.parameters.timeBucketLength)),
            "agents": .array(agents.map(\.json)), "harmless": .array(people.map(\.json)),
            "clockwork": .array(clockwork.map(\.json)),
        ]
    }

    /// Tables; no line is longer than 78 columns.
    var text: String {
        var lines = [
            "Agents, alone in a process: percent found, over three laws of jitter, with constant and padded bytes.",
            "SLEEP  JITTER  GROUPS  STRICT  REGULAR  EITHER  PERIOD OK  IN A BUSY PROCESS",
        ]
        for row in agents where row.judged > 0 {
            lines.append(
                Self.right("\(Int(row.sleep ?? 0)) s", 5)
                    + Self.right("\(Int(((row.jitter ?? 0) * 100).rounded())) %", 8)
                    + Self.right("\(row.judged)", 8) + Self.right(Self.percent(row.strict, row.judged), 8)
                    + Self.right(Self.percent(row.regular, row.judged), 9)
                    + Self.right(Self.percent(row.either, row.judged), 8)
                    + Self.right(Self.percent(row.close, row.regular), 11)
                    + Self.right(Self.percent(row.split, row.mixed), 19))
        }
        lines += ["", "What people do: false alarms of 1,000 groups that were judged."]
        lines += harmless(people, sum: "all")
        lines += [
            "", "Clockwork, which is regular and harmless: signals of 1,000 groups. Priority tells it from agents.",
        ]
        lines += harmless(clockwork, sum: nil)
        lines += [
            "",
            "Made traffic with seed \(evaluation.seed), \(evaluation.groups) groups of each combination; no cluster, no capture.",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private func harmless(_ rows: [EvaluationRow], sum: String?) -> [String] {
        var rows = rows
        if let sum {
            var all = EvaluationRow(name: sum)
            for row in rows { all += row }
            rows.append(all)
        }
        let width = rows.map(\.name.count).max() ?? 0
        var lines = [
            "PROFILE" + String(repeating: " ", count: max(0, width - 7))
                + "  GROUPS  STRICT  REGULAR  EITHER  95 % INTERVAL"
        ]
        for row in rows where row.judged > 0 {
            let bounds = WilsonInterval(row.either, of: row.judged).bounds.map { Self.thousandths($0) }
            lines.append(
                row.name + String(repeating: " ", count: max(0, max(width, 7) - row.name.count))
                    + Self.right("\(row.judged)", 8)
                    + Self.right(Self.thousandths(row.strict, row.judged), 8)
                    + Self.right(Self.thousandths(row.regular, row.judged), 9)
                    + Self.right(Self.thousandths(row.either, row.judged), 8)
                    + Self.right("\(bounds[0])–\(bounds[1])", 15))
        }
        return lines
    }

    private static func percent(_ hits: Int, _ all: Int) -> String {
        all == 0 ? "-" : oneDecimal(Double(hits) / Double(all) * 100)
    }

    private static func thousandths(_ hits: Int, _ all: Int) -> String {
        all == 0 ? "-" : thousandths(Double(hits) / Double(all))
    }

    private static func thousandths(_ share: Double) -> String { oneDecimal(share * 1000) }

    private static func oneDecimal(_ value: Double) -> String { ((value * 10).rounded() / 10).description }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
