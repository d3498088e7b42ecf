/// When in the day a profile is active.
public enum Rhythm: Sendable, Equatable {
    /// While the machine is on.
    case always
    /// While a person sits at the machine: from coming to leaving, without the lunch break.
    case atTheDesk
    /// Between two times of the office's clock, in seconds of the day, as agents with working hours have it.
    ///
    /// The second may be the smaller one: then the activity spans midnight.
    case between(opens: Int, closes: Int)
}

/// A timing law that takes over part of the way through.
public struct TimingChange: Sendable, Equatable {
    /// When, as a fraction of the time that is made, 0 to 1.
    public var after: Double
    /// The law from then on.
    public var law: TimingLaw

    /// A change of the law.
    public init(after: Double, law: TimingLaw) {
        self.after = after
        self.law = law
    }
}
