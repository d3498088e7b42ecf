import BeaconTraffic
import SearchCluster
import TestSupport
import Testing

@Suite("Made traffic")
struct SimulateTests {
    private static let traffic = ["--hosts", "2", "--hours", "1", "--end", "2026-11-24T18:00:00Z", "-q"]

    @Test("The list names every profile with what it is, and no line is wider than the terminal", arguments: [60, 160])
    func list(columns: Int) async throws {
        var program = try BuiltProgram()
        program.environment["COLUMNS"] = "\(columns)"
        let outcome = try await program.run("simulate", "--list")
        #expect(outcome.code == 0)
        let lines = outcome.lines.dropLast()
        for profile in TrafficProfile.catalogue {
            let line = lines.first { $0.hasPrefix(profile.name + " ") }
            #expect(line?.contains(profile.isBeacon ? " yes " : " no ") == true, "\(profile.name)")
        }
        #expect(lines.allSatisfy { $0.count <= columns })
    }

    @Test("Named profiles are all that the hosts do, and their labels say so")
    func profiles() async throws {
        let program = try BuiltProgram()
        let words = ["simulate", "--profile", "sliver", "--profile", "browsing", "--labels", "labels.ndjson"]
        let outcome = try await program.run(words + Self.traffic)
        #expect(outcome.code == 0, "\(outcome.messages)")
        let processes = outcome.lines.dropLast().map { line in
            JSONValue(parsing: Array(line.utf8))?["process"]?["name"]?.string ?? "none"
        }
        #expect(Set(processes) == ["sliver", "browsing"])
        let labels = (program.text(of: "labels.ndjson") ?? "").split(separator: "\n")
        #expect(labels.count { $0.contains(#""sliver""#) } == 2)
        #expect(try await program.run(words + Self.traffic).output == outcome.output)
    }

    @Test("Events go into the index that is named, each once however often, and into no other place")
    func cluster() async throws {
        let cluster = ScriptedCluster([])
        let server = try RudeServer { cluster.answer($0) }
        let program = try BuiltProgram()
        let file = try await program.run(["simulate"] + Self.traffic)
        let words = ["simulate", "--url", server.url, "--index", "logs-made"] + Self.traffic.dropLast()
        for text in ["", " of them were in logs-made already"] {
            let outcome = try await program.run(words)
            #expect(outcome.code == 0 && outcome.output.isEmpty, "\(outcome.messages)")
            #expect(outcome.messages.contains(text))
            let written = cluster.state.written.values.map(\.text).sorted()
            let made = file.lines.dropLast().compactMap { JSONValue(parsing: Array($0.utf8))?.text }.sorted()
            #expect(written == made && !made.isEmpty)
        }
        #expect(server.requests.contains { $0.method == "PUT" && $0.path == "/logs-made" })
        #expect(try program.names == [])
    }

    @Test(
        "What cannot be meant is said",
        arguments: [
            (["--url", "http://127.0.0.1:9"], 64, "name an index with --index"),
            (["--index", "a,b", "--url", "http://127.0.0.1:9"], 78, ""),
            (["--index", "a"], 78, "there is no cluster to write to"),
            (["--index", "a", "--output", "b", "--url", "http://127.0.0.1:9"], 64, "two places for the events"),
            (["--profile", "cobaltstrike"], 64, "did you mean cobalt-strike"),
        ] as [([String], Int32, String)])
    func wrong(words: [String], code: Int32, sentence: String) async throws {
        let outcome = try await BuiltProgram().run(["simulate"] + words)
        #expect(outcome.code == code, "\(outcome.messages)")
        #expect(outcome.messages.contains(sentence), "\(outcome.messages)")
    }
}
