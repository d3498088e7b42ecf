/// What one host did on the network.
public struct HostTraffic: Sendable {
    /// `host.name`.
    public let host: String
    /// Its events, in order of time.
    public let events: [TrafficEvent]
    /// What each of its processes is; only of those that have events.
    public let labels: [TrafficLabel]
}
