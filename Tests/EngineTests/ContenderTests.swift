import BeaconScore
import BeaconTransform
import HTTPTransport
import SearchCluster
import Testing

@testable import Benchmarks

/// The ways that benchmarks compare come to the same verdicts.
@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun), .serialized)
struct ContenderTests {
    @Test("Every contender says of every group what the program says", arguments: Engine.named)
    func verdicts(engine: Engine) async throws {
        let client = try engine.client()
        let traffic = GroupTraffic(groups: 240, documents: 40)
        let index = BenchIndex(traffic: traffic, client: client)
        try await index.fill()
        do {
            let place = try BenchWindow(index)
            let own = try await OwnVerdicts(place: place).verdicts()
            #expect(own.counts.seen == 240 && own.judged.count > 230)
            #expect(own.judged.values.contains { $0.isBeaconing } && own.judged.values.contains { !$0.isBeaconing })
            for contender in [Contender.composite, .documents] {
                let differences = VerdictComparison.differences(own.judged, try await contender.verdicts(in: place))
                #expect(differences.isEmpty, "\(contender): \(differences.first ?? "")")
            }
            if try await runsScripts(client, index.name) {
                let differences = VerdictComparison.differences(
                    own.judged, try await Contender.scripted.verdicts(in: place))
                #expect(differences.isEmpty, "\(differences.first ?? "")")
            }
            #expect(try await index.searchMillis() > 0)
            try await index.remove()
        } catch {
            try await index.remove()
            throw error
        }
    }

    /// Engines for tests may come without the language of scripts.
    private func runsScripts(_ client: ClusterClient, _ index: String) async throws -> Bool {
        let body: JSONValue = [
            "size": 1, "query": ["script": ["script": ["source": "true", "lang": "painless"]]],
        ]
        return try await client.send(ClusterCall(.post, [index, "_search"], body: body.bytes, to: "testing")).status
            == 200
    }
}
