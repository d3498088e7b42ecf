internal import BeaconScore
public import BeaconTransform
public import SearchCluster

/// Why one group is or is not taken for a beacon: its buckets drawn, each test with value, limit and distance, both opinions,
/// destinations, priority, and which changes of parameters would turn the strict verdict.
public struct Explanation: Sendable {
    private let template: TransformTemplate
    private let window: Window
    private let signal: Signal
    private let seconds: [Int64]
    private let sharing: [Judgement]?
    private let stored: StoredSignal?
    /// Groups that share the process whose lines are printed.
    private static let mostShared = 8

    /// An explanation of a judged group.
    ///
    /// - Parameters:
    ///   - seconds: the exact times of its events, ascending.
    ///   - sharing: judged groups with the same other values on other hosts; `nil` where nobody looked.
    ///   - stored: the signal that a run has written of this group and window.
    public init(
        _ template: TransformTemplate, window: Window, signal: Signal, seconds: [Int64], sharing: [Judgement]? = nil,
        stored: StoredSignal? = nil
    ) {
        self.sharing = sharing
        self.stored = stored
        self.template = template
        self.window = window
        self.signal = signal
        self.seconds = seconds
    }

    /// The explanation as one JSON object: the document, the counts by bucket from the oldest to the newest, and the tests.
    public var json: JSONValue {
        let similar = (sharing ?? []).map { judgement -> JSONValue in
            [
                "host": .string(judgement.group.values.first?.description ?? ""),
                "documents": .integer(judgement.documents), "is_beaconing": .boolean(judgement.verdict.isBeaconing),
                "regular": .boolean(judgement.opinion?.isRegular == true),
                "period_seconds": judgement.opinion.map { .number($0.periodSeconds) } ?? .null,
            ]
        }
        return [
            "id": .string(signal.id), "stored": stored?.document ?? .null, "similar": .array(similar),
            "document": SignalDocument(template: template, window: window).json(of: signal),
            "bucket_seconds": .integer(Int64(window.bucketSeconds)),
            "counts": .array(counts.map { .integer(Int64($0)) }),
            "tests": .array(
                tests.map { test in
                    [
                        "name": .string(test.name), "value": test.value.map { .number($0) } ?? .null,
                        "limit": .number(test.limit), "passed": .boolean(test.passed),
                    ]
                }),
            "changes": .array(changes.map { .string($0) }),
        ]
    }

