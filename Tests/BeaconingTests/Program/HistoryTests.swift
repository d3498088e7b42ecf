import Foundation
import SearchCluster
import Synchronization
import TestSupport
import Testing

@Suite("A run with a history", .serialized)
struct HistoryTests {
    /// 2026-11-24 00:00:37.
    private static let nowSeconds: Int64 = 1_795_478_437
    /// `BEACONING_TEST_KILLS` asks for more than the few that every run of the tests affords.
    private static let kills = Int(ProcessInfo.processInfo.environment["BEACONING_TEST_KILLS"] ?? "") ?? 10

    /// A cluster of a few hosts, some of which beacon, and a program with a template for it.
    private final class Site {
        let cluster: ScriptedCluster
        let server: RudeServer
        var program: BuiltProgram
        private let template = "history.yml"
        /// Ends with each search that the cluster has answered.
        let searches: Searches

        init(seed: UInt64, groups: Int) throws {
            var random = SeededRandom(seed: seed)
            let cluster = ScriptedCluster(Site.documents(groups: groups, &random))
            // By the cluster's clock all hours of the test are over.
            cluster.stateIndex.clockMillis = (nowSeconds + 86_400) * 1000
            let searches = Searches()
            let server = try RudeServer { request in
                let behaviour = cluster.answer(request)
                if request.path.hasSuffix("_search") { searches.count() }
                return behaviour
            }
            var program = try BuiltProgram()
            program.environment["BEACONING_URL"] = server.url
            self.cluster = cluster
            self.searches = searches
            self.server = server
            self.program = program
            _ = try self.program.write(
                """
                extends: beaconing
                id: history
                version: "1"
                source: {index: [events], query: {bool: null, match_all: {}}}
                dest: {index: signals, aliases: []}
                """, to: template)
        }

        static func documents(groups: Int, late: Int64 = 0, _ random: inout SeededRandom) -> [ScriptedDocument] {
            (0..<groups).flatMap { group in
                (0..<Int.random(in: 5..<40, using: &random)).map { number in
                    let age = group % 2 == 0 ? Int64(number) * 600 : Int64.random(in: 0..<21_600, using: &random)
                    return ScriptedDocument([
                        "@timestamp": .integer((nowSeconds - age - late) * 1000),
                        "host.name": .string("host-\(group % 7)"),
                        "process.name": .string("p-\(group)"), "source.ip": "10.0.0.1", "source.bytes": 100,
                        "destination.ip": "203.0.113.9", "destination.bytes": .integer(Int64(number % 3)),
                    ])
                }
            }
        }

        func words(hour: Int64, _ more: [String]) -> [String] {
            [
                "run", "--template", template, "--now", "\(nowSeconds + hour * 3_600)", "--format", "ndjson",
            ] + more
        }
    }

    /// Counts the cluster's answers to searches, and says when one has been given.
    private final class Searches: Sendable {
        private let state = Mutex<(count: Int, continuation: AsyncStream<Int>.Continuation?)>((0, nil))

        func count() {
            state.withLock { state in
                state.count += 1
                state.continuation?.yield(state.count)
            }
        }

        /// The answers from now on, counted from 1, until somebody finishes it.
        func numbers() -> (AsyncStream<Int>, AsyncStream<Int>.Continuation) {
            let (stream, continuation) = AsyncStream<Int>.makeStream()
            state.withLock { $0 = (0, continuation) }
            return (stream, continuation)
        }
    }

    @Test("The second hour's run says what it kept, prints what a full one prints and writes the rest")
    func kept() async throws {
        let site = try Site(seed: 1, groups: 12)
        var messages: [String] = []
        for hour in 0..<2 as Range<Int64> {
            let kept = try await site.program.run(site.words(hour: hour, ["--state-dir", "state"]))
            #expect(kept.code == 0, "\(kept.messages)")
            let full = try await site.program.run(site.words(hour: hour, ["--state-dir", "state", "--no-history"]))
            #expect(kept.output == full.output && !kept.output.isEmpty)
            #expect(full.messages.contains(" 0 written") && !full.messages.contains("history:"))
            messages.append(kept.messages)
        }
        #expect(messages[0].contains("history: 0 of 6 hours kept, 6 read"), "\(messages[0])")
        #expect(messages[1].contains("history: 5 of 6 hours kept, 1 read"), "\(messages[1])")
        #expect(try site.program.names == ["history.yml", "state"])
    }

    @Test("A folder named by the environment is used, and one that cannot be is a warning")
    func environment() async throws {
        let site = try Site(seed: 2, groups: 4)
        site.program.environment["BEACONING_STATE_DIR"] = "elsewhere"
        let kept = try await site.program.run(site.words(hour: 0, ["-q"]))
        #expect(kept.code == 0, "\(kept.messages)")
        #expect(try site.program.names == ["elsewhere", "history.yml"])
        let unusable = try await site.program.run(site.words(hour: 0, ["--state-dir", "history.yml"]))
        #expect(unusable.code == 0 && unusable.output == kept.output)
        #expect(unusable.messages.contains("the whole window is read"), "\(unusable.messages)")
        let none = try await site.program.run(site.words(hour: 0, ["--state-dir", ""]))
        #expect(none.code == 64, "\(none.messages)")
    }

    @Test("Killed at any moment, the next run finds what a full one finds", .timeLimit(.minutes(10)))
    func killed() async throws {
        let site = try Site(seed: 3, groups: 30)
        var random = SeededRandom(seed: 3)
        var killed = 0
        var damaged = 0
        for round in 0..<Self.kills {
            let hour = Int64(round * 5 / Self.kills)
            let state = ["--state-dir", "state"]
            let (numbers, continuation) = site.searches.numbers()
            let running = try site.program.start(site.words(hour: hour, state))
            let ended = running.ended
            let end = Task {
                for await _ in ended {}
                continuation.finish()
            }
            // From the totals' answer on until after the hours are stored.
            let deadline = Int.random(in: 1...(round % 10 == 0 ? 9 : 3), using: &random)
            for await number in numbers where number == deadline { break }
            let moment = DispatchTime.now() + .microseconds(Int.random(in: 0..<30_000, using: &random))
            let process = running.process.processIdentifier
            DispatchQueue.global().asyncAfter(deadline: moment) { kill(process, SIGKILL) }
            await end.value
            killed += running.process.terminationReason == .uncaughtSignal ? 1 : 0
            if round % 5 == 4 {
                // Each few rounds there is something new to store.
                site.cluster.add(Array(Site.documents(groups: 3, late: -hour * 3_600, &random).prefix(20)))
            }
            let rerun = try await site.program.run(site.words(hour: hour, state))
            let full = try await site.program.run(site.words(hour: hour, ["--no-history"]))
            #expect(rerun.code == 0 && rerun.output == full.output, "round \(round): \(rerun.messages)")
            #expect(!rerun.output.isEmpty)
            damaged += rerun.messages.contains("damaged") ? 1 : 0
            #expect(rerun.messages.contains("history: "), "\(rerun.messages)")
        }
        #expect(killed >= Self.kills / 3 && damaged == 0, "\(killed) killed, \(damaged) damaged")
    }
}
