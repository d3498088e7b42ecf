/// What traffic to make: how much, up to when, with which beacons hidden in it.
///
/// A simulation is made host by host: ``forEachHost(_:)`` holds one host's events at a time, so that an office of 100,000
/// hosts needs no more memory than one of ten. Its events are in order of time within a host only. For the order of time
/// over all hosts make an ``OfficeDay``, which holds every event, or sort the written lines as text: ``ECSWriter`` puts
/// the time first.
public struct Simulation: Sendable, Equatable {
    /// The same seed gives the same traffic, to the byte, on every platform.
    public var seed: UInt64
    /// How many hosts the office has, at least 1.
    public var hosts = 80
    /// The end of the traffic, in seconds since 1970, 0 to the end of the year 9999; no event is at it or later.
    public var endSecond: Int64
    /// How many hours of it are made, 1 to 8,784.
    public var hours = 10
    /// The time of day on the office's own clock at which the traffic ends, in seconds, 0 to 86,400.
    ///
    /// The office keeps no time zone: with the default, a day up to now is a working day that has just ended.
    public var dayEnd = 18 * 3600
    /// The beacons that are hidden in it; none for traffic without harm.
    public var beacons = HiddenBeacon.cast
    /// What every host does, each in a process of its own, in place of an office's software; empty for an office.
    public var profiles: [TrafficProfile] = []
    /// How often each beacon occurs, each time on another host, at least 1.
    public var infections = 1

    /// An office of 80 hosts over ten hours, with one of each beacon.
    public init(seed: UInt64, endSecond: Int64) {
        self.seed = seed
        self.endSecond = endSecond
    }

    /// Makes the traffic of one host after the other, in the order of their numbers.
    public func forEachHost<Failure: Error>(_ body: (HostTraffic) throws(Failure) -> Void) throws(Failure) {
        let office = Office(self)
        for index in 0..<office.hosts {
            try body(office.traffic(ofHost: index))
        }
    }
}
