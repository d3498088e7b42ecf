import Foundation
import SearchCluster
import TestSupport
import Testing

/// Runners that are killed, doubled, stopped and divided write what one undisturbed runner would.
@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun), .serialized)
struct RunnerTests {
    /// `BEACONING_TEST_KILLS` asks for more than the few that every run of the tests affords.
    private static let kills = Int(ProcessInfo.processInfo.environment["BEACONING_TEST_KILLS"] ?? "") ?? 12

    @Test(
        "A run that is killed at any moment and run again leaves what an undisturbed one leaves",
        arguments: Engine.named)
    func killed(engine: Engine) async throws {
        try await RunnerGround.with(on: engine) { ground in
            var random = SeededRandom(seed: 5)
            var ends: [Int64] = []
            var unfinished = 0
            for kill in 0..<Self.kills {
                let end = ground.endSecond - Int64(kill) * 60
                ends.append(end)
                let run = ground.words("run", ["--now", "\(end)"])
                let seconds = 0.02 + Double(random.next() % 1_000) / 1_000
                let line = "timeout -s KILL \(seconds) \"$0\" " + run.joined(separator: " ")
                if try await ground.program.shell(line).code != 0 { unfinished += 1 }
                // The dead runner was of this machine, so nobody waits for its lease.
                let again = try await ground.program.run(run)
                #expect(again.code == 0, "\(again.messages)")
            }
            #expect(unfinished > 0)
            let (expected, written) = (try await ground.expected(ends), try await ground.written())
            #expect(!expected.isEmpty)
            #expect(written == expected)
        }
    }

    @Test(
        "A replay that is killed goes on where it was, and its windows are those of single runs",
        arguments: Engine.named)
    func killedReplay(engine: Engine) async throws {
        try await RunnerGround.with(on: engine) { ground in
            var random = SeededRandom(seed: 6)
            var to = ground.endSecond
            var ends: [Int64] = []
            var kills = 0
            while kills < Self.kills {
                let replay = ground.words(
                    "replay", ["--from", "\(to - 5_400)", "--to", "\(to)", "--step", "10m", "--parallel", "2"])
                let seconds = 0.05 + Double(random.next() % 500) / 1_000
                let outcome = try await ground.program.shell(
                    "timeout -s KILL \(seconds) \"$0\" " + replay.joined(separator: " "))
                if outcome.code != 0 { kills += 1 }
                // It was quicker than the kill: the next ones get other windows.
                guard outcome.code == 0 || kills == Self.kills else { continue }
                let whole = try await ground.program.run(replay)
                #expect(whole.code == 0, "\(whole.messages)")
                ends += (0...9).map { to - $0 * 600 }
                to -= 60
            }
            let expected = try await ground.expected(ends)
            #expect(!expected.isEmpty)
            #expect(try await ground.written() == expected)
        }
    }

    @Test(
        "Of two and of five at once all are done or told to come later, and the index is that of one",
        arguments: Engine.named)
    func atOnce(engine: Engine) async throws {
        try await RunnerGround.with(on: engine) { ground in
            for (count, more) in [(2, []), (5, []), (5, ["--wait"])] as [(Int, [String])] {
                let end = ground.endSecond - Int64(count + more.count) * 60
                var running: [BuiltProgram.Running] = []
                for _ in 0..<count {
                    running.append(try ground.program.start(ground.words("run", ["--now", "\(end)"] + more)))
                }
                var codes: [Int32] = []
                for process in running { codes.append(try await ground.program.end(of: process).code) }
                #expect(codes.contains(0))
                #expect(codes.allSatisfy { $0 == 0 || (more.isEmpty && $0 == 75) }, "\(codes)")
            }
            let ends = [2, 5, 6].map { ground.endSecond - $0 * 60 }
            #expect(try await ground.written() == ground.expected(ends))
        }
    }

    @Test("A runner that slept beyond its lease writes nothing after another has taken it", arguments: Engine.named)
    func stopped(engine: Engine) async throws {
        try await RunnerGround.with(on: engine) { ground in
            let run = ["run", "--template", "./runner.yml", "--now", "\(ground.endSecond)", "--lease", "3s"]
            let first = try ground.program.start(run + ["-v"])
            // It holds the lease and has begun to read: its messages say each request.
            let seen = try await ground.program.shell(
                "tail -n +1 -F '\(first.messages.path)' 2>/dev/null | grep -m1 _field_caps")
            #expect(seen.output.contains("_field_caps"))
            kill(first.process.processIdentifier, SIGSTOP)
            let second = try await ground.program.run(run + ["--wait", "-q"])
            #expect(second.code == 0, "\(second.messages)")
            let written = try await ground.written()
            kill(first.process.processIdentifier, SIGCONT)
            let outcome = try await ground.program.end(of: first)
            #expect(outcome.code == 75, "\(outcome.messages.suffix(400))")
            #expect(try await ground.written() == written)
            #expect(try await written == ground.expected([ground.endSecond]))
        }
    }

