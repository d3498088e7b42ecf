import Foundation
import SearchCluster
import Synchronization
import TestSupport
import Testing

@testable import beaconing

@Suite("Watching signals come")
struct WatchTests {
    /// 2026-11-24 18:10:00.
    private static let now: Int64 = 1_795_543_800

    private static func signal(_ host: String, priority: Int64 = 50) -> ScriptedSignals.Signal {
        ScriptedSignals.Signal(
            host: host, process: "implant.exe", endSeconds: now - 600, end: "2026-11-24T18:00:00.000Z",
            priority: priority)
    }

    /// A refusal of the credentials, which ends the program.
    private static let refusal = Behaviour.json(
        #"{"error":{"type":"security_exception","reason":"scripted"},"status":401}"#, status: 401)

    /// A server that lets `look` do something before each look after the first and refuses the last; a first look with `--since` is
    /// two searches, and one of the others with something new as well.
    private static func server(
        _ index: ScriptedSignals, last: Int, _ before: @escaping @Sendable (Int) -> Behaviour? = { _ in nil }
    ) throws -> RudeServer {
        try RudeServer { request in
            if request.position >= last { return refusal }
            return before(request.position) ?? index.answer(request)
        }
    }

    @Test("The last hour comes first, then what is new, a line each below one heading, as wide as the terminal")
    func text() async throws {
        let index = ScriptedSignals(nowSeconds: Self.now)
        index.add(Self.signal("alpha"), Self.signal("low", priority: 10))
        let server = try Self.server(index, last: 4) { position in
            if position == 2 { index.add(Self.signal("beta\u{1B}[2J", priority: 90)) }
            return nil
        }
        var program = try BuiltProgram()
        program.environment["COLUMNS"] = "80"
        let outcome = try await program.run(
            "watch", "--url", server.url, "--every", "1s", "--since", "1h", "--min-priority", "20")
        #expect(outcome.code == 77, "\(outcome.messages)")
        #expect(
            outcome.output == """
                TIME (UTC)   PRIO  HOST           PROCESS        PERIOD  JITTER  DESTINATION
                11-24 18:00    50  alpha          implant.exe      5.0m    20 %  203.0.113.9:443
                11-24 18:00    90  beta\\u{1B}[2J  implant.exe      5.0m    20 %  203.0.113.9:443

                """)
    }

    @Test("As NDJSON each signal is its document, and nothing else is on standard output")
    func documents() async throws {
        let index = ScriptedSignals(nowSeconds: Self.now)
        let server = try Self.server(index, last: 3) { position in
            if position == 1 { index.add(Self.signal("beta")) }
            return nil
        }
        let program = try BuiltProgram()
        let outcome = try await program.run("watch", "--url", server.url, "--every", "1s", "--format", "ndjson")
        #expect(outcome.code == 77)
        let lines = outcome.lines.dropLast().map { JSONValue(parsing: Array($0.utf8)) }
        #expect(lines.count == 1 && lines[0]?["host"]?["name"] == "beta")
        #expect(lines[0]?["_id"]?.string == "beaconing beta implant.exe \(Self.now - 600)")
    }

    @Test("What passes is said once and asked again: an index that is not there, a cluster that does not answer")
    func trouble() async throws {
        let index = ScriptedSignals(nowSeconds: Self.now, isThere: false)
        let server = try Self.server(index, last: 6) { position in
            switch position {
            case 1: index.add(Self.signal("alpha"))
            case 3, 4: return .close
            default: break
            }
            return nil
        }
        let program = try BuiltProgram()
        let outcome = try await program.run("watch", "--url", server.url, "--every", "1s", "--retries", "0")
        #expect(outcome.code == 77, "\(outcome.messages)")
        #expect(outcome.output.contains("alpha"))
        let told = outcome.messages.split(separator: "\n").map(String.init)
        #expect(told.count == 4, "\(outcome.messages)")
        #expect(
            told.first
                == "beaconing: warning: there is no ml_beaconing.all yet: waiting for it; beaconing install makes it, "
                + "and so does the first run")
        #expect(told.dropFirst().first?.hasSuffix("; it is asked again") == true)
        #expect(told.dropFirst(2).first == "the cluster answers again")
    }

    @Test("It stays until it is told to stop", arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
    func stopped(_ signal: Int32, _ code: Int32) async throws {
        let index = ScriptedSignals(nowSeconds: Self.now)
        let server = try RudeServer { index.answer($0) }
        let program = try BuiltProgram()
        // Not due again for a day: it waits when it is told.
        let running = try program.start(["watch", "--url", server.url, "--every", "1d"])
        await server.requests(reach: 1)
        kill(running.process.processIdentifier, signal)
        let outcome = try await program.end(of: running)
        #expect(outcome.code == code && outcome.output.isEmpty)
        #expect(outcome.messages == "beaconing: stopped\n")
    }

    @Test("It ends when nobody reads what it prints")
    func noReader() async throws {
        let index = ScriptedSignals(nowSeconds: Self.now)
        index.add(Self.signal("alpha"))
        let server = try RudeServer { request in
            // New in each look.
            index.add(Self.signal("host\(request.position)"))
            return index.answer(request)
        }
        let program = try BuiltProgram()
        let outcome = try await program.shell(
            "\"$0\" watch --url \(server.url) --every 1s --since 1h | head -n 2")
        #expect(outcome.code == 0 && outcome.lines.count == 3)
    }

    @Test(
        "What cannot be is said with the words that are wrong",
        arguments: [
            (["--every", "0s"], "--every"), (["--every", "2d"], "--every is a time from 1s to 1d"),
            (["--since", "yesterday"], "--since"), (["--since", "0h"], "--since must be more than nothing"),
            (["--min-priority", "101"], "--min-priority is a whole number from 0 to 100"),
            (["--format", "csv"], "--format"),
        ])
    func usage(_ words: [String], _ part: String) async throws {
        let program = try BuiltProgram()
        let outcome = try await program.run(["watch", "--url", "http://127.0.0.1:1"] + words)
        #expect(outcome.code == 64 && outcome.messages.contains(part), "\(outcome.messages)")
    }

    @Test("Without a cluster it says what to name")
    func noCluster() async throws {
        let outcome = try await BuiltProgram().run("watch")
        #expect(outcome.code == 78 && outcome.messages.contains("name one with --url or BEACONING_URL"))
    }
}
