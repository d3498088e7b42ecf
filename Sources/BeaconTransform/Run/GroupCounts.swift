/// What became of the groups of a window; the parts add up to `seen`.
public struct GroupCounts: Sendable, Equatable {
    /// Documents that matched the query, counted once for each group they belong to.
    public var documents: Int64 = 0
    /// Groups with at least one document.
    public var seen = 0
    /// Groups with too few events to be judged (fewer than `min_number_periods` + 1).
    public var tooFewEvents = 0
    /// Groups whose events lie too close together to be judged (a span under 2 × `min_number_periods` buckets).
    public var tooShortSpan = 0
    /// Groups that the metric was computed for.
    public var judged = 0

    /// No groups.
    public init() {}

    /// Adds another part of the same window.
    public static func += (left: inout GroupCounts, right: GroupCounts) {
        left.documents = left.documents.addingSaturated(right.documents)
        left.seen += right.seen
        left.tooFewEvents += right.tooFewEvents
        left.tooShortSpan += right.tooShortSpan
        left.judged += right.judged
    }
}
