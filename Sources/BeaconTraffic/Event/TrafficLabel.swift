/// What a host's process really is, known because the program made it.
public struct TrafficLabel: Sendable, Equatable {
    /// `host.name`.
    public var host: String
    /// `process.name`.
    public var process: String
    /// The profile that made the traffic; several in one process are joined by `+`, the beacon first.
    public var profile: String
    /// Whether it is command-and-control traffic, alone or among the process's other traffic.
    public var isBeacon: Bool
    /// Seconds between check-ins before jitter; `nil` for traffic without a period.
    public var periodSeconds: Double?
    /// Jitter as a fraction of the period; `nil` for traffic without a period.
    public var jitter: Double?
    /// How the jitter is drawn, as ``TimingLaw/name`` says it.
    public var law: String
    /// Where the beacon calls, sorted by text; empty for what is not a beacon.
    public var beaconDestinations: [String]
    /// Events of the group, the beacon's and all others.
    public var events: Int
    /// Events of the beacon alone; 0 for what is not a beacon.
    public var beaconEvents: Int

    /// What one group really is.
    public init(
        host: String, process: String, profile: String, isBeacon: Bool, periodSeconds: Double? = nil,
        jitter: Double? = nil, law: String = "", beaconDestinations: [String] = [], events: Int = 0,
        beaconEvents: Int = 0
    ) {
        self.host = host
        self.process = process
        self.profile = profile
        self.isBeacon = isBeacon
        self.periodSeconds = periodSeconds
        self.jitter = jitter
        self.law = law
        self.beaconDestinations = beaconDestinations
        self.events = events
        self.beaconEvents = beaconEvents
    }
}
