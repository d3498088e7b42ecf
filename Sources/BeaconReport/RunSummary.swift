internal import BeaconScore
public import BeaconTransform
internal import SearchCluster

/// The last lines of a run: what was seen, skipped and why, judged, written, refused, and how long it took.
///
/// Every number is said as a sum of its parts, so that a reader can check that nothing was lost on the way.
public struct RunSummary: Sendable {
    private let result: WindowResult
    private let written: WriteResult?
    private let seconds: Double
    private let requests: Int?

    /// A summary of a run.
    ///
    /// - Parameters:
    ///   - written: `nil` when nothing was to be written.
    ///   - seconds: how long it took.
    ///   - requests: how many requests it took; `nil` for files.
    public init(_ result: WindowResult, written: WriteResult?, seconds: Double, requests: Int?) {
        self.result = result
        self.written = written
        self.seconds = seconds
        self.requests = requests
    }

    /// Whether every group and every signal is in exactly one of the parts.
    public var addsUp: Bool {
        let counts = result.counts
        let groups = counts.seen == counts.tooFewEvents + counts.tooShortSpan + counts.judged
        let signals = result.beaconing <= result.signals.count && result.signals.count <= counts.judged
        let outcomes = written.map { $0.written + $0.alreadyThere + $0.refused.count == result.signals.count } ?? true
        return groups && signals && outcomes
    }

    /// The summary as text, at most `width` columns a line, without a newline at the end.
    public func text(width: Int) -> String {
        var sentences = result.counts.seen == 0 ? [nothingMatched] : [groups]
        if let split { sentences.append(split) }
        if let signals { sentences.append(signals) }
        if let history { sentences.append(history) }
        sentences.append(effort)
        if !addsUp {
            sentences.append("These numbers do not add up: that is a defect of this program, please report it.")
        }
        return sentences.flatMap { WrappedText($0, width: width, indent: 2).lines }.joined(separator: "\n")
    }

    private var nothingMatched: String {
        let window = result.window
        let stretch =
            "from \(Timestamp(seconds: window.firstSecond).plainText) to "
            + "\(Timestamp(seconds: window.nowSeconds).plainText) UTC"
        let places = requests == nil ? "the files (--input)" : "the indices (--index)"
        return
            "no documents matched \(stretch): check the window (--now, --window), \(places) and the template's query "
            + "(beaconing templates show)"
    }

    private var groups: String {
        let counts = result.counts
        let skipped = counts.tooFewEvents + counts.tooShortSpan
        var reasons: [String] = []
        if counts.tooFewEvents > 0 { reasons.append("\(CountText(counts.tooFewEvents)) too few events") }
        if counts.tooShortSpan > 0 { reasons.append("\(CountText(counts.tooShortSpan)) too short a span") }
        let why = reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))"
        return "groups: \(CountText(counts.seen)) seen = \(CountText(skipped)) skipped\(why) + "
            + "\(CountText(counts.judged)) judged; \(CountText(result.beaconing)) beacon\(opinions)\(allowed)"
    }

    private var allowed: String {
        result.allowed > 0 ? ", \(CountText(result.allowed)) of them allowed" : ""
    }

    /// Whose opinion made the signals, where two were asked.
    private var opinions: String {
        let strict = result.signals.count { $0.judgement.verdict.isBeaconing }
        let regular = result.signals.count { $0.judgement.opinion?.isRegular == true }
        guard result.beaconing > 0, result.signals.contains(where: { $0.judgement.opinion != nil }) else { return "" }
        return " (\(CountText(strict)) by the strict metric, \(CountText(regular)) regular)"
    }

    /// What was looked at by destination; `nil` where nothing was busy.
    private var split: String? {
        let split = result.split
        guard split.busy > 0 else { return nil }
        let left = split.busy - split.looked
        let beyond = left == 0 ? "" : "; \(CountText(left)) beyond split.most_groups were not"
        return
            "busy groups: \(CountText(split.looked)) looked at by destination, \(CountText(split.regular)) with a regular one\(beyond)"
    }

    /// What became of the signals; `nil` when none were to be written.
    private var signals: String? {
        guard let written else { return nil }
        let count = result.signals.count
        // A template may want every judged group written, beacon or not.
        let noun = count == result.beaconing ? "signals" : "documents"
        return "\(noun): \(CountText(count)) = \(CountText(written.written)) written + "
            + "\(CountText(written.alreadyThere)) already there + \(CountText(written.refused.count)) refused"
    }

    /// What did not have to be read again; `nil` without a history.
    private var history: String? {
        guard let use = result.history else { return nil }
        let changed = use.changed == 0 ? "" : " (\(use.changed) had changed and were read again in part)"
        return "history: \(use.kept) of \(CountText(use.hours, "hour")) kept\(changed), \(use.hours - use.kept) read"
    }

    private var effort: String {
        var parts = [ElapsedText(seconds: seconds).description]
        if let requests { parts.append(CountText(requests, "request").description) }
        if result.counts.documents > 0 { parts.append("\(CountText(result.counts.documents, "event")) matched") }
        return parts.joined(separator: ", ")
    }
}
