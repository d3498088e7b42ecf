import Foundation
import HTTPTransport
import SearchCluster
import TestSupport
import Testing

/// Set-ups that are broken in one way each: the first line names the way.
@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun))
struct DoctorTests {
    /// What `doctor` found: its exit code, and its findings in the order in which they are printed.
    private struct Findings {
        var code: Int32
        var all: [JSONValue]
        var messages: String

        /// Part and grade of the first.
        var first: String { Self.named(all.first) }
        /// What the first says.
        var sentence: String { all.first?["sentence"]?.string ?? messages }
        /// Part and grade of those that are not good.
        var bad: [String] { all.map(Self.named).filter { !$0.hasPrefix("good") } }

        private static func named(_ finding: JSONValue?) -> String {
            "\(finding?["grade"]?.string ?? "?") \(finding?["part"]?.string ?? "?")"
        }
    }

    private static func findings(of outcome: BuiltProgram.Outcome) -> Findings {
        let json = JSONValue(parsing: Array(outcome.output.utf8))
        return Findings(code: outcome.code, all: json?["findings"]?.array ?? [], messages: outcome.messages)
    }

    private static func look(at ground: borrowing RunnerGround, _ more: String...) async throws -> Findings {
        findings(of: try await ground.program.run(ground.words("doctor", ["--format", "json"] + more)))
    }

