import BeaconScore
import HTTPTransport
import SearchCluster
import TestSupport

@testable import BeaconTransform

/// A template's run over a scripted cluster.
struct ScriptedPull {
    static let window = Window(nowSeconds: 1_795_478_437, parameters: MetricParameters())

    let cluster: ScriptedCluster
    let server: RudeServer
    let client: ClusterClient
    var template = SignalSamples.template()
    var tuning = PullTuning()
    var window = ScriptedPull.window

    init(_ cluster: ScriptedCluster) throws {
        self.cluster = cluster
        server = try RudeServer { cluster.answer($0) }
        var configuration = ClusterConfiguration(urls: [server.url], pause: { _ in })
        configuration.transport.requestTimeoutSeconds = 30
        client = try ClusterClient(configuration: configuration)
    }

    init(_ events: [NaiveGroups.Event], isOpenSearch: Bool = false, faults: Set<ScriptedCluster.Fault> = []) throws {
        try self.init(ScriptedCluster(events.map(\.scripted), isOpenSearch: isOpenSearch, faults: faults))
    }

    /// Sets page sizes so that pages end inside groups and hosts.
    func paged(groups: Int, buckets: Int) -> ScriptedPull {
        var paged = self
        (paged.tuning.groupsPerPage, paged.tuning.bucketsPerPage) = (groups, buckets)
        return paged
    }

    /// Judges the window.
    func result(keeping: GroupJudge.Keeping = .judged) async throws -> WindowResult {
        try await ClusterPairSource.with(template, client: client, tuning: tuning) { source in
            try await TransformRun(template, window: window, keeping: keeping)
                .result(from: source, warnings: source.warnings)
        }
    }

    /// The error that judging the window ends with; `nil` when it succeeds.
    func failure() async throws -> ClusterError? {
        do {
            _ = try await result()
            return nil
        } catch let error as ClusterError {
            return error
        }
    }
}

extension NaiveGroups.Event {
    /// The event as a document of a scripted cluster.
    var scripted: ScriptedDocument {
        var fields: [String: JSONValue] = [:]
        fields["host.name"] = hosts.first.map(JSONValue.string)
        fields["process.name"] = processes.first.map(JSONValue.string)
        fields["@timestamp"] = timesMillis.first.map(JSONValue.integer)
        fields["event.ingested"] = ingestedMillis.first.map(JSONValue.integer)
        fields["source.bytes"] = sourceBytes.first.map(JSONValue.integer)
        fields["destination.bytes"] = destinationBytes.first.map(JSONValue.integer)
        fields["destination.ip"] = destinations.first.map(JSONValue.string)
        fields["source.ip"] = sources.first.map(JSONValue.string)
        return ScriptedDocument(fields)
    }

    /// Events of a few hosts: beacons, people, and groups that are too small or too short to be judged.
    static func office(seed: UInt64, groups: Int = 24) -> [Self] {
        var random = SeededRandom(seed: seed)
        let now = ScriptedPull.window.nowSeconds * 1000
        var events: [Self] = []
        for group in 0..<groups {
            let host = ["é", "e\u{301}", "H", "h", "host-1", "host-2"][group % 6]
            let minutes = [2, 5, 7, 10][Int.random(in: 0..<4, using: &random)]
            let times: [Int64] =
                switch group % 5 {
                case 0, 1:
                    // The last two lie before the window, the very last before what is looked back at.
                    (0..<Int64.random(in: 20...30, using: &random)).map { $0 * Int64(minutes) * 60_000 + 500 }
                        + [23_400_000 + Int64(group), 28_800_000]
                case 2: (0..<40).map { _ in Int64.random(in: -80_000..<21_700_000, using: &random) }
                case 3: (0..<Int64.random(in: 1...7, using: &random)).map { $0 * 1_200_000 }
                default: (0..<20).map { _ in Int64.random(in: 0..<300_000, using: &random) }
                }
            for time in times {
                let bytes = group % 5 == 2 ? Int64.random(in: 1...100_000, using: &random) : 100
                events.append(
                    Self(
                        hosts: [host], processes: ["p\(group / 2)"], timesMillis: [now - time],
                        ingestedMillis: random.chance(0.9) ? [now - time + 700] : [],
                        sourceBytes: random.chance(0.95) ? [bytes] : [],
                        destinationBytes: [random.chance(0.9) ? 20 * bytes : 0],
                        // So few that many are equally frequent, and more than a signal lists.
                        destinations: ["203.0.113.\(Int.random(in: 0..<16, using: &random))"],
                        sources: ["10.0.0.\([9, 10, 100][Int.random(in: 0..<3, using: &random)])"]))
            }
        }
        return events.shuffled(using: &random)
    }
}

extension NaiveGroups {
    /// What a cluster is to say of a group: the newest event's time comes with the first's, and not as a largest value again.
    func clusterContext(_ key: GroupKey) -> GroupContext {
        var context = context(key)
        (context.newestMillis, context.largestMillis[0]) = (context.largestMillis[0], nil)
        return context
    }
}