    /// The explanation for a terminal, lines of at most `width` columns.
    public func text(width: Int) -> String {
        var lines = WrappedText(title, width: width, indent: 2).lines
        if let storedLine { lines += WrappedText(storedLine, width: width, indent: 2).lines }
        lines.append("")
        lines += drawing(width: width)
        lines += ["", "Strict metric: \(strictWord)"]
        for test in tests { lines += Self.indented(test.line, width) }
        lines += ["", "Second opinion: \(opinionWord)"]
        lines += opinionLines.flatMap { Self.indented($0, width) }
        if signal.judgement.isSignal {
            lines += ["", "Priority \(signal.priority.value)"]
            lines += signal.priority.reasons.flatMap { Self.indented($0, width) }
            lines += ["", "Id of its signal: \(signal.id)"]
        }
        if let context = signal.context, !context.destinations.isEmpty {
            lines += ["", "Destinations"]
            lines += context.destinations.flatMap { Self.indented(line(of: $0), width) }
        }
        lines += sharingLines(width: width)
        if !changes.isEmpty {
            lines += ["", "What would turn the strict verdict"]
            lines += changes.flatMap { Self.indented($0, width) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func indented(_ text: String, _ width: Int) -> [String] {
        WrappedText(text, width: width - 2, indent: 2).lines.map { "  " + $0 }
    }

    private var title: String {
        let names = signal.judgement.group.values.map { CellText(untrusted: $0.description).text }.joined(
            separator: ", ")
        return "\(names): \(CountText(signal.judgement.documents, "event")) up to "
            + "\(Timestamp(seconds: window.nowSeconds).plainText) UTC"
    }

    /// Events in each bucket, the oldest first.
    private var counts: [Int] {
        var counts = Array(repeating: 0, count: window.bucketCount)
        for second in seconds {
            if let bucket = window.clock.bucket(ofSecond: second) { counts[window.bucketCount - 1 - bucket] += 1 }
        }
        return counts
    }

    /// The counts as bars, as many buckets in a column as the width wants.
    private func drawing(width: Int) -> [String] {
        let counts = counts
        let columns = max(20, min(width - 2, 90))
        let each = (counts.count + columns - 1) / columns
        let sums = stride(from: 0, to: counts.count, by: each).map {
            counts[$0..<min($0 + each, counts.count)].reduce(0, +)
        }
        let most = max(1, sums.max() ?? 1)
        let bars = Array(" ▁▂▃▄▅▆▇█")
        let line = sums.map { $0 == 0 ? "·" : String(bars[max(1, ($0 * 8 + most - 1) / most)]) }.joined()
        let length = DurationText(seconds: Int64(each * window.bucketSeconds))
        return [line, "events in \(length) a column, at most \(CountText(most)); the newest on the right"]
    }

    /// What the written signal says, and whether its events still say so.
    private var storedLine: String? {
        guard let stored else { return nil }
        let ours = stored.document["beaconing"]
        let run = ours?["run"]?["id"]?.string.map { " by run \(SafeText($0))" } ?? ""
        let then = ours?["documents"]?.integer
        let isSame = then == signal.judgement.documents
        return "stored\(run) with priority \(ours?["priority"]?.integer.map { String($0) } ?? "-")"
            + (isSame
                ? ""
                : "; it was made of \(then.map { CountText($0, "event").description } ?? "other events"), which have come or gone since")
    }

    /// The same process elsewhere.
    private func sharingLines(width: Int) -> [String] {
        guard let sharing else { return [] }
        let found = sharing.filter(\.isSignal).sorted { one, other in
            let (a, b) = (one.opinion?.regularity ?? 0, other.opinion?.regularity ?? 0)
            return a == b ? one.group < other.group : a > b
        }
        var lines = [
            "", "Similar hosts: \(CountText(found.count)) of \(CountText(sharing.count)) others with enough events",
        ]
        for judgement in found.prefix(Self.mostShared) {
            let name = CellText(untrusted: judgement.group.values.first?.description ?? "").text
            let period = judgement.opinion.flatMap { opinion in
                opinion.isRegular
                    ? ", every \(DecimalText(opinion.periodSeconds, digits: 1)) s, jitter \(percent(opinion.jitter))"
                    : nil
            }
            let line = "\(name): \(CountText(judgement.documents, "event"))\(period ?? ", by the strict metric")"
            lines += Self.indented(line, width)
        }
        if found.count > Self.mostShared { lines.append("  and \(CountText(found.count - Self.mostShared)) more") }
        return lines
    }

    private func line(of destination: GroupContext.Destination) -> String {
        let hosts =
            destination.hosts >= GroupContext.Destination.mostHosts
            ? "\(GroupContext.Destination.mostHosts) hosts or more" : CountText(destination.hosts, "host").description
        let first = destination.firstSeenMillis.map { ", first seen \(Timestamp(millis: $0).plainText)" } ?? ""
        return
            "\(CellText(untrusted: destination.value.description).text): \(CountText(destination.documents, "event")), \(hosts)\(first)"
    }

    // MARK: strict

    private struct Test {
        var name: String
        /// `nil` where the test was not made.
        var value: Double?
        var limit: Double
        var passed: Bool
        /// Whether the value has to reach the limit, or to stay under it.
        var isFloor: Bool
        var parameter: String

        var line: String {
            guard let value else { return "- \(name): not made, there is too little" }
            let relation = isFloor ? "at least" : "at most"
            let distance = DecimalText(abs(value - limit), digits: 3)
            return "\(passed ? "✓" : "✗") \(name): \(DecimalText(value, digits: 3)), \(relation) "
                + "\(DecimalText(limit, digits: 3)) is asked (\(distance) \(passed ? "to spare" : "short"))"
        }
    }

    private var tests: [Test] {
        let figures = signal.judgement.verdict.figures
        let parameters = template.metric.parameters
        func variation(_ spread: Verdict.Spread?) -> Double? {
            guard let spread, spread.mean != 0 else { return nil }
            return spread.standardDeviation / abs(spread.mean)
        }
        return [
            Test(
                name: "periodic (autocovariance)", value: figures?.autocovariance,
                limit: parameters.minBeaconingCountAutocovariance, passed: figures?.periodic ?? false, isFloor: true,
                parameter: "min_beaconing_count_autocovariance"),
            Test(
                name: "low_count_variation", value: variation(figures?.counts), limit: parameters.maxBeaconingCountRV,
                passed: figures?.counts.isLow ?? false, isFloor: false, parameter: "max_beaconing_count_rv"),
            Test(
                name: "low_source_bytes_variation", value: variation(figures?.sourceBytes),
                limit: parameters.maxBeaconingBytesCOV, passed: figures?.sourceBytes.isLow ?? false, isFloor: false,
                parameter: "max_beaconing_bytes_cov"),
            Test(
                name: "low_destination_bytes_variation", value: variation(figures?.destinationBytes),
                limit: parameters.maxBeaconingBytesCOV, passed: figures?.destinationBytes.isLow ?? false,
                isFloor: false, parameter: "max_beaconing_bytes_cov"),
        ]
    }

    private var strictWord: String {
        guard let figures = signal.judgement.verdict.figures else { return "too little to judge" }
        return "\(signal.judgement.verdict.isBeaconing ? "beaconing" : "no beacon"), score \(figures.beaconingScore)"
    }

    /// The smallest change of one parameter that makes a failing test pass, or every passing one fail.
    private var changes: [String] {
        let made = tests.filter { $0.value != nil }
        let passing = made.filter(\.passed)
        if passing.isEmpty {
            return made.compactMap { test -> String? in
                guard let value = test.value else { return nil }
                let wanted = test.isFloor ? (value * 1000).rounded(.down) / 1000 : (value * 1000).rounded(.up) / 1000
                guard test.isFloor ? wanted > 0 : wanted <= 1 else { return nil }
                return "--set \(test.parameter)=\(DecimalText(wanted, digits: 3)) would pass \(test.name)"
            }
        }
        return passing.compactMap { test -> String? in
            guard let value = test.value else { return nil }
            let wanted =
                test.isFloor ? (value * 1000).rounded(.up) / 1000 + 0.001 : (value * 1000).rounded(.down) / 1000 - 0.001
            guard test.isFloor ? wanted <= 1 : wanted >= 0 else { return nil }
            return "--set \(test.parameter)=\(DecimalText(wanted, digits: 3)) would fail \(test.name)"
        }
    }

    // MARK: second opinion

    private var opinionWord: String {
        guard let opinion = signal.judgement.opinion else { return "not asked, or too little to see" }
        return opinion.isRegular ? "regular" : "not regular"
    }

    private var opinionLines: [String] {
        guard let opinion = signal.judgement.opinion else { return [] }
        var lines: [String] = []
        switch opinion.evidence {
        case .gaps:
            lines.append(
                "\(percent(opinion.measured)) of \(CountText(opinion.samples, "gap")) lie near their median, \(DecimalText(opinion.deviations, digits: 1)) "
                    + "deviations beyond chance")
        case .dispersion:
            lines.append(
                "counts of \(CountText(opinion.samples, "window")) have a dispersion of \(DecimalText(opinion.measured, digits: 2)), where chance has 1: "
                    + "\(DecimalText(opinion.deviations, digits: 1)) deviations below it")
        }
        guard opinion.isRegular else { return lines }
        let law = opinion.law.map { ", law \($0.rawValue)" } ?? ""
        lines.append(
            "every \(DecimalText(opinion.periodSeconds, digits: 1)) s, jitter \(percent(opinion.jitter)), regularity "
                + "\(DecimalText(opinion.regularity, digits: 2))\(law)")
        if signal.judgement.split != nil { lines.append("that is one destination alone; all together are not regular") }
        return lines
    }

    private func percent(_ share: Double) -> String { "\(DecimalText(share * 100, digits: 0)) %" }
}