    @Test("Nothing is wrong where a run works, before and after it, and nothing is changed", arguments: Engine.named)
    func healthy(engine: Engine) async throws {
        try await RunnerGround.with(on: engine) { ground in
            let before = try await Self.look(at: ground)
            #expect(before.code == 0 && !before.bad.contains { $0.hasPrefix("fault") }, "\(before.all)")
            #expect(before.bad.contains("warning destination"))
            #expect(
                try await ground.events.client.send(
                    ClusterCall(.get, [ground.destination], to: "testing")
                ).status == 404)
            let run = try await ground.program.run(ground.words("run", ["--every", "1h", "--once"]))
            try #require(run.code == 0, "\(run.messages)")
            let written = try await ground.written()
            let after = try await Self.look(at: ground)
            #expect(after.code == 0 && after.bad.isEmpty, "\(after.all)")
            #expect(try await ground.written() == written)
            let text = try await ground.program.run(ground.words("doctor", []))
            #expect(text.output.hasSuffix("nothing is wrong\n"), "\(text.output)")
        }
    }

    @Test("Of a broken set-up the first line names the cause", arguments: Engine.named)
    func broken(engine: Engine) async throws {
        try await RunnerGround.with(on: engine) { ground in
            let empty = try await Self.look(at: ground, "--now", "now-10d")
            #expect(empty.first == "fault events" && empty.code == 65, "\(empty.all)")
            #expect(empty.sentence.hasPrefix("no event is in the window from "))

            let none = try await Self.look(at: ground, "--index", "no-such-index-of-mine")
            #expect(none.first == "fault indices" && none.code == 78, "\(none.all)")

            let run = try await ground.program.run(ground.words("run", []))
            try #require(run.code == 0, "\(run.messages)")
            let alias = "all-\(ground.events.name)"
            let client = ground.events.client
            _ = try await client.send(ClusterCall(.delete, [ground.destination, "_alias", alias], to: "testing"))
            let unnamed = try await Self.look(at: ground)
            #expect(unnamed.first == "warning destination" && unnamed.code == 0, "\(unnamed.all)")
            #expect(unnamed.sentence.contains("has no alias \(alias)"))

            _ = try await client.send(
                ClusterCall(
                    .put, [ground.destination, "_settings"], body: Array(#"{"index.blocks.write":true}"#.utf8),
                    to: "testing"))
            let blocked = try await Self.look(at: ground)
            #expect(blocked.first == "fault destination" && blocked.code == 78, "\(blocked.all)")
            #expect(blocked.sentence == "nothing may be written to index \(ground.destination)")

            _ = try await client.send(ClusterCall(.post, [ground.events.name, "_close"], to: "testing"))
            for names in [ground.events.name, ground.events.name + "*"] {
                let closed = try await Self.look(at: ground, "--index", names)
                #expect(closed.first == "fault indices" && closed.code == 65, "\(closed.all)")
                #expect(closed.sentence == "index \(ground.events.name) is closed: its events are not seen")
            }
        }
    }

    private static let faketime = "/usr/bin/faketime"

    @Test(
        "A clock that is an hour ahead is named before the window that it makes empty",
        .enabled(if: FileManager.default.fileExists(atPath: faketime), "needs faketime"), arguments: Engine.named)
    func clock(engine: Engine) async throws {
        try await RunnerGround.with(on: engine) { ground in
            for (offset, lengths) in [("+1h", ["1h ", "59m 5"]), ("+8h", ["8h ", "7h 59m 5"])] {
                let words = ground.words("doctor", ["--format", "json"]).joined(separator: " ")
                let line = "\(Self.faketime) -f '\(offset)' \"$0\" \(words)"
                let found = Self.findings(of: try await ground.program.shell(line))
                #expect(found.first == "fault clock" && found.code == 78, "\(found.all)")
                // A second passes between the two clocks now and then.
                let isThat = lengths.contains { found.sentence.hasPrefix("this machine's clock is \($0)") }
                #expect(isThat && found.sentence.contains(" ahead of the cluster's"), "\(found.sentence)")
            }
        }
    }

    @Test("Fields and events that do not fit are named with what is there instead", arguments: Engine.named)
    func events(engine: Engine) async throws {
        let now = Int64(Date().timeIntervalSince1970)
        let text: JSONValue = ["properties": ["host": ["properties": ["name": ["type": "text"]]]]]
        let cases: [(JSONValue, String, String, Int32, String)] = [
            (text, Self.event(), "fault fields", 78, "the field host.name of index "),
            (TestIndex.ecs, Self.event(bytes: nil), "warning bytes", 0, "no event has byte counts"),
            (
                TestIndex.ecs, Self.event(action: "connection_attempted"), "fault events", 65,
                "none meets \"event.action is disconnect_received\"; what they have as event.action: connection_attempted (20)"
            ),
            (
                TestIndex.ecs, Self.event(process: "chrome.exe"), "fault events", 65,
                "what they have as process.name: chrome.exe (20)"
            ),
            (
                TestIndex.ecs, Self.event(host: #"["a","b"]"#), "warning hosts", 0,
                "host.name has several values in some events"
            ),
            (
                TestIndex.ecs, Self.event(process: nil), "fault fields", 65,
                "no event that matches has the field process.name"
            ),
        ]
        for (mapping, event, first, code, sentence) in cases {
            let documents = (0..<20).map { number in
                Array(#"{"@timestamp":"\#(Self.date(now - 100 - Int64(number) * 60))",\#(event)}"#.utf8)
            }
            let whole = Self.merged(mapping)
            try await TestIndex.with(on: engine, mapping: whole, documents: documents) { index in
                var program = try BuiltProgram()
                program.environment = engine.environment
                let words = [
                    "doctor", "--format", "json", "--index", index.name, "--state-index", "none-\(index.name)", "-q",
                ]
                let found = Self.findings(of: try await program.run(words))
                #expect(found.first == first && found.code == code, "\(found.all)")
                #expect(found.sentence.contains(sentence), "\(found.sentence)")
            }
        }
    }

    /// The mapping of events with some fields mapped otherwise.
    private static func merged(_ mapping: JSONValue) -> JSONValue {
        guard mapping != TestIndex.ecs, let host = mapping["properties"]?["host"],
            let members = TestIndex.ecs["properties"]?.members
        else { return TestIndex.ecs }
        return ["properties": .object(members.map { $0.name == "host" ? .init("host", host) : $0 })]
    }

    private static func event(
        host: String = #""h""#, process: String? = "implant.exe", action: String = "disconnect_received",
        bytes: Int? = 412
    ) -> String {
        let process = process.map { #""process":{"name":"\#($0)"},"# } ?? ""
        let bytes = bytes.map { #","bytes":\#($0)"# } ?? ""
        return #""host":{"name":\#(host)},\#(process)"event":{"category":"network","action":"\#(action)"},"#
            + #""source":{"ip":"10.0.0.1"\#(bytes)},"destination":{"ip":"91.186.115.121"\#(bytes)}"#
    }

    private static func date(_ seconds: Int64) -> String {
        ISO8601DateFormatter().string(from: Date(timeIntervalSince1970: Double(seconds)))
    }

    @Test(
        "A cluster whose certificate is not trusted is named as such",
        arguments: Engine.named.filter { $0.caFile != nil })
    func untrusted(engine: Engine) async throws {
        var program = try BuiltProgram()
        program.environment = engine.environment
        program.environment["BEACONING_CA_FILE"] = nil
        let found = Self.findings(of: try await program.run("doctor", "--format", "json", "-q"))
        #expect(found.first == "fault cluster" && found.code == 69, "\(found.all)")
        #expect(found.sentence.contains("is not trusted"))
    }
}
