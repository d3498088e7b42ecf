import BeaconTraffic
import Foundation
import HTTPTransport
import SearchCluster
import TestSupport
import Testing

/// The built program against real engines, as a person runs it.
@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun))
struct ProgramTests {
    private static let now: Int64 = 1_795_478_437

    private static let office = documents(of: OfficeDay(seed: 3, hosts: 12, endSecond: now, hours: 7))

    private static func documents(of office: OfficeDay) -> [[UInt8]] {
        let writer = ECSWriter()
        return office.events.map { event in
            var line: [UInt8] = []
            writer.append(event, to: &line)
            return Array(line.prefix { $0 != 0x0A })
        }
    }

    static func mapping() -> JSONValue {
        let keyword: JSONValue = ["type": "keyword"]
        var mapping = TestIndex.ecs
        mapping.set(
            "event",
            to: [
                "properties": [
                    "ingested": ["type": "date"], "category": keyword, "action": keyword, "type": keyword,
                    "dataset": keyword, "kind": keyword,
                ]
            ], in: "properties")
        return mapping
    }

    /// Runs the program as for this engine.
    private func run(_ engine: Engine, _ words: [String]) async throws -> BuiltProgram.Outcome {
        var program = try BuiltProgram()
        program.environment = engine.environment
        return try await program.run(words)
    }

    @Test("preview prints the same bytes over a file and over every engine", arguments: Engine.named)
    func sameBytes(engine: Engine) async throws {
        let program = try BuiltProgram()
        let file = try program.write(
            String(decoding: Array(Self.office.joined(separator: [0x0A])), as: UTF8.self), to: "office.ndjson")
        let words = ["preview", "--format", "ndjson", "--now", "\(Self.now)", "-q"]
        let fromFile = try await program.run(words + ["--input", file])
        #expect(fromFile.code == 0 && fromFile.output.contains(#""is_beaconing":true"#), "\(fromFile.messages)")
        try await TestIndex.with(on: engine, mapping: Self.mapping(), documents: Self.office) { index in
            let fromEngine = try await run(engine, words + ["--index", index.name])
            #expect(fromEngine.code == 0, "\(fromEngine.messages)")
            #expect(fromEngine.output == fromFile.output)
        }
    }

    @Test("run writes the signals, and a second run for the same time nothing", arguments: Engine.named)
    func twice(engine: Engine) async throws {
        try await TestIndex.with(on: engine, mapping: Self.mapping(), documents: Self.office) { index in
            var program = try BuiltProgram()
            program.environment = engine.environment
            let destination = "test-signals-\(index.name)"
            let template = try program.write(
                """
                extends: beaconing
                id: twice
                version: "1"
                description: for a test
                source: {index: [\(index.name)]}
                dest: {index: \(destination), aliases: [{alias: all-\(index.name)}]}
                """, to: "twice.yml")
            let words = ["run", "--template", template, "--now", "\(Self.now)", "--format", "ndjson"]
            let first = try await program.run(words)
            let second = try await program.run(words)
            let documents = try await index.documents(of: destination)
            try await TestIndex.remove(destination, with: index.client)
            let signals = first.output.split(separator: "\n").count
            #expect(first.code == 0 && signals > 0, "\(first.messages)")
            #expect(first.messages.contains("\(signals) written + 0 already there"), "\(first.messages)")
            #expect(second.code == 0 && second.output == first.output)
            #expect(second.messages.contains("0 written + \(signals) already there"), "\(second.messages)")
            #expect(documents.count == signals)
            let names = try program.names
            #expect(names == ["twice.yml"])
        }
    }

    @Test("a wrong password is 77, a wrong authority 69, no such index 78", arguments: Engine.named)
    func refusals(engine: Engine) async throws {
        let noIndex = try await run(engine, ["preview", "--index", "beaconing-nonsense", "--retries", "0"])
        #expect(noIndex.code == 78 && noIndex.messages.contains("beaconing-nonsense"), "\(noIndex.messages)")
        #expect(noIndex.output.isEmpty)
        guard engine.caFile != nil else { return }
        var program = try BuiltProgram()
        program.environment = engine.environment
        program.environment["BEACONING_PASSWORD"] = "wrong-password"
        let password = try await program.run("preview", "--retries", "0")
        #expect(password.code == 77 && password.messages.contains("admin"), "\(password.messages)")
        #expect(!password.messages.contains("wrong-password"))
        var other = try BuiltProgram()
        other.environment = engine.environment
        other.environment["BEACONING_CA_FILE"] = nil
        let authority = try await other.run("preview", "--retries", "0")
        #expect(authority.code == 69 && authority.messages.contains("--ca-file"), "\(authority.messages)")
    }

    @Test("no matching document is no error, and is said", arguments: Engine.named)
    func nothing(engine: Engine) async throws {
        try await TestIndex.with(on: engine, mapping: Self.mapping(), documents: [Self.office[0]]) { index in
            let outcome = try await run(
                engine, ["preview", "--index", index.name, "--now", "1700000000", "--format", "ndjson"])
            #expect(outcome.code == 0 && outcome.output.isEmpty)
            #expect(outcome.messages.lowercased().contains("no documents"), "\(outcome.messages)")
        }
    }

    @Test("the commands of the README do on a cluster what they say", arguments: Engine.named)
    func readme(engine: Engine) async throws {
        let commands = try Manual.readme.commands().filter { command in
            ["doctor", "preview"].contains { command.hasPrefix("beaconing \($0)") } && Manual.needsCluster(command)
        }
        #expect(commands.count >= 4)
        // The reader's events are of now, and doctor says when there are none.
        let today = OfficeDay(seed: 3, hosts: 12, endSecond: Int64(Date().timeIntervalSince1970), hours: 7)
        try await TestIndex.with(on: engine, mapping: Self.mapping(), documents: Self.documents(of: today)) { index in
            for command in commands {
                var program = try BuiltProgram()
                program.environment = engine.environment
                // The README's index patterns stand for whatever the reader has.
                var line = command.replacing("'packetbeat-*'", with: index.name)
                if !line.contains("--index") { line += " --index \(index.name)" }
                let outcome = try await program.shell("\"$0\"" + line.dropFirst("beaconing".count))
                #expect(outcome.code == 0, "\(command): \(outcome.messages) \(outcome.output)")
            }
        }
    }
}
