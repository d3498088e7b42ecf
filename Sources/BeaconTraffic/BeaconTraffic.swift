/// One network connection as an endpoint agent reports it when it ends.
public struct TrafficEvent: Sendable, Equatable {
    /// When, in milliseconds since 1970, UTC.
    public var timeMillis: Int64
    /// `host.name`.
    public var host: String
    /// `process.name`.
    public var process: String
    /// `source.ip`.
    public var sourceIP: String
    /// `destination.ip`.
    public var destinationIP: String
    /// `destination.port`.
    public var destinationPort: Int
    /// `source.bytes`; `nil` where the sensor does not count.
    public var sourceBytes: Int64?
    /// `destination.bytes`; `nil` where the sensor does not count.
    public var destinationBytes: Int64?
}

/// What a host's process really is, known because the program made it.
public struct TrafficLabel: Sendable, Equatable {
    /// `host.name`.
    public var host: String
    /// `process.name`.
    public var process: String
    /// The profile that made the traffic.
    public var profile: String
    /// Whether it is command-and-control traffic.
    public var isBeacon: Bool
    /// Seconds between check-ins before jitter; `nil` for traffic without a period.
    public var periodSeconds: Double?
    /// Jitter as a fraction of the period; `nil` for traffic without a period.
    public var jitter: Double?
}

/// A day of an office with beacons hidden in it: the same day for the same seed.
public struct OfficeDay: Sendable {
    /// Every event, in order of time.
    public let events: [TrafficEvent]
    /// What each host and process is.
    public let labels: [TrafficLabel]

    /// Makes a day of traffic.
    ///
    /// - Parameters:
    ///   - seed: the same seed gives the same day.
    ///   - hosts: how many hosts the office has, at least 1.
    ///   - endSecond: the end of the day, in seconds since 1970.
    ///   - hours: how many hours of it are made, at least 1.
    public init(seed: UInt64, hosts: Int = 80, endSecond: Int64, hours: Int = 10) {
        events = []
        labels = []
    }
}
