import BeaconTraffic
import SearchCluster

/// Made events on their way into an index, each under an id that the simulation and its place in it make.
struct EventFeed: ~Copyable {
    private let writer: BulkWriter
    private let stem: String
    private var waiting: [BulkDocument] = []
    private var line: [UInt8] = []
    /// How many events there were so far.
    private(set) var eventCount = 0
    /// How many of them the index had already.
    private(set) var alreadyThere = 0
    private static let atOnce = 10_000

    /// Makes the index when it is missing.
    init(of simulation: Simulation, into index: String, client: ClusterClient) async throws(ClusterError) {
        _ = try await client.create(DestinationIndex(name: index, mappings: Self.mappings, aliases: []))
        writer = BulkWriter(index: index, with: client)
        let profiles = simulation.profiles.map { "-" + $0.name }.joined()
        stem =
            "simulated-\(simulation.seed)-\(simulation.hosts)-\(simulation.hours)-\(simulation.endSecond)\(profiles)-"
    }

    /// Adds events; they are sent when there are enough of them.
    mutating func add(_ events: [TrafficEvent]) async throws {
        for event in events {
            line.removeAll(keepingCapacity: true)
            ECSWriter().append(event, to: &line)
            // Without the newline.
            waiting.append(BulkDocument(id: stem + String(eventCount), source: Array(line.dropLast())))
            eventCount += 1
        }
        if waiting.count >= Self.atOnce { try await send() }
    }

    /// Sends what is left.
    mutating func finish() async throws { try await send() }

    private mutating func send() async throws {
        let documents = waiting
        waiting = []
        for outcome in try await writer.create(documents) {
            switch outcome {
            case .created: continue
            case .alreadyThere: alreadyThere += 1
            case .refused(_, let type, let reason):
                throw Failure(.badData, "the cluster refused an event (\(SafeText(type)): \(SafeText(reason)))")
            case .unavailable(let reason):
                throw Failure(
                    .unreachable, "the cluster could not take all events: \(SafeText(reason))",
                    cure: "run the same again: what is there already stays")
            }
        }
    }

    /// What an endpoint agent's events need to be grouped, counted and found.
    private static let mappings: JSONValue = {
        let keyword: JSONValue = ["type": "keyword"]
        let long: JSONValue = ["type": "long"]
        let side: JSONValue = ["properties": ["ip": ["type": "ip"], "port": long, "bytes": long]]
        return [
            "dynamic": false,
            "properties": [
                "@timestamp": ["type": "date"],
                "event": ["properties": ["action": keyword, "category": keyword, "ingested": ["type": "date"]]],
                "host": ["properties": ["name": keyword]],
                "process": ["properties": ["name": keyword, "executable": keyword, "pid": long]],
                "source": side, "destination": side, "network": ["properties": ["transport": keyword]],
            ],
        ]
    }()
}
