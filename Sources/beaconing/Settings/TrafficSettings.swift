import BeaconTraffic
import SearchCluster

/// Which traffic is made.
struct TrafficSettings: Sendable {
    /// Seed, hosts, hours and end.
    let simulation: Simulation

    /// Settings from the words.
    ///
    /// - Parameter endSeconds: the end where none was typed.
    init(_ words: TypedWords, in surroundings: Surroundings, endSeconds: Int64) throws(Failure) {
        var end = endSeconds
        if let text = words.last(.end) {
            end = try PointOfTime(text, for: "--end", clockSeconds: surroundings.clockSeconds).seconds
        }
        let seed: UInt64? = try WholeNumber.read(.seed, of: words, in: 0...UInt64.max)
        var simulation = Simulation(seed: seed ?? 1, endSecond: end)
        if let hosts = try WholeNumber.read(.hosts, of: words, in: 1...1_000_000) { simulation.hosts = hosts }
        if let hours = try WholeNumber.read(.hours, of: words, in: 1...8_784) { simulation.hours = hours }
        for name in words.all(.profile) {
            guard let profile = TrafficProfile.catalogue.first(where: { $0.name == name }) else {
                throw Failure(.usage, "there is no profile \(SafeText(name))", cure: "see beaconing simulate --list")
            }
            if !simulation.profiles.contains(profile) { simulation.profiles.append(profile) }
        }
        if let problem = simulation.problems.first { throw Failure(.usage, problem) }
        self.simulation = simulation
    }
}
