import BeaconTraffic
import Foundation
import HTTPTransport
import SearchCluster
import TestSupport
import Testing

/// Events of an office on an engine, and a template whose signals and state are this test's own.
struct RunnerGround: ~Copyable {
    let engine: Engine
    let events: TestIndex
    /// The program, with a template in its folder.
    var program: BuiltProgram
    /// The end of the events, a whole minute.
    let endSecond: Int64

    /// The index that signals go to.
    var destination: String { "test-signals-\(events.name)" }
    private var stateIndex: String { "test-state-\(events.name)" }

    /// Makes the ground, runs `work` on it and removes everything.
    static func with(
        on engine: Engine, hosts: Int = 8, hours: Int = 8, retention: String = "",
        _ work: (borrowing RunnerGround) async throws -> Void
    ) async throws {
        let end = Int64(Date().timeIntervalSince1970) / 60 * 60
        let writer = ECSWriter()
        let documents = OfficeDay(seed: 11, hosts: hosts, endSecond: end, hours: hours).events.map { event in
            var line: [UInt8] = []
            writer.append(event, to: &line)
            return Array(line.prefix { $0 != 0x0A })
        }
        try await TestIndex.with(on: engine, mapping: ProgramTests.mapping(), documents: documents) { index in
            var ground = RunnerGround(engine: engine, events: index, program: try BuiltProgram(), endSecond: end)
            ground.program.environment = engine.environment
            ground.program.environment["BEACONING_STATE_INDEX"] = ground.stateIndex
            ground.program.environment["COLUMNS"] = "200"
            _ = try ground.program.write(
                """
                extends: beaconing
                id: runner
                version: "1"
                description: for a test
                source: {index: [\(index.name)]}
                dest: {index: \(ground.destination), aliases: [{alias: all-\(index.name)}]}
                \(retention)
                """, to: "runner.yml")
            do {
                try await work(ground)
            } catch {
                try await ground.clean()
                throw error
            }
            try await ground.clean()
        }
    }

    private borrowing func clean() async throws {
        for name in [destination, stateIndex] { try await TestIndex.remove(name, with: events.client) }
    }

    /// The words of a verb with this ground's template.
    func words(_ verb: String, _ more: [String]) -> [String] { [verb, "--template", "./runner.yml", "-q"] + more }

    /// The documents that windows with these ends should give, by what `preview` prints.
    borrowing func expected(_ ends: [Int64]) async throws -> [String] {
        var lines: [String] = []
        for end in ends {
            let outcome = try await program.run(words("preview", ["--format", "ndjson", "--now", "\(end)"]))
            try #require(outcome.code == 0, "\(outcome.messages)")
            lines += outcome.lines.filter { !$0.isEmpty }.map(String.init)
        }
        return lines.sorted()
    }

    /// The documents that are in the destination.
    borrowing func written() async throws -> [String] {
        try await events.documents(of: destination).values.map(\.text).sorted()
    }

    /// What the state index holds.
    borrowing func state() async throws -> [JSONValue] { Array(try await events.documents(of: stateIndex).values) }
}
