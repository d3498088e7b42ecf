internal import BeaconScore

/// What a template found in one window.
public struct WindowResult: Sendable {
    /// The window.
    public var window: Window
    /// The groups to report, sorted by key: those that beacon, or every judged one where that was asked for.
    public var signals: [Signal]
    /// What was seen, skipped and judged; the parts add up.
    public var counts: GroupCounts
    /// What a person should know before believing the result, one sentence each.
    public var warnings: [String]
    /// How many groups were looked at by destination.
    public var split = Split()
    /// How far a history spared reading the window; `nil` where none was used.
    public var history: HistoryUse?

    /// What became of groups that are no signals as a whole and busy enough to hide one.
    public struct Split: Sendable, Equatable {
        /// Groups that may hide a beacon.
        public var busy = 0
        /// Those of them that were looked at by destination; the others are beyond `split.most_groups`.
        public var looked = 0
        /// Those that hold a regular destination.
        public var regular = 0
    }

    /// What a template found in one window.
    public init(window: Window, signals: [Signal], counts: GroupCounts, warnings: [String]) {
        self.window = window
        self.signals = signals
        self.counts = counts
        self.warnings = warnings
    }

    /// How many of ``signals`` beacon.
    public var beaconing: Int { signals.count { $0.judgement.isSignal } }
}
