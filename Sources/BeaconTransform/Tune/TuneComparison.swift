/// What one setting finds, and how that differs from what the template's finds; groups are numbers of ``TuneVerdicts/groups``.
public struct TuneComparison: Sendable, Equatable {
    /// Which setting.
    public let setting: Int
    /// Groups with enough events to be judged.
    public var judged = 0
    /// Groups that are signals.
    public var signals = 0
    /// Groups that the strict metric takes for beacons.
    public var strict = 0
    /// Groups that the second opinion takes for regular.
    public var regular = 0
    /// Signals that the template's setting does not have.
    public var gained: [Int] = []
    /// Signals that only the template's setting has.
    public var lost: [Int] = []
    /// What the strict metric takes for a beacon here and not at the template's setting.
    public var strictGained: [Int] = []
    /// What the strict metric takes for a beacon at the template's setting and not here.
    public var strictLost: [Int] = []
    /// How many of ``strictGained`` the second opinion takes for regular at the template's setting.
    public var strictAgreed = 0
    /// How signals agree with labels; `nil` without any.
    public var score: LabelScore?
    /// How what the strict metric finds agrees with labels; `nil` without any.
    public var strictScore: LabelScore?
}
