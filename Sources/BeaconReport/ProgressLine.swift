public import BeaconTransform
internal import SearchCluster

/// One line that says how far a run has come; what does not fit its width is left out, the least important first.
///
/// The line has no newline and no control characters; drawing it over the line before is the caller's part.
public struct ProgressLine: Sendable {
    private let width: Int

    /// A line of at most `width` columns, 1 and above.
    public init(width: Int) {
        self.width = max(width, 1)
    }

    /// How far a pull from a cluster has come.
    ///
    /// The share and the time left are known once all hosts are; the share counts documents whose groups are done.
    public func text(_ progress: PullProgress, elapsedSeconds: Double) -> String {
        let groups = CountText(progress.groups, "group").description
        let pages = CountText(progress.pages, "page").description
        let rate = Self.rate(Double(progress.buckets), of: "buckets", elapsedSeconds)
        guard progress.knowsAllHosts, progress.expectedDocuments > 0, progress.documents > 0 else {
            return fitted(["looking for groups", groups, pages, rate, Self.elapsed(elapsedSeconds)])
        }
        let share = Self.share(Double(progress.documents), of: Double(progress.expectedDocuments))
        return fitted([
            Self.percentage(share), groups, pages, Self.left(share, elapsedSeconds), rate, Self.elapsed(elapsedSeconds),
        ])
    }

    /// How far reading files has come.
    ///
    /// The share and the time left are known when the size of every input is.
    public func text(_ progress: FileProgress, elapsedSeconds: Double) -> String {
        let read = ByteText(Double(progress.readBytes)).description
        let events = CountText(progress.documents, "event").description
        let groups = CountText(progress.groups, "group").description
        let rate = Self.rate(Double(progress.documents), of: "events", elapsedSeconds)
        guard let total = progress.totalBytes, total > 0 else {
            return fitted(["reading", events, groups, "\(read) read", rate, Self.elapsed(elapsedSeconds)])
        }
        let share = Self.share(Double(progress.readBytes), of: Double(total))
        return fitted([
            Self.percentage(share), events, groups, Self.left(share, elapsedSeconds),
            "\(read) of \(ByteText(Double(total)))", rate, Self.elapsed(elapsedSeconds),
        ])
    }

    /// The longest beginning of the parts that fits; of a first part that does not, its beginning.
    private func fitted(_ parts: [String?]) -> String {
        let parts = parts.compactMap(\.self)
        for count in stride(from: parts.count, to: 0, by: -1) {
            let line = parts.prefix(count).joined(separator: " · ")
            if DisplayWidth.of(line) <= width { return line }
        }
        return String(parts.first?.prefix(width) ?? "")
    }

    private static func share(_ done: Double, of all: Double) -> Double {
        min(max(done / all, 0), 1)
    }

    private static func percentage(_ share: Double) -> String {
        let percent = DecimalText((share * 100).rounded(.down), digits: 0).description
        return String(repeating: " ", count: max(3 - percent.utf8.count, 0)) + percent + "%"
    }

    /// The time left if the rest goes as fast; `nil` while there is too little to tell from.
    private static func left(_ share: Double, _ elapsedSeconds: Double) -> String? {
        guard elapsedSeconds.isFinite, elapsedSeconds >= 1, share >= 0.02, share < 1 else { return nil }
        let seconds = elapsedSeconds * (1 - share) / share
        return "about \(DurationText(seconds: max(Int64(clamping: seconds), 1))) left"
    }

    private static func rate(_ count: Double, of noun: String, _ elapsedSeconds: Double) -> String? {
        guard elapsedSeconds.isFinite, elapsedSeconds >= 0.5, count > 0 else { return nil }
        return "\(CountText(Int64(clamping: count / elapsedSeconds))) \(noun)/s"
    }

    private static func elapsed(_ elapsedSeconds: Double) -> String {
        DurationText(seconds: elapsedSeconds.isFinite ? Int64(clamping: elapsedSeconds.rounded(.down)) : 0).description
    }
}
