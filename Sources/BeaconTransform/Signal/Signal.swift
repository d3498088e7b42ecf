internal import SearchCluster

/// A group that a run reports, with all that its document says.
public struct Signal: Sendable {
    /// The document's id: the same for the same template, group and window end.
    public var id: String
    /// The group, its verdict and its number of documents.
    public var judgement: Judgement
    /// Destinations, source address and largest dates; `nil` for a judged group that does not beacon, which is not asked for them.
    public var context: GroupContext?
    /// How soon it deserves a look, and why.
    public var priority: Priority
    /// The entry of the allow-list that says that it is harmless; `nil` where none does.
    public private(set) var allowed: AllowEntry?

    /// A group that a run reports.
    public init(_ judgement: Judgement, context: GroupContext?, template: TransformTemplate, window: Window) {
        id = Signal.id(of: judgement.group, template: template, window: window)
        var judgement = judgement
        judgement.newestMillis = context?.newestMillis ?? judgement.newestMillis
        self.judgement = judgement
        self.context = context
        priority = Priority(judgement, context, template: template, window: window)
    }

    /// Notes that somebody has found this harmless; it stands behind all others from then on.
    mutating func allow(_ entry: AllowEntry) {
        allowed = entry
        priority.add(-200, "\(SafeText(entry.author)) allows it: \(SafeText(entry.reason))")
    }
}
