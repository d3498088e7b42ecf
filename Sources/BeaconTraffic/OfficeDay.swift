/// A day of an office with beacons hidden in it: the same day for the same seed.
///
/// It holds every event: 160 bytes each, some 2,000 a host for ten hours.
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
        var simulation = Simulation(seed: seed, endSecond: endSecond)
        simulation.hosts = hosts
        simulation.hours = hours
        self.init(simulation)
    }

    /// Makes the traffic of a simulation and puts it in order of time; use it where all of it fits in memory.
    public init(_ simulation: Simulation) {
        var events: [TrafficEvent] = []
        var labels: [TrafficLabel] = []
        simulation.forEachHost { traffic in
            events += traffic.events
            labels += traffic.labels
        }
        self.events = events.inOrderOfTime()
        self.labels = labels
    }
}
