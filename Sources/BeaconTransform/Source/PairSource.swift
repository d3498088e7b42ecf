/// Where groups and their buckets come from: a cluster, or files.
public protocol PairSource: Sendable {
    /// Reads every group of the window and judges it.
    ///
    /// - Returns: the judged groups that `judge` keeps, sorted by key, and the counts of all.
    /// - Throws: when the answer is not complete or the source cannot be read; then nothing may be used.
    func judgements(in window: Window, judge: GroupJudge) async throws -> Pull

    /// Reads what a signal document says of a group beyond its verdict, for these groups alone.
    ///
    /// - Returns: one context a group, in the order of `groups`.
    func contexts(of groups: [GroupKey], in window: Window) async throws -> [GroupContext]
}

/// The result of reading one window.
public struct Pull: Sendable {
    /// The judged groups that were kept, sorted by key.
    public var judgements: [Judgement]
    /// What was seen, skipped and judged.
    public var counts: GroupCounts

    /// A result of reading one window.
    public init(judgements: [Judgement], counts: GroupCounts) {
        self.judgements = judgements
        self.counts = counts
    }
}
