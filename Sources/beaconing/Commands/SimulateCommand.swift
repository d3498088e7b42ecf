import BeaconTraffic
import BeaconTransform
import SearchCluster

/// `simulate`: labelled traffic as ECS events, for standard output, a file or a cluster.
struct SimulateCommand: Sendable {
    private let simulation: Simulation
    private let output: String?
    private let labels: String?
    private let feed: (index: String, cluster: ClusterSettings)?
    private let isList: Bool
    private let console: Console
    private let terminal: Terminal
    /// Hosts times hours up to which all events are held to be put in order: some 400 MB.
    private static let mostInOrder = 10_000

    init(_ words: TypedWords, in surroundings: Surroundings) throws(Failure) {
        terminal = Terminal(surroundings)
        console = Console(try MessageSettings(words), terminal: terminal)
        let minute = surroundings.clockSeconds - surroundings.clockSeconds % 60
        simulation = try TrafficSettings(words, in: surroundings, endSeconds: minute).simulation
        output = words.last(.output)
        labels = words.last(.labels)
        isList = words.has(.list)
        feed = try Self.feed(words, in: surroundings)
    }

    /// The index that is written to; a cluster that is only known from the surroundings is never written to.
    private static func feed(
        _ words: TypedWords, in surroundings: Surroundings
    ) throws(Failure) -> (index: String, cluster: ClusterSettings)? {
        guard words.has(.index) else {
            if words.has(.url) {
                throw Failure(.usage, "--url does not say where in the cluster", cure: "name an index with --index")
            }
            return nil
        }
        let names = words.all(.index)
        guard names.count == 1 else { throw Failure(.usage, "--index names more than one index to write to") }
        if let problem = IndexName.objection(toIndex: names[0]) {
            throw Failure(.configuration, "the index \(SafeText(names[0])) \(problem)")
        }
        if words.has(.output) {
            throw Failure(.usage, "--index and --output are two places for the events", cure: "leave out one of them")
        }
        guard let cluster = try ClusterSettings(words, in: surroundings) else {
            throw Failure(
                .configuration, "there is no cluster to write to", cure: "name one with --url or BEACONING_URL")
        }
        return (names[0], cluster)
    }

    func perform() async throws -> ExitCode {
        if isList {
            var list = try ResultOutput(file: output)
            try list.write(ProfileList(width: terminal.width).text)
            try list.finish()
            return .done
        }
        try FileIdentity.check(outputs: [("--output", output), ("--labels", labels)])
        if let feed { return try await perform(into: feed.index, feed.cluster) }
        var traffic = try TrafficOutput(events: output, labels: labels)
        if simulation.hosts * simulation.hours <= Self.mostInOrder {
            let day = OfficeDay(simulation)
            try traffic.add(day.events, day.labels)
        } else {
            try simulation.forEachHost { host in try traffic.add(host.events, host.labels) }
        }
        let counts = (events: traffic.eventCount, groups: traffic.groupCount, beacons: traffic.beaconCount)
        try traffic.finish()
        remark(counts.events, counts.groups, counts.beacons)
        return .done
    }

    /// Host by host, so that an office of any size needs the memory of a few.
    private func perform(into index: String, _ cluster: ClusterSettings) async throws -> ExitCode {
        for warning in cluster.warnings { console.warn(warning) }
        let client = try ClusterClient(configuration: console.observed(cluster.configuration))
        defer { client.shutdown() }
        var labelled = try TrafficOutput(events: nil, labels: labels)
        var feed = try await EventFeed(of: simulation, into: index, client: client)
        let office = Office(simulation)
        for host in 0..<office.hosts {
            try Task.checkCancellation()
            let traffic = office.traffic(ofHost: host)
            try await feed.add(traffic.events)
            try labelled.add([], traffic.labels)
            console.progress { _ in "\(host + 1) of \(office.hosts) hosts, \(feed.eventCount) events" }
        }
        try await feed.finish()
        console.endProgress()
        let counts = (groups: labelled.groupCount, beacons: labelled.beaconCount)
        try labelled.finish()
        remark(feed.eventCount, counts.groups, counts.beacons)
        if feed.alreadyThere > 0 { console.remark("\(feed.alreadyThere) of them were in \(SafeText(index)) already") }
        return .done
    }

    private func remark(_ events: Int, _ groups: Int, _ beacons: Int) {
        console.remark(
            "\(events) events of \(simulation.hosts) hosts in \(groups) groups, \(beacons) of "
                + "them beacons, up to \(PointOfTime(seconds: simulation.endSecond))")
    }
}
