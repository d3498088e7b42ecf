import Foundation
import SearchCluster
import TestSupport
import Testing

@Suite("Secrets do not leak", .timeLimit(.minutes(10)))
struct LeakTests {
    /// What verbs are typed with; each leaves its results, messages and files.
    private static let verbs: [[String]] = [
        ["run", "-v", "--metrics-file", "figures.prom", "--state-dir", "kept", "--dead-letter", "refused.ndjson"],
        ["preview", "-v", "--log-format", "ecs"], ["status", "-v"], ["doctor", "-v"],
        ["explain", "-v", "--stored", "h", "p"],
        ["simulate", "-v", "--hosts", "1", "--hours", "1", "--profile", "rare", "--index", "made"],
        ["install", "-v", "--dashboards-url", "URL"],
        ["run", "--every", "1h", "--once", "--log-format", "ecs", "-v", "--metrics-file", "figures.prom"],
        ["config", "show"], ["dashboards", "draw", "-v"], ["uninstall", "-v"],
        ["replay", "-v", "--from", "2026-11-23T10:00:00Z", "--to", "2026-11-23T11:00:00Z"],
        ["install", "roles", "--apply", "--credentials", "made.secret"],
    ]

    /// A server that repeats each request, headers and all, with the status that its path begins with.
    private static func echo() throws -> RudeServer {
        try RudeServer { request in
            let parts = request.path.split(separator: "/")
            let status = parts.first.flatMap { Int($0) } ?? 500
            let headers = request.headers.map { "\($0.name): \($0.value)" }.joined(separator: "; ")
            let error: JSONValue = [
                "error": ["type": .string("echo"), "reason": .string(headers), "root_cause": []],
                "message": .string(headers), "status": .integer(Int64(status)),
            ]
            switch status {
            case 200: return .text("<html>\(headers)</html>")
            case 302: return .text(headers, status: 302, headers: [("Location", "http://127.0.0.1:9/?\(headers)")])
            default:
                return .answer(status: status, headers: [("Content-Type", "application/json")], body: error.bytes)
            }
        }
    }

    /// Everything that a run has left, apart from what was laid there before it.
    private func traces(of outcome: BuiltProgram.Outcome, in program: borrowing BuiltProgram, but files: [String])
        -> String
    {
        var all = outcome.output + outcome.messages
        let paths = FileManager.default.enumerator(atPath: program.folder.path)?.allObjects as? [String] ?? []
        for path in paths where !files.contains(path) && !path.hasPrefix(".") {
            let bytes = FileManager.default.contents(atPath: program.folder.path + "/" + path) ?? Data()
            all += "\n\(path): " + String(decoding: bytes, as: UTF8.self)
        }
        return all
    }

    private func program(with place: LeakPlace) throws -> BuiltProgram {
        var program = try BuiltProgram()
        for (name, text) in place.files {
            let path = try program.write(text, to: name)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        }
        let folder = program.folder.path
        program.environment = place.environment.mapValues { $0.replacing("DIR", with: folder) }
        return program
    }

