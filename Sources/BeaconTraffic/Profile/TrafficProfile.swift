/// One kind of traffic that a process makes: when, how much, where to.
///
/// A profile is a value: take one of the catalogue and change what should differ.
///
///     var agent = TrafficProfile.cobaltStrike(sleep: 45, jitter: 0.37)
///     agent.rhythm = .between(opens: 9 * 3600, closes: 17 * 3600)
///     agent.loss = 0.05
public struct TrafficProfile: Sendable, Equatable {
    /// The profile's name in labels; lower case and hyphens.
    public var name: String
    /// What it is, in one sentence.
    public var sentence: String
    /// Whether it is command-and-control traffic.
    public var isBeacon: Bool
    /// How its moments follow one another.
    public var timing: TimingLaw
    /// A law that takes over part of the way through.
    public var change: TimingChange?
    /// When in the day it is active.
    public var rhythm = Rhythm.always
    /// What the source sends in one connection.
    public var sourceBytes: ByteLaw
    /// What the destination sends in one connection.
    public var destinationBytes: ByteLaw
    /// Work that an operator gives now and then.
    public var tasking: Tasking?
    /// The shortest and the longest time that a connection takes, in seconds.
    ///
    /// An event marks the end of a connection and a sleep begins there, so periods drift by it.
    public var roundTrip = 0.08...0.4
    /// The share of connections that the sensor does not report, 0 to 1.
    public var loss = 0.0
    /// Where its connections go.
    public var destinations: Destinations

    /// A kind of traffic; what is left out can be set afterwards.
    public init(
        _ name: String, _ sentence: String, isBeacon: Bool = false, timing: TimingLaw, rhythm: Rhythm = .always,
        sourceBytes: ByteLaw, destinationBytes: ByteLaw, to destinations: Destinations
    ) {
        self.name = name
        self.sentence = sentence
        self.isBeacon = isBeacon
        self.timing = timing
        self.rhythm = rhythm
        self.sourceBytes = sourceBytes
        self.destinationBytes = destinationBytes
        self.destinations = destinations
    }

    /// Every profile of the catalogue; each name occurs once.
    public static var catalogue: [TrafficProfile] { implants + lookalikes + everyday }

    /// The law in force at a fraction of the time that is made.
    func law(at fraction: Double) -> TimingLaw {
        guard let change, fraction >= change.after else { return timing }
        return change.law
    }
}
