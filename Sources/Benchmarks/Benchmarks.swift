import BeaconScore
import BeaconTransform
import Foundation
import HTTPTransport
import SearchCluster

/// Measures the program beside other ways to the same end, its stages one by one, and how its cost grows.
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
        let environment = ProcessInfo.processInfo.environment
        func client() throws -> ClusterClient {
            guard let url = environment["BEACONING_URL"] else { throw BenchFailure("no cluster is named") }
            var transport = HTTPConfiguration()
            transport.requestTimeoutSeconds = 600
            return try ClusterClient(configuration: ClusterConfiguration(urls: [url], transport: transport))
        }
        func traffic(_ name: String?) throws -> GroupTraffic {
            guard let found = name.flatMap(GroupTraffic.init(name:)) else { throw BenchFailure("no such traffic") }
            return found
        }
        switch words.first {
        case "feed":
            try await BenchIndex(traffic: traffic(words.dropFirst().first), client: client()).fill()
        case "contend":
            let index = BenchIndex(traffic: try traffic(words.dropFirst().first), client: try client())
            guard let contender = words.last.flatMap(Contender.init(rawValue:)) else {
                throw BenchFailure("no such contender")
            }
            let found = try await contender.verdicts(in: BenchWindow(index))
            print("\(found.count) groups, \(found.values.count { $0.isBeaconing }) beacon")
            FileHandle.standardError.write(Data(WireCount.line(index.client.traffic).utf8))
        case "verdicts":
            let index = BenchIndex(traffic: try traffic(words.dropFirst().first), client: try client())
            let place = try BenchWindow(index)
            let own = try await OwnVerdicts(place: place).verdicts()
            for contender in words.dropFirst(2).compactMap(Contender.init(rawValue:)) {
                let differences = VerdictComparison.differences(own.judged, try await contender.verdicts(in: place))
                guard differences.isEmpty else {
                    throw BenchFailure(
                        "\(contender.title) disagrees about \(differences.count) groups: \(differences[0])")
                }
            }
            print("\(own.counts.seen) groups, \(own.judged.count) judged")
        case "compare":
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("beaconing-bench").path
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let place = try BenchPlace(url: environment["BEACONING_URL"] ?? "", folder: folder)
            let comparison = Comparison(traffic: try traffic(words.dropFirst().first), bench: place, rounds: 3)
            let outcome = try await comparison.outcome(
                of: words.count > 2 ? words.dropFirst(2).compactMap(Contender.init(rawValue:)) : Contender.allCases)
            print(outcome)
        case "count":
            guard let work = words.last.flatMap(CountedWork.init(rawValue:)) else { throw BenchFailure("no such work") }
            try work.run()
        case "stages":
            for stage in JudgingStage.all { print(stage.name, Int(stage.measured().median)) }
            let decoding = DecodingStage()
            print(decoding.name, Int(try decoding.measured().median / 1e6), "MB/s")
        default:
            throw BenchFailure("not a word that is known")
        }
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
