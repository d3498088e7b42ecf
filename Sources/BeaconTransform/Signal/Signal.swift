/// A group that a run reports, with all that its document says.
public struct Signal: Sendable {
    /// The document's id: the same for the same template, group and window end.
    public var id: String
    /// The group, its verdict and its number of documents.
    public var judgement: Judgement
    /// Destinations, source address and largest dates; `nil` for a judged group that does not beacon, which is not asked for them.
    public var context: GroupContext?

    /// A group that a run reports.
    public init(id: String, judgement: Judgement, context: GroupContext?) {
        self.id = id
        self.judgement = judgement
        self.context = context
    }
}
