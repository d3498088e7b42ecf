import Foundation
import HTTPTransport
import SearchCluster
import TestSupport
import Testing

/// Somebody changes the cluster in the middle of a run.
@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun))
struct MidRunTests {
    /// What is done to which index, in the middle.
    struct Change: Sendable, CustomTestStringConvertible {
        var name: String
        var moment: EngineProxy.Moment
        /// Whether it is done to the events, otherwise to the destination.
        var isToEvents: Bool
        var method: HTTPRequest.Method
        var path: [String]
        var body = ""
        /// How the run may end: what a search finds of an index that goes away is the engine's affair.
        var codes: Set<Int32>
        /// What undoes it.
        var undone: (method: HTTPRequest.Method, path: [String], body: String)?

        var testDescription: String { name }
    }

    private static let block = "index.blocks.read_only_allow_delete"
    private static let changes: [Change] = [
        Change(
            name: "the events are deleted", moment: .buckets, isToEvents: true, method: .delete, path: [],
            codes: [0, 76, 78]),
        Change(
            name: "the events are closed", moment: .buckets, isToEvents: true, method: .post, path: ["_close"],
            codes: [0, 76, 78], undone: (.post, ["_open"], "")),
        Change(
            name: "the destination is closed", moment: .bulk, isToEvents: false, method: .post, path: ["_close"],
            codes: [65, 69, 78], undone: (.post, ["_open"], "")),
        Change(
            name: "a full disk makes the destination read-only", moment: .bulk, isToEvents: false, method: .put,
            path: ["_settings"], body: #"{"\#(block)":true}"#, codes: [69],
            undone: (.put, ["_settings"], #"{"\#(block)":null}"#)),
        Change(
            name: "the alias is deleted", moment: .bulk, isToEvents: false, method: .delete, path: ["_alias", "*"],
            codes: [0]
        ),
    ]

    @Test(
        "Whatever is done in the middle of a run, it ends with its number, and the same again does the rest",
        arguments: Engine.named, changes)
    func middle(engine: Engine, change: Change) async throws {
        try await RunnerGround.with(on: engine, hosts: 4) { ground in
            let expected = try await ground.expected([ground.endSecond])
            // An empty first run makes the destination, so that there is something to change.
            let early = try await ground.program.run(ground.words("run", ["--now", "now-20d"]))
            try #require(early.code == 0, "\(early.messages)")
            let index = change.isToEvents ? ground.events.name : ground.destination
            let client = ground.events.client
            let proxy = try EngineProxy(to: engine, at: change.moment) {
                let call = ClusterCall(
                    change.method, [index] + change.path, body: change.body.isEmpty ? nil : Array(change.body.utf8),
                    to: "testing")
                let response = try await client.send(call)
                guard response.status == 200 else {
                    throw Refused(body: String(decoding: response.body, as: UTF8.self))
                }
            }
            let words = ground.words("run", ["--now", "\(ground.endSecond)", "--retries", "1", "--url", proxy.url])
            let outcome = try await ground.program.run(words + ["--allow-plain-http"])
            #expect(change.codes.contains(outcome.code), "\(outcome.code): \(outcome.messages)")
            #expect(outcome.code == 0 || outcome.messages.contains("beaconing: "), "\(outcome.messages)")
            if let undone = change.undone {
                _ = try await client.send(
                    ClusterCall(
                        undone.method, [index] + undone.path, body: undone.body.isEmpty ? nil : Array(undone.body.utf8),
                        to: "testing"))
            }
            let written = try await ground.written()
            // A run that is done has found everything; one that is not has written nothing that is wrong.
            #expect(
                outcome.code == 0 ? written == expected : Set(written).isSubset(of: expected), "\(outcome.messages)")
            guard !change.isToEvents || change.undone != nil else { return }
            let again = try await ground.program.run(ground.words("run", ["--now", "\(ground.endSecond)"]))
            #expect(again.code == 0, "\(again.messages)")
            #expect(try await ground.written() == expected)
        }
    }

    private struct Refused: Error {
        var body: String
    }
}
