import HTTPTransport
import SearchCluster
import TestSupport
import Testing

@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun))
struct ExplainTests {
    @Test(
        "A stored signal is explained from the events of its window, also when later ones came", arguments: Engine.named
    )
    func stored(engine: Engine) async throws {
        try await RunnerGround.with(on: engine) { ground in
            let end = ground.endSecond - 3_600
            let run = try await ground.program.run(ground.words("run", ["--now", "\(end)"]))
            try #require(run.code == 0, "\(run.messages)")
            let documents = try await ground.events.documents(of: ground.destination).values
            #expect(!documents.isEmpty)
            for document in documents {
                let names = [document["host"]?["name"]?.string ?? "", document["process"]?["name"]?.string ?? ""]
                let outcome = try await ground.program.run(
                    ground.words("explain", names + ["--stored", "--format", "json"]))
                let json = try #require(JSONValue(parsing: Array(outcome.output.utf8)), "\(outcome.messages)")
                #expect(json["stored"] == document)
                #expect(json["document"]?["beacon_stats"] == document["beacon_stats"])
                #expect(json["document"]?["beaconing"]?["window"] == document["beaconing"]?["window"])
                #expect(
                    json["counts"]?.array?.compactMap(\.integer).reduce(0, +)
                        == document["beaconing"]?["documents"]?.integer)
            }
            let none = try await ground.program.run(ground.words("explain", ["nobody", "none.exe", "--stored"]))
            #expect(none.code == 65 && none.messages.contains("has written a signal of nobody, none.exe"))
            _ = try await ground.events.client.send(
                ClusterCall(
                    .post, [ground.events.name, "_close"], to: "testing"))
            let names =
                documents.first.map { [$0["host"]?["name"]?.string ?? "", $0["process"]?["name"]?.string ?? ""] } ?? []
            let gone = try await ground.program.run(ground.words("explain", names + ["--stored"]))
            #expect(gone.code == 78, "\(gone.messages)")
        }
    }
}
