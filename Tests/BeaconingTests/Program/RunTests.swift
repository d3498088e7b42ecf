import Foundation
import SearchCluster
import Synchronization
import TestSupport
import Testing

@Suite("A run writes its signals")
struct RunTests {
    /// A cluster that has no index yet and does with each document of a bulk request as it is told.
    private static func cluster(item: @escaping @Sendable (_ id: String) -> String) throws -> RudeServer {
        try RudeServer { request in
            switch (request.method, request.path) {
            case ("GET", "/"): return .json(#"{"version":{"number":"9.5.0","build_flavor":"default"}}"#)
            case ("POST", let path) where path.hasSuffix("/_bulk"):
                let actions = request.text.split(separator: "\n").enumerated().filter { $0.offset % 2 == 0 }
                let ids = actions.compactMap { JSONValue(parsing: Array($0.element.utf8))?["create"]?["_id"]?.string }
                return .json(#"{"took":1,"errors":true,"items":[\#(ids.map(item).joined(separator: ","))]}"#)
            case ("GET", _): return .json(#"{"error":{"type":"index_not_found_exception"}}"#, status: 404)
            default: return .json(#"{"acknowledged":true}"#)
            }
        }
    }

    private func run(_ server: RudeServer, in program: borrowing BuiltProgram, _ more: String...) async throws
        -> BuiltProgram.Outcome
    {
        _ = try program.write(BeaconEvents.text(), to: "day.ndjson")
        return try await program.run(
            ["run", "--url", server.url, "--input", "day.ndjson", "--now", BeaconEvents.now, "--format", "ndjson"]
                + more)
    }

    @Test("What is printed is what was written, and a second run finds it there", arguments: [201, 409])
    func written(_ status: Int) async throws {
        let server = try Self.cluster { id in #"{"create":{"_id":"\#(id)","status":\#(status)}}"# }
        let program = try BuiltProgram()
        let outcome = try await run(server, in: program)
        #expect(outcome.code == 0, "\(outcome.messages)")
        let bulk = server.requests.first { $0.path.hasSuffix("/_bulk") }
        let document = bulk?.text.split(separator: "\n").last
        #expect(document.map { $0 + "\n" } == outcome.output[...])
        #expect(outcome.messages.contains(status == 201 ? "1 written" : "1 already there"), "\(outcome.messages)")
        #expect(try program.names == ["day.ndjson"])
    }

    @Test("A signal that may not be written is exit 77 with the cluster's reason")
    func notAllowed() async throws {
        let server = try Self.cluster { id in
            #"{"create":{"_id":"\#(id)","status":403,"error":{"type":"security_exception","reason":"no [write]"}}}"#
        }
        let outcome = try await run(server, in: try BuiltProgram())
        #expect(outcome.code == 77, "\(outcome.messages)")
        #expect(outcome.messages.contains("does not allow writing signals"), "\(outcome.messages)")
        #expect(outcome.messages.contains("no [write]"), "\(outcome.messages)")
    }

    @Test("A refused signal is exit 65 and is kept with its reason", arguments: [nil, "kept.ndjson"])
    func refused(_ file: String?) async throws {
        let server = try Self.cluster { id in
            #"{"create":{"_id":"\#(id)","status":400,"error":{"type":"mapper_parsing_exception","reason":"no \u001b"}}}"#
        }
        let program = try BuiltProgram()
        let outcome =
            if let file { try await run(server, in: program, "--dead-letter", file) } else {
                try await run(server, in: program)
            }
        #expect(outcome.code == 65, "\(outcome.messages)")
        let name = file ?? "beaconing-refused-beaconing-20261123T100000Z.ndjson"
        #expect(
            outcome.messages.contains(
                "the cluster refused 1 of 1 signals (mapper_parsing_exception: no \\u{1B}); they are in \(name)"),
            "\(outcome.messages)")
        let kept = try #require(JSONValue(parsing: Array((program.text(of: name) ?? "").utf8)))
        #expect(kept["status"]?.integer == 400)
        #expect(kept["type"]?.string == "mapper_parsing_exception")
        #expect(kept["reason"]?.string == "no \u{1B}")
        #expect(kept["document"].map { $0.text + "\n" } == outcome.output)
        #expect(kept["id"]?.string?.isEmpty == false)
    }

    @Test("Signals that no node could take are exit 69, with the reason in at most a few lines")
    func unavailable() async throws {
        let long = String(repeating: "x", count: 500)
        let server = try Self.cluster { id in
            #"{"create":{"_id":"\#(id)","status":503,"error":{"type":"unavailable_shards_exception","reason":"\#(long)"}}}"#
        }
        let program = try BuiltProgram()
        let outcome = try await run(server, in: program, "--retries", "0")
        #expect(outcome.code == 69, "\(outcome.messages)")
        #expect(
            outcome.messages.contains("the cluster could not take 1 of 1 signals (unavailable: "),
            "\(outcome.messages)")
        #expect(outcome.messages.contains("…); run again with --now") && !outcome.messages.contains(long))
    }

    @Test(
        "Where refused signals cannot be kept, the refusal is said with its reason and the signals are printed",
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func lost() async throws {
        let server = try Self.cluster { id in
            #"{"create":{"_id":"\#(id)","status":400,"error":{"type":"mapper_parsing_exception","reason":"why"}}}"#
        }
        let program = try BuiltProgram()
        let outcome = try await run(server, in: program, "--dead-letter", "/dev/full")
        #expect(outcome.code == 74, "\(outcome.messages)")
        let messages = outcome.messages.split(separator: "\n")
        #expect(messages.first?.hasSuffix("the cluster refused 1 of 1 signals (mapper_parsing_exception: why)") == true)
        #expect(messages.last == "beaconing: /dev/full cannot be written: no space left on device")
        #expect(outcome.output.contains("implant.exe"))
    }

    @Test("A place where refused signals could not be kept ends a run before it asks the cluster anything")
    func noDeadLetter() async throws {
        let server = try Self.cluster { _ in "" }
        let program = try BuiltProgram()
        let outcome = try await run(server, in: program, "--dead-letter", "none/kept.ndjson")
        #expect(outcome.code == 74, "\(outcome.messages)")
        #expect(
            outcome.messages.hasPrefix("beaconing: the file for refused signals, none/kept.ndjson cannot be made: "),
            "\(outcome.messages)")
        #expect(server.requests.isEmpty)
    }

    @Test(
        "No input is written over by what a run writes",
        arguments: [
            (["--output", "day.ndjson"], "--output day.ndjson is the same file as --input day.ndjson"),
            (["--dead-letter", "link"], "--dead-letter link is the same file as --input day.ndjson"),
            (["--output", "new", "--dead-letter", "./new"], "is the same file as --output new"),
        ])
    func overwriting(_ words: [String], _ part: String) async throws {
        let program = try BuiltProgram()
        let events = BeaconEvents.text()
        _ = try program.write(events, to: "day.ndjson")
        try FileManager.default.createSymbolicLink(
            atPath: program.folder.appendingPathComponent("link").path, withDestinationPath: "day.ndjson")
        let outcome = try await program.run(
            ["run", "--url", "http://127.0.0.1:9", "--input", "day.ndjson", "--now", BeaconEvents.now] + words)
        #expect(outcome.code == 64, "\(outcome.messages)")
        #expect(outcome.messages.contains(part), "\(outcome.messages)")
        #expect(program.text(of: "day.ndjson") == events)
        #expect(try program.names == ["day.ndjson", "link"])
    }

    @Test("That old signals cannot be deleted is a warning, and only where the template has a retention policy")
    func retention() async throws {
        let server = try Self.cluster { id in #"{"create":{"_id":"\#(id)","status":201}}"# }
        let program = try BuiltProgram()
        _ = try program.write(
            "extends: beaconing\nretention_policy: {time: {field: \"@timestamp\", max_age: 90d}}\n", to: "kept.yml")
        let warning = "beaconing: warning: old signals were not deleted: "
        let kept = try await run(server, in: program, "--template", "./kept.yml")
        #expect(kept.code == 0 && kept.messages.contains(warning), "\(kept.messages)")
        #expect(try await !run(server, in: program).messages.contains("old signals"))
        let preview = try await program.run("preview", "--template", "./kept.yml", "--input", "day.ndjson")
        #expect(preview.code == 0 && !preview.messages.contains("old signals"), "\(preview.messages)")
    }

    @Test("A run without signals writes none and is done")
    func nothing() async throws {
        let server = try Self.cluster { _ in "" }
        let program = try BuiltProgram()
        _ = try program.write("", to: "day.ndjson")
        let outcome = try await program.run("run", "--url", server.url, "--input", "day.ndjson")
        #expect(outcome.code == 0, "\(outcome.messages)")
        #expect(!server.requests.contains { $0.path.hasSuffix("/_bulk") })
    }
}
