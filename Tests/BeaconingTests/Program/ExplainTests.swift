import BeaconReport
import SearchCluster
import TestSupport
import Testing

@Suite("Explain")
struct ExplainTests {
    /// Three hosts with the same process every ten minutes, two of them with an answer that varies, and one busy at any time.
    private static let events: String = {
        let start: Int64 = 1_795_478_400 - 21_600
        var lines = ""
        for minute in 0..<359 {
            for (host, every) in [("a", 10), ("b", 10), ("c", 13)] where minute % every == 0 {
                lines += event(
                    start + Int64(minute) * 60 + 7, host, "agent.exe", host == "a" ? 400 : 400 + minute * 7 % 90)
            }
            lines += event(start + Int64(minute * minute * 31 % 21_540), "a", "people.exe", minute * 37 % 900)
        }
        return lines
    }()

    private static func event(_ second: Int64, _ host: String, _ process: String, _ bytes: Int) -> String {
        """
        {"@timestamp":\(second * 1000),"event":{"category":"network","action":"disconnect_received"},\
        "host":{"name":"\(host)"},"process":{"name":"\(process)"},"source":{"ip":"10.0.0.1","bytes":\(bytes)},\
        "destination":{"ip":"91.186.115.121","bytes":\(bytes)}}\n
        """
    }

    private func explain(_ words: String..., columns: Int = 80) async throws -> BuiltProgram.Outcome {
        var program = try BuiltProgram()
        program.environment["COLUMNS"] = "\(columns)"
        _ = try program.write(Self.events, to: "day.ndjson")
        return try await program.run(["explain"] + words + ["--input", "day.ndjson", "--now", "2026-11-24T00:00:00Z"])
    }

    @Test(
        "One screen says what each test measured, what it asks, who else does it, and what would turn the verdict",
        arguments: [80, 160])
    func screen(columns: Int) async throws {
        let outcome = try await explain("a", "agent.exe", columns: columns)
        #expect(outcome.code == 0, "\(outcome.messages)")
        for part in [
            "a, agent.exe: 36 events up to 2026-11-24 00:00:00 UTC", "Strict metric: beaconing, score 3",
            "✓ periodic (autocovariance): ", "✓ low_source_bytes_variation: 0.000, at most 0.050 is asked",
            "Second opinion: regular", "every 600.0 s, jitter 0 %", "Priority ", "91.186.115.121: 36 events",
            "Similar hosts: 2 of 2 others with enough events", "b: 36 events, every 600.0 s",
        ] { #expect(outcome.output.contains(part), "\(part) in\n\(outcome.output)") }
        #expect(outcome.lines.count <= 50 && outcome.lines.allSatisfy { $0.count <= columns }, "\(outcome.output)")
    }

    @Test("As JSON it holds the document, the buckets and the same figures")
    func json() async throws {
        let outcome = try await explain("a", "agent.exe", "--format", "json")
        let json = try #require(JSONValue(parsing: Array(outcome.output.utf8)))
        #expect(json["document"]?["host"]?["name"] == "a")
        #expect(json["counts"]?.array?.count == 360)
        #expect(json["counts"]?.array?.compactMap(\.integer).reduce(0, +) == 36)
        #expect(json["similar"]?.array?.compactMap { $0["host"]?.string } == ["b", "c"])
        #expect(json["stored"] == .null)
    }

    @Test("What is no beacon is explained too, with what would make it one")
    func noBeacon() async throws {
        let outcome = try await explain("a", "people.exe")
        #expect(outcome.output.contains("Strict metric: no beacon, score 0"), "\(outcome.output)")
        #expect(outcome.output.contains("Second opinion: not regular"))
        #expect(
            outcome.output.contains("would pass low_source_bytes_variation")
                || outcome.output.contains("would pass periodic"))
        #expect(!outcome.output.contains("Priority"))
    }

    @Test(
        "What cannot be explained is said",
        arguments: [
            (["a"], 64, "a group of beaconing has 2 values (host.name, process.name), and 1 are given"),
            (["a", "none.exe"], 65, "no event of a, none.exe is in the window"),
            (["a", "agent.exe", "--window", "30m"], 65, "too few to judge"),
            (["a", "agent.exe", "--stored"], 64, "--stored"),
        ] as [([String], Int32, String)])
    func wrong(words: [String], code: Int32, sentence: String) async throws {
        let program = try BuiltProgram()
        _ = try program.write(Self.events, to: "day.ndjson")
        let now = words.contains("--stored") ? [] : ["--now", "2026-11-24T00:00:00Z"]
        let outcome = try await program.run(["explain"] + words + ["--input", "day.ndjson"] + now)
        #expect(outcome.code == code, "\(outcome.messages)")
        #expect(outcome.messages.contains(sentence), "\(outcome.messages)")
    }

    @Test("Standard input, which can be read once, is explained without the others")
    func input() async throws {
        let program = try BuiltProgram()
        let outcome = try await program.run(
            ["explain", "a", "agent.exe", "--input", "-", "--now", "2026-11-24T00:00:00Z"], input: Self.events)
        #expect(outcome.code == 0, "\(outcome.messages)")
        #expect(outcome.output.contains("Second opinion: regular") && !outcome.output.contains("Similar hosts"))
    }
}