    private static let faketime = "/usr/bin/faketime"

    @Test(
        "Runners whose clocks are an hour apart run the same window, once",
        .enabled(if: FileManager.default.fileExists(atPath: faketime), "needs faketime"), arguments: Engine.named)
    func clocks(engine: Engine) async throws {
        try await RunnerGround.with(on: engine) { ground in
            // Ahead only: a clock that is behind may find the engine's new certificate not valid yet.
            for offset in ["+1h", "+0", "+2h"] {
                let run = ground.words("run", ["--every", "1h", "--once"]).joined(separator: " ")
                let outcome = try await ground.program.shell("\(Self.faketime) -f '\(offset)' \"$0\" \(run)")
                #expect(outcome.code == 0, "\(outcome.messages)")
            }
            let ends = Set(try await ground.state().compactMap { $0["window_end_seconds"]?.integer })
            // The hour may end between two of them.
            #expect(ends.count <= 2 && ends.allSatisfy { abs($0 - ground.endSecond) <= 3_600 })
            #expect(try await ground.written() == ground.expected(Array(ends)))
        }
    }

    @Test("One, two and four slices write the same documents", arguments: Engine.named)
    func slices(engine: Engine) async throws {
        try await RunnerGround.with(on: engine, hosts: 16) { ground in
            for count in [1, 2, 4] {
                let end = ground.endSecond - Int64(count) * 60
                for number in 1...count {
                    let outcome = try await ground.program.run(
                        ground.words("run", ["--now", "\(end)", "--slice", "\(number)/\(count)"]))
                    #expect(outcome.code == 0, "\(outcome.messages)")
                }
            }
            let ends = [1, 2, 4].map { ground.endSecond - $0 * 60 }
            #expect(try await ground.written() == ground.expected(ends))
        }
    }

    @Test(
        "A schedule makes up what was missed, moves its checkpoint and then has nothing to do; status says so",
        arguments: Engine.named)
    func schedule(engine: Engine) async throws {
        try await RunnerGround.with(on: engine) { ground in
            let run = ground.words("run", ["--every", "10m", "--once"])
            let first = try await ground.program.run(run)
            #expect(first.code == 0, "\(first.messages)")
            let lag = try await ground.program.run(ground.words("status", ["--max-lag", "1h"]))
            #expect(lag.code == 0 && lag.output.contains("nobody holds the lease"), "\(lag.output)\(lag.messages)")
            let behind = try await ground.program.run(ground.words("status", ["--max-lag", "1s"]))
            #expect(behind.code == 11, "\(behind.messages)")
            let json = try await ground.program.run(ground.words("status", ["--format", "json"]))
            let status = try #require(JSONValue(parsing: Array(json.output.utf8)))
            let pass = try #require(status["passes"]?.array?.first)
            let groups = try #require(pass["groups"])
            #expect(pass["outcome"]?.string == "done" && pass["mode"]?.string == "scheduled")
            let parts = ["too_few_events", "too_short_span", "judged"].compactMap { groups[$0]?.integer }
            #expect(groups["seen"]?.integer == parts.reduce(0, +))
            let end = try #require(pass["window_end_seconds"]?.integer)
            #expect(end % 600 == 0)
            #expect(try await ground.written() == ground.expected([end]))
        }
    }

    @Test("Signals older than the retention policy are deleted, and no others", arguments: Engine.named)
    func retention(engine: Engine) async throws {
        let policy = #"retention_policy: {time: {field: "@timestamp", max_age: 2h}}"#
        try await RunnerGround.with(on: engine, hours: 12, retention: policy) { ground in
            let old = ground.endSecond - 4 * 3_600
            for end in [old, ground.endSecond] {
                let outcome = try await ground.program.run(ground.words("run", ["--now", "\(end)"]))
                #expect(outcome.code == 0, "\(outcome.messages)")
                #expect(!outcome.messages.contains("were not deleted"), "\(outcome.messages)")
                // What was written a moment ago is not seen by every search yet.
                #expect(try await !ground.written().isEmpty)
            }
            let cutoff = Date(timeIntervalSince1970: Double(ground.endSecond - 2 * 3_600)).ISO8601Format()
            let written = try await ground.events.documents(of: ground.destination).values
            #expect(!written.isEmpty)
            #expect(written.allSatisfy { ($0["@timestamp"]?.string ?? "") >= cutoff.dropLast(1) })
            let expired = try await ground.state().compactMap { $0["signals"]?["expired"]?.integer }
            #expect(expired.max() ?? 0 > 0)
        }
    }
}
