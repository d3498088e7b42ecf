/// A process on a host and what it does.
struct HostProcess {
    /// One kind of traffic, and whose addresses and moments it uses.
    struct Activity {
        var profile: TrafficProfile
        var owner: String
    }

    var name: String
    var executable: String
    /// What it does, a beacon before all else.
    var activities: [Activity]
}

/// The making of one host: what is made so far.
struct HostMaking {
    private let office: Office
    private let index: Int
    private let name: String
    private let presence: Presence
    private let sourceIPv4: String
    private let sourceIPv6: String
    private var events: [TrafficEvent] = []
    private var labels: [TrafficLabel] = []

    init(office: Office, index: Int, name: String, presence: Presence) {
        self.office = office
        self.index = index
        self.name = name
        self.presence = presence
        // 250 hosts to a network, from 10.20.0.0 on; beyond 58,750 networks the numbers start again.
        let network = index / 250 % 58_750
        sourceIPv4 = "10.\(20 + network / 250).\(network % 250).\(index % 250 + 2)"
        sourceIPv6 = "fd00:20::" + String(index + 2, radix: 16)
    }

    /// Adds what a process does, and its label when it did anything.
    mutating func run(_ process: HostProcess) {
        var random = SeededGenerator(seed: office.seed, number: index, name: "process", part: process.name)
        let processID = Int(random.integer(in: 210...32_760))
        let before = events.count
        var beaconEvents = 0
        var called: Set<String> = []
        for activity in process.activities {
            let start = events.count
            run(activity, of: process, processID)
            if activity.profile.isBeacon {
                beaconEvents += events.count - start
                called.formUnion(events[start...].lazy.map(\.destinationIP))
            }
        }
        guard events.count > before else { return }
        // A beacon that has not called has not been there: then the process is what else it is.
        let seen = process.activities.filter { !$0.profile.isBeacon || beaconEvents > 0 }
        let timed = seen.first { $0.profile.timing.periodSeconds != nil } ?? seen.first
        labels.append(
            TrafficLabel(
                host: name, process: process.name, profile: seen.map(\.profile.name).joined(separator: "+"),
                isBeacon: beaconEvents > 0, periodSeconds: timed?.profile.timing.periodSeconds,
                jitter: timed?.profile.timing.jitter, law: timed?.profile.timing.name ?? "",
                beaconDestinations: called.sorted(), events: events.count - before, beaconEvents: beaconEvents))
    }

    private mutating func run(_ activity: HostProcess.Activity, of process: HostProcess, _ processID: Int) {
        let destinations = activity.profile.destinations
        let pool = office.addresses.pool(destinations, of: activity.owner)
        var random = SeededGenerator(seed: office.seed, number: index, name: process.name, part: activity.owner)
        let sticky = random.index(below: pool.ipv4.count)
        let connections = activity.profile.connections(
            in: presence.spans(of: activity.profile.rhythm), of: office.clock.duration, random: &random)
        events.reserveCapacity(events.count + connections.count)
        for (number, connection) in connections.enumerated() {
            let isIPv6 = !pool.ipv6.isEmpty && random.chance(destinations.ipv6Share)
            let choice =
                switch destinations.choice {
                case .sticky: sticky
                case .rotating: number % pool.ipv4.count
                case .popular: popular(of: pool.ipv4.count, &random)
                }
            // Rounded down, so that nothing happens at the end itself.
            let timeMillis = office.startMillis + Int64(connection.endSeconds * 1000)
            events.append(
                TrafficEvent(
                    timeMillis: timeMillis, ingestedMillis: timeMillis + random.integer(in: 900...6_200), host: name,
                    process: process.name, executable: process.executable, processID: processID,
                    sourceIP: isIPv6 ? sourceIPv6 : sourceIPv4,
                    sourcePort: Int(random.integer(in: 49_152...65_535)),
                    destinationIP: isIPv6 ? pool.ipv6[choice] : pool.ipv4[choice],
                    destinationPort: destinations.port, transport: destinations.transport,
                    sourceBytes: connection.sourceBytes, destinationBytes: connection.destinationBytes))
        }
    }

    /// An index of which small ones are far more frequent: half of the draws fall into the first eighth.
    private func popular(of count: Int, _ random: inout SeededGenerator) -> Int {
        let fraction = random.unit()
        return min(count - 1, Int(Double(count) * fraction * fraction * fraction))
    }

    /// The host with its events in order of time; what happens in the same millisecond keeps the order it was made in.
    consuming func finished() -> HostTraffic {
        HostTraffic(host: name, events: events.inOrderOfTime(), labels: labels)
    }
}

extension [TrafficEvent] {
    /// The events sorted by time, equal times in the order they had.
    ///
    /// Pairs of time and place are sorted instead of the events: an event is large, and its strings would be counted up
    /// and down at every move.
    func inOrderOfTime() -> [TrafficEvent] {
        var order = indices.map { (timeMillis: self[$0].timeMillis, place: $0) }
        order.sort { ($0.timeMillis, $0.place) < ($1.timeMillis, $1.place) }
        return order.map { self[$0.place] }
    }
}
