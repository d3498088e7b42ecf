/// How far the history spared a pass from reading its window.
public struct HistoryUse: Sendable, Equatable {
    /// Whole hours in the window.
    public var hours: Int
    /// How many of them were kept from passes before.
    public var kept: Int
    /// How many of the kept ones had changed in the meantime, so that what changed was read again.
    public var changed: Int

    /// How far the history spared a pass from reading its window.
    public init(hours: Int, kept: Int, changed: Int) {
        self.hours = hours
        self.kept = kept
        self.changed = changed
    }
}
