/// How the moments of a profile's connections follow one another.
public enum TimingLaw: Sendable, Equatable {
    /// Sleeps uniformly in [sleep·(1 - jitter), sleep]: jitter only shortens, as Cobalt Strike has it.
    case shorterOnly(sleep: Double, jitter: Double)
    /// Sleeps uniformly in [sleep·(1 - jitter), sleep·(1 + jitter)], as Empire, PoshC2 and Mythic have it.
    case symmetric(sleep: Double, jitter: Double)
    /// Sleeps sleep plus uniformly 0 to extra seconds, as Sliver and Merlin have it.
    case additive(sleep: Double, extra: Double)
    /// Keeps to a grid of the clock, each time up to wobble seconds late, and never drifts: cron, NTP.
    case clockwork(every: Double, wobble: Double)
    /// Comes without memory, this many seconds apart on average.
    case poisson(meanGap: Double)
    /// Comes in sessions of a person at a screen.
    case sessions(BrowsingSessions)

    /// The law in one or two words, as labels name it.
    public var name: String {
        switch self {
        case .shorterOnly: "shorter-only"
        case .symmetric: "symmetric"
        case .additive: "additive"
        case .clockwork: "clockwork"
        case .poisson: "poisson"
        case .sessions: "sessions"
        }
    }

    /// Seconds between connections before jitter; `nil` for a law without a period.
    public var periodSeconds: Double? {
        switch self {
        case .shorterOnly(let sleep, _), .symmetric(let sleep, _), .additive(let sleep, _): sleep
        case .clockwork(let every, _): every
        case .poisson, .sessions: nil
        }
    }

    /// The largest change of the period as a fraction of it; `nil` for a law without a period.
    public var jitter: Double? {
        switch self {
        case .shorterOnly(_, let jitter), .symmetric(_, let jitter): jitter
        case .additive(let sleep, let extra): sleep > 0 ? extra / sleep : nil
        case .clockwork(let every, let wobble): every > 0 ? wobble / every : nil
        case .poisson, .sessions: nil
        }
    }

    /// Draws the sleep from the end of one connection to the start of the next, in seconds; `nil` for a law that is not
    /// of that kind.
    ///
    /// Never under a millisecond, so that no parameter stops the clock.
    func sleep(_ random: inout SeededGenerator) -> Double? {
        let seconds: Double
        switch self {
        case .shorterOnly(let sleep, let jitter): seconds = sleep - sleep * jitter * random.unit()
        case .symmetric(let sleep, let jitter): seconds = sleep * random.uniform(1 - jitter, 1 + jitter)
        case .additive(let sleep, let extra): seconds = sleep + extra * random.unit()
        case .poisson(let meanGap): seconds = random.exponential(mean: meanGap)
        case .clockwork, .sessions: return nil
        }
        return max(0.001, seconds)
    }
}

/// How a person at a screen makes connections: sessions of pages, each page a burst.
public struct BrowsingSessions: Sendable, Equatable {
    /// Sessions an hour, on average.
    public var perHour: Double
    /// Pages in one session, on average, at least 1.
    public var pages: Double
    /// Seconds from one page to the next, on average.
    public var secondsPerPage: Double
    /// Connections that one page opens, both ends included.
    public var connectionsPerPage: ClosedRange<Int>
    /// The longest time that a connection of a page stays open, in seconds.
    public var openSeconds: Double

    /// Sessions of pages.
    public init(
        perHour: Double, pages: Double, secondsPerPage: Double, connectionsPerPage: ClosedRange<Int>,
        openSeconds: Double = 20
    ) {
        self.perHour = perHour
        self.pages = pages
        self.secondsPerPage = secondsPerPage
        self.connectionsPerPage = connectionsPerPage
        self.openSeconds = openSeconds
    }
}
