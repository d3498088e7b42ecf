import BeaconTraffic

/// `simulate`: labelled traffic as ECS events.
struct SimulateCommand: Sendable {
    private let simulation: Simulation
    private let output: String?
    private let labels: String?
    private let console: Console
    /// Hosts times hours up to which all events are held to be put in order: some 400 MB.
    private static let mostInOrder = 10_000

    init(_ words: TypedWords, in surroundings: Surroundings) throws(Failure) {
        console = Console(try MessageSettings(words), terminal: Terminal(surroundings))
        let minute = surroundings.clockSeconds - surroundings.clockSeconds % 60
        simulation = try TrafficSettings(words, in: surroundings, endSeconds: minute).simulation
        output = words.last(.output)
        labels = words.last(.labels)
    }

    func perform() throws -> ExitCode {
        try FileIdentity.check(outputs: [("--output", output), ("--labels", labels)])
        var traffic = try TrafficOutput(events: output, labels: labels)
        if simulation.hosts * simulation.hours <= Self.mostInOrder {
            let day = OfficeDay(simulation)
            try traffic.add(day.events, day.labels)
        } else {
            try addHostByHost(to: &traffic)
        }
        let counts = (events: traffic.eventCount, groups: traffic.groupCount, beacons: traffic.beaconCount)
        try traffic.finish()
        console.remark(
            "\(counts.events) events of \(simulation.hosts) hosts in \(counts.groups) groups, \(counts.beacons) of "
                + "them beacons, up to \(PointOfTime(seconds: simulation.endSecond))")
        return .done
    }

    private func addHostByHost(to traffic: inout TrafficOutput) throws {
        try simulation.forEachHost { host in try traffic.add(host.events, host.labels) }
    }
}
