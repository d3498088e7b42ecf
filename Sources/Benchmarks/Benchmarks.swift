import BeaconScore
import BeaconTransform
import Foundation
import HTTPTransport
import SearchCluster

/// Measures the program beside other ways to the same end, its stages one by one, and how its cost grows.
///
/// `all` and `client` are for people; the other words are what they start, each in a process of its own.
@main
struct Benchmarks {
    static func main() async {
        do {
            try await run(Array(CommandLine.arguments.dropFirst()))
        } catch {
            FileHandle.standardError.write(Data("Benchmarks: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(_ words: [String]) async throws {
        let rest = Array(words.dropFirst())
        switch words.first {
        case "all": try await BenchSitting(rest).run(url: clusterURL())
        case "client": try await BenchSitting(rest).run(url: nil)
        case "feed": try await BenchIndex(traffic: traffic(rest), client: client()).fill()
        case "contend": try await contend(rest)
        case "verdicts": try await compareVerdicts(rest)
        case "write": try await WritingStage.write(with: client())
        case "log":
            guard rest.count == 2, let groups = Int(rest[0]) else { throw BenchFailure("log GROUPS FILE") }
            try GroupLog(groups: groups).write(to: rest[1])
        case "count":
            guard let work = rest.first.flatMap(CountedWork.init(rawValue:)) else { throw BenchFailure("no such work") }
            try work.run()
        default: throw BenchFailure("all or client, and then the names of traffic such as 10000x100")
        }
    }

    private static func clusterURL() throws -> String {
        guard let url = ProcessInfo.processInfo.environment["BEACONING_URL"] else {
            throw BenchFailure("set BEACONING_URL to a cluster that can spare the room, or measure the client alone")
        }
        return url
    }

    private static func client() throws -> ClusterClient {
        var transport = HTTPConfiguration()
        transport.requestTimeoutSeconds = 600
        return try ClusterClient(configuration: ClusterConfiguration(urls: [clusterURL()], transport: transport))
    }

    private static func traffic(_ words: [String]) throws -> GroupTraffic {
        guard let found = words.first.flatMap(GroupTraffic.init(name:)) else { throw BenchFailure("no such traffic") }
        return found
    }

    private static func contend(_ words: [String]) async throws {
        let index = BenchIndex(traffic: try traffic(words), client: try client())
        guard let contender = words.last.flatMap(Contender.init(rawValue:)) else {
            throw BenchFailure("no such contender")
        }
        let found = try await contender.verdicts(in: BenchWindow(index))
        print("\(found.count) groups, \(found.values.count { $0.isBeaconing }) beacon")
        FileHandle.standardError.write(Data(WireCount.line(index.client.traffic).utf8))
    }

    private static func compareVerdicts(_ words: [String]) async throws {
        let index = BenchIndex(traffic: try traffic(words), client: try client())
        let place = try BenchWindow(index)
        let own = try await OwnVerdicts(place: place).verdicts()
        for contender in words.dropFirst().compactMap(Contender.init(rawValue:)) {
            let differences = VerdictComparison.differences(own.judged, try await contender.verdicts(in: place))
            guard differences.isEmpty else {
                throw BenchFailure(
                    "\(contender.title) disagrees about \(differences.count) groups: \(differences[0])")
            }
        }
        let signals = try await OwnVerdicts(place: place).signals()
        let differences = VerdictComparison.differences(signals, own.judged.filter(\.value.isBeaconing))
        guard differences.isEmpty else { throw BenchFailure("the signals of a run differ: \(differences[0])") }
        print("\(own.counts.seen) groups, \(own.judged.count) judged, \(signals.count) beacon")
    }
}

extension Contender {
    /// What it says of every group; the program itself is run, not asked.
    func verdicts(in place: BenchWindow) async throws -> Verdicts {
        switch self {
        case .scripted: try await ScriptedContender(place: place).verdicts()
        case .composite: try await CompositeContender(place: place).verdicts()
        case .documents: try await DocumentsContender(place: place).verdicts()
        case .first, .hourly: throw BenchFailure("\(rawValue) is a program of its own")
        }
    }
}
