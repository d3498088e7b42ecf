/// Where groups and their buckets come from: a cluster, or files.
public protocol PairSource: Sendable {
    /// Reads every group of the window and judges it.
    ///
    /// - Returns: the judged groups that `judge` keeps, sorted by key, and the counts of all.
    /// - Throws: when the answer is not complete or the source cannot be read; then nothing may be used.
    func judgements(in window: Window, judge: GroupJudge) async throws -> Pull

    /// Looks at the destinations of busy groups one by one.
    ///
    /// - Returns: the most regular destination of each group, in the order of `groups`; `nil` where none is regular.
    func splits(of groups: [GroupKey], in window: Window) async throws -> [DestinationSplit?]

    /// Reads the exact times of some groups' events, or of those to one destination.
    ///
    /// - Returns: seconds since 1970 for each group, ascending, one for each document.
    func times(of groups: [TimedGroup], in window: Window) async throws -> [[Int64]]

    /// Reads what a signal document says of a group beyond its verdict, for these groups alone.
    ///
    /// - Parameter splits: the regular destination of each group that is busy with others.
    /// - Returns: one context a group, in the order of `groups`.
    func contexts(
        of groups: [GroupKey], splits: [DestinationSplit?], in window: Window
    ) async throws -> [GroupContext]
}

extension PairSource {
    /// Reads contexts of groups none of which was looked at by destination.
    func contexts(of groups: [GroupKey], in window: Window) async throws -> [GroupContext] {
        try await contexts(of: groups, splits: groups.map { _ in nil }, in: window)
    }
}

/// A group whose exact times are asked for.
public struct TimedGroup: Sendable, Hashable {
    /// The group.
    public var group: GroupKey
    /// The destination that counts; `nil` counts all.
    public var destination: GroupValue?

    /// All events of a group, or those to one of its destinations.
    public init(group: GroupKey, destination: GroupValue? = nil) {
        self.group = group
        self.destination = destination
    }
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
