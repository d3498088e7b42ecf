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
            outcome.messages.contains("the cluster refused 1 of 1 signals; they are in \(name)"), "\(outcome.messages)")
        let kept = try #require(JSONValue(parsing: Array((program.text(of: name) ?? "").utf8)))
        #expect(kept["status"]?.integer == 400)
        #expect(kept["type"]?.string == "mapper_parsing_exception")
        #expect(kept["reason"]?.string == "no \u{1B}")
        #expect(kept["document"].map { $0.text + "\n" } == outcome.output)
        #expect(kept["id"]?.string?.isEmpty == false)
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
