import Foundation
import HTTPTransport
import SearchCluster

/// Writing documents the size of signals to a cluster, each under an id of its own.
struct WritingStage {
    static let documents = 20_000

    /// Writes them; what is there already counts for nothing.
    static func write(with client: ClusterClient) async throws {
        var random = SplitMix(state: GroupTraffic.seed)
        let documents = (0..<documents).map { number in
            // About as long as a signal with three destinations.
            let numbers = (0..<60).map { _ in Int.random(in: 1_000_000...9_999_999, using: &random) }
            let source: JSONValue = [
                "host": .string("host-\(number)"),
                "figures": .object(
                    numbers.enumerated().map { .init("figure_\($0.offset)", .integer(Int64($0.element))) }),
            ]
            return BulkDocument(id: "benchmark-\(number)", source: source.bytes)
        }
        let outcomes = try await BulkWriter(index: BenchPlace.signals, with: client).create(documents)
        guard outcomes.allSatisfy({ $0 == .created }) else { throw BenchFailure("documents were not written") }
    }

    /// How many a second, over the wall clock and over the client's processor time.
    static func measured(at bench: BenchPlace) async throws -> (wall: Double, processor: Double) {
        try await bench.removeSignals()
        _ = try await bench.client.send(
            ClusterCall(
                .put, [BenchPlace.signals],
                body: Array(#"{"mappings":{"dynamic":false},"settings":{"number_of_replicas":0}}"#.utf8),
                to: "benchmarking"))
        let figures = try bench.own(["write"]).run()
        try await bench.removeSignals()
        return (Double(documents) / figures.wallSeconds, Double(documents) / figures.processorSeconds)
    }
}
