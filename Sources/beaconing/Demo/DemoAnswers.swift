import BeaconScore
import BeaconTraffic
import BeaconTransform
import SearchCluster

/// What was hidden in made traffic, and what a run made of it.
struct DemoAnswers: Sendable {
    /// A hidden beacon and what became of it.
    struct Hidden: Sendable {
        /// What it is.
        let label: TrafficLabel
        /// What became of it.
        let fate: BeaconFate
    }

    /// Every hidden beacon, the found ones first, then by host.
    let hidden: [Hidden]
    /// Harmless groups that were called beaconing, by what they are, the most frequent first.
    let falseAlarms: [(profile: String, groups: Int)]
    /// Harmless groups in all.
    let harmless: Int

    /// Compares what is known with what was judged.
    init(day: OfficeDay, judged: WindowResult, template: TransformTemplate) {
        var judgements: [GroupKey: Judgement] = [:]
        for signal in judged.signals { judgements[signal.judgement.group] = signal.judgement }
        var hidden: [Hidden] = []
        var alarms: [String: Int] = [:]
        for label in day.labels {
            let judgement = judgements[Self.key(of: label)]
            if label.isBeacon {
                let fate =
                    judgement.map { BeaconFate($0, parameters: template.metric.parameters) }
                    ?? Self.fateUnjudged(label, day: day, window: judged.window, template: template)
                hidden.append(Hidden(label: label, fate: fate))
            } else if judgement?.isSignal == true {
                alarms[label.profile, default: 0] += 1
            }
        }
        let order = ["found": 0, "missed": 1, "not judged": 2, "left out": 3]
        self.hidden = hidden.sorted {
            let (left, right) = (order[$0.fate.word] ?? 9, order[$1.fate.word] ?? 9)
            return left == right ? $0.label.host < $1.label.host : left < right
        }
        falseAlarms = alarms.map { ($0.key, $0.value) }.sorted { ($1.groups, $0.profile) < ($0.groups, $1.profile) }
        harmless = day.labels.count { !$0.isBeacon }
    }

    /// How many hidden beacons were found.
    var found: Int { hidden.count { $0.fate.word == "found" } }

    private static func key(of label: TrafficLabel) -> GroupKey {
        GroupKey([.text(Array(label.host.utf8)), .text(Array(label.process.utf8))])
    }

    /// Why a group has no verdict: its own events would have been enough, so the query took some; or there are too few.
    private static func fateUnjudged(
        _ label: TrafficLabel, day: OfficeDay, window: Window, template: TransformTemplate
    ) -> BeaconFate {
        let clock = window.clock
        let buckets = day.events.lazy.filter { $0.host == label.host && $0.process == label.process }
            .compactMap { clock.bucket(ofSecond: $0.timeMillis / 1_000) }
        guard let newest = buckets.min(), let oldest = buckets.max() else {
            return .tooLittle("it has no events in the window")
        }
        let judge = GroupJudge(parameters: template.metric.parameters, keeping: .judged)
        switch judge.skip(documents: Int64(buckets.count), spanBuckets: oldest - newest + 1) {
        case .tooFewEvents: return .tooLittle("\(buckets.count) events in the window are too few")
        case .tooShortSpan:
            return .tooLittle("its events lie within \(oldest - newest + 1) buckets, which is too short")
        case nil: return .leftOut(named: template.source.query.names(label.process))
        }
    }
}

extension DemoAnswers {
    /// The answers for a person, lines of at most `width` columns; ends with a newline.
    func text(width: Int) -> String {
        var lines = ["What was hidden, and what became of it: \(found) of \(hidden.count) beacons found", ""]
        let words = (hidden.map(\.fate.word.count).max() ?? 0) + 2
        let hosts = (hidden.map(\.label.host.count).max() ?? 0) + 2
        let processes = (hidden.map(\.label.process.count).max() ?? 0) + 2
        for beacon in hidden {
            let reason = beacon.fate.reason(process: beacon.label.process)
            let first =
                "  " + Self.padded(beacon.fate.word, words) + Self.padded(beacon.label.host, hosts)
                + Self.padded(beacon.label.process, processes) + Self.rhythm(of: beacon.label)
            if case .found = beacon.fate, first.count + 2 + reason.count <= width {
                lines.append("\(first), \(reason)")
            } else {
                lines.append(first)
                lines += Paragraph.lines(reason, width: width, indent: 2 + words)
            }
        }
        let alarms = falseAlarms.reduce(0) { $0 + $1.groups }
        lines.append("")
        let which = falseAlarms.map { "\($0.profile) \($0.groups)" }.joined(separator: ", ")
        lines += Paragraph.lines(
            "False alarms: \(alarms) of \(harmless) harmless groups\(which.isEmpty ? "" : ": \(which)").", width: width)
        return lines.map { SafeText($0).description }.joined(separator: "\n") + "\n"
    }

    private static func rhythm(of label: TrafficLabel) -> String {
        guard let period = label.periodSeconds else { return label.profile }
        let every = period == period.rounded() ? String(Int(period)) : String(period)
        let jitter = Int(((label.jitter ?? 0) * 100).rounded())
        return "every \(every) s" + (jitter == 0 ? "" : ", jitter \(jitter) %")
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

extension JSONValue {
    /// Whether a text is one of the values in it.
    fileprivate func names(_ text: String) -> Bool {
        switch self {
        case .string(let value): value.utf8.elementsEqual(text.utf8)
        case .array(let elements): elements.contains { $0.names(text) }
        case .object(let members): members.contains { $0.value.names(text) }
        default: false
        }
    }
}