    private func check(_ place: LeakPlace, _ words: [String], at url: String) async throws -> BuiltProgram.Outcome {
        let program = try program(with: place)
        var words = words.map { $0 == "URL" ? url : $0 } + place.words
        if !words.starts(with: ["config"]) { words += ["--retries", "0"] }
        // The address with the secret in it takes the place of the server's.
        if place.environment["BEACONING_URL"] == nil { words += ["--url", url] }
        let outcome = try await program.run(words)
        let left = traces(of: outcome, in: program, but: Array(place.files.keys))
        for trace in LeakPlace.traces { #expect(!left.contains(trace), "\(words): \(trace) in\n\(left)") }
        return outcome
    }

    @Test("Whatever a server does with the request", arguments: LeakPlace.all)
    func servers(_ place: LeakPlace) async throws {
        let (echo, deaf) = (try Self.echo(), try DeafPort())
        let plain = try RawServer(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
        let authority = try TestCertificate.authority()
        let stranger = try TLSServer(before: echo, [try authority.server(), authority])
        var targets = [401, 403, 500, 503, 200, 302].map { "\(echo.url)/\($0)" }
        targets += [deaf.url, "https://127.0.0.1:\(plain.port)", stranger.url]
        let number = LeakPlace.all.firstIndex { $0.testDescription == place.testDescription } ?? 0
        // Each place meets each server with another verb, and over all places each server meets each verb.
        // What does not travel cannot come back, whatever the server says.
        for (turn, target) in targets.enumerated() where place.isSent || turn % 3 == number % 3 {
            let verb = Self.verbs[(turn + number) % Self.verbs.count]
            let outcome = try await check(place, verb, at: target)
            #expect(outcome.code != 0 || verb[0] == "config", "\(verb) at \(target): \(outcome.output)")
        }
        // Records of passes are written to the cluster, where more people read them.
        let written = echo.requests.map { $0.target + $0.text }.joined()
        for trace in LeakPlace.traces { #expect(!written.contains(trace), "\(trace) in \(written)") }
        let sent = echo.requests.flatMap { $0.headers("authorization") + $0.headers("x-amz-security-token") }
        if place.isSent, !place.testDescription.hasPrefix("the credentials of dash") {
            #expect(!sent.isEmpty, "nothing was sent that could have come back")
        }
    }

    @Test(
        "The credentials of dashboards, by a server of dashboards that repeats them", arguments: [401, 403, 500, 302])
    func dashboards(_ status: Int) async throws {
        let echo = try Self.echo()
        let cluster = try RudeServer { request in
            request.path == "/"
                ? .json(#"{"version":{"number":"9.5.0","build_flavor":"default"}}"#)
                : .json(#"{"error":{"type":"index_not_found_exception"}}"#, status: 404)
        }
        let place = try #require(LeakPlace.all.last)
        let outcome = try await check(
            place, ["install", "-v", "--dry-run", "--dashboards-url", "\(echo.url)/\(status)"], at: cluster.url)
        #expect(outcome.code != 0, "\(outcome.output)")
        let sent = echo.requests.flatMap { $0.headers("authorization") }
        #expect(sent.contains("Basic " + Data("user:\(LeakPlace.canary)".utf8).base64EncodedString()))
    }

    @Test("A cluster that repeats them as the reason why it refuses a document", arguments: [0, 100, 240, 290])
    func documents(_ padding: Int) async throws {
        let server = try RudeServer { request in
            switch (request.method, request.path) {
            case ("GET", "/"): return .json(#"{"version":{"number":"9.5.0","build_flavor":"default"}}"#)
            case ("POST", let path) where path.hasSuffix("/_bulk"):
                let action = request.text.split(separator: "\n").first.map { Array($0.utf8) } ?? []
                let id = JSONValue(parsing: action)?["create"]?["_id"]?.string ?? ""
                // Wherever the reason is cut off, half a secret is one, too.
                let reason = String(repeating: "x", count: padding) + request.headers("authorization").joined()
                let error: JSONValue = ["type": .string(reason), "reason": .string(reason)]
                let item: JSONValue = ["create": ["_id": .string(id), "status": 400, "error": error]]
                let answer: JSONValue = ["took": 1, "errors": true, "items": .array([item])]
                return .json(answer.text)
            case ("GET", _): return .json(#"{"error":{"type":"index_not_found_exception"}}"#, status: 404)
            default: return .json(#"{"acknowledged":true}"#)
            }
        }
        let place = try #require(LeakPlace.all.first)
        let program = try program(with: place)
        _ = try program.write(BeaconEvents.text(), to: "day.ndjson")
        let outcome = try await program.run(
            "run", "--url", server.url, "--input", "day.ndjson", "--now", BeaconEvents.now, "--dead-letter", "kept",
            "-v")
        #expect(outcome.code == 65, "\(outcome.messages)")
        let left = traces(of: outcome, in: program, but: [])
        #expect(left.contains("•••") && program.text(of: "kept")?.contains("•••") == true)
        for trace in LeakPlace.traces { #expect(!left.contains(trace), "\(trace) in\n\(left)") }
    }

    @Test("A demo, and help, in surroundings full of secrets")
    func without() async throws {
        var program = try BuiltProgram()
        for place in LeakPlace.all { program.environment.merge(place.environment) { $1 } }
        program.environment["BEACONING_CONFIG"] = nil
        for words in [["demo", "--hosts", "3", "-v"], ["help", "--man"], ["version", "-v"]] {
            let outcome = try await program.run(words)
            #expect(outcome.code == 0, "\(outcome.messages)")
            let left = traces(of: outcome, in: program, but: [])
            for trace in LeakPlace.traces { #expect(!left.contains(trace), "\(words): \(trace)") }
        }
    }

    #if os(Linux)
        @Test("The memory of a run is in no core dump, and closed to others")
        func memory() async throws {
            let server = try RudeServer(.stall)
            var program = try BuiltProgram()
            program.environment["BEACONING_API_KEY"] = LeakPlace.canary
            // As large a dump as the system allows, were it not for the program.
            let running = try program.start(shell: "ulimit -c $(ulimit -H -c); exec \"$0\" status --url \(server.url)")
            await server.requests(reach: 1)
            let process = "/proc/\(running.process.processIdentifier)"
            let limits = try String(contentsOfFile: process + "/limits", encoding: .utf8)
            let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
            #expect(core?.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
            // What cannot be dumped belongs to root; that says nothing where root runs the tests.
            if getuid() != 0 { #expect(!FileManager.default.isReadableFile(atPath: process + "/environ")) }
            running.process.terminate()
            #expect(try await program.end(of: running).code == 143)
        }
    #endif
}
