import BeaconScore
import SearchCluster
import TestSupport
import Testing

@testable import BeaconTransform

@Suite("Signals into a cluster")
struct SignalWriterTests {
    private static let events = NaiveGroups.Event.office(seed: 41)

    private func writer(_ pull: ScriptedPull) -> SignalWriter {
        SignalWriter(pull.template, window: pull.window, client: pull.client)
    }

    @Test("What is pulled is written once, each signal under its id, and a second run changes nothing")
    func twice() async throws {
        let pull = try ScriptedPull(Self.events)
        let signals = try await pull.result(keeping: .signals).signals
        let first = try await writer(pull).write(signals)
        #expect(first.createdIndex && first.written == signals.count && signals.count > 2)
        #expect(first.alreadyThere == 0 && first.refused.isEmpty)
        let stored = pull.cluster.state.written
        let document = SignalDocument(template: pull.template, window: pull.window)
        #expect(stored.count == signals.count)
        for signal in signals { #expect(stored[signal.id] == document.json(of: signal)) }
        let again = try await writer(pull).write(try await pull.result(keeping: .signals).signals)
        #expect(!again.createdIndex && again.written == 0 && again.alreadyThere == signals.count)
        #expect(pull.cluster.state.written == stored)
    }

    @Test("Without signals the destination is made all the same, and nothing is written")
    func nothing() async throws {
        let pull = try ScriptedPull([NaiveGroups.Event]())
        let result = try await writer(pull).write([])
        #expect(result.createdIndex && result.written == 0 && result.refused.isEmpty)
        #expect(!pull.server.requests.contains { $0.path.hasSuffix("_bulk") })
    }

    @Test("Every signal that is not taken comes back whole", arguments: [400, 403, 429, 503])
    func refused(status: Int) async throws {
        let pull = try ScriptedPull(Self.events, faults: [.refusedDocuments(status: status)])
        let signals = try await pull.result(keeping: .signals).signals
        let result = try await writer(pull).write(signals)
        #expect(result.written == 0 && result.alreadyThere == 0)
        #expect(result.refused.map(\.id) == signals.map(\.id))
        let document = SignalDocument(template: pull.template, window: pull.window)
        for (refused, signal) in zip(result.refused, signals) {
            #expect(JSONValue(parsing: refused.source) == document.json(of: signal))
            #expect(refused.status == ([429, 503].contains(status) ? 0 : status) && refused.reason == "scripted")
        }
    }
}

@Suite("The mapping of signals")
struct SignalMappingTests {
    /// The paths and types of a mapping's leaves.
    private func types(_ mapping: JSONValue, below path: String = "") -> [String: String] {
        var types: [String: String] = [:]
        for member in mapping["properties"]?.members ?? [] {
            types[path + member.name] = member.value["type"]?.string
            types.merge(self.types(member.value, below: path + member.name + ".")) { first, _ in first }
        }
        return types
    }

    /// The paths of a document's values.
    private func paths(_ document: JSONValue, below path: String = "") -> [String] {
        (document.members ?? []).flatMap { member in
            // A list of objects has the paths of its objects.
            let objects = [member.value] + (member.value.array ?? [])
            let below = objects.flatMap { paths($0, below: path + member.name + ".") }
            return below.isEmpty ? [path + member.name] : below
        }
    }

    @Test(
        "Every field of a signal is mapped, whichever template wrote it",
        arguments: [
            ["host.name", "process.name"], ["source.ip", "destination.ip", "destination.port"], ["user.name"],
        ])
    func complete(groupBy: [String]) {
        let template = SignalSamples.template(groupBy: groupBy, metric: "own_stats")
        let mapping = SignalMapping(for: template).json
        let types = types(mapping)
        let signal = SignalSamples.signal(group: groupBy.map { .text(Array($0.utf8)) })
        let written = paths(SignalDocument(template: template, window: SignalSamples.window).json(of: signal))
        #expect(written.filter { types[$0] == nil } == [])
        #expect(written.count > 25 && mapping["dynamic"] == false)
    }

    @Test("Published fields have their types, and a field of one's own the one its name tells")
    func published() {
        let types = types(
            SignalMapping(for: SignalSamples.template(groupBy: ["client.ip", "server.port", "user.name"])).json)
        let expected = [
            "@timestamp": "date", "host.name": "keyword", "source.ip": "ip", "destination.port": "long",
            "client.ip": "ip", "server.port": "long", "user.name": "keyword", "event.ingested": "date",
            "beacon_stats.is_beaconing": "boolean", "beacon_stats.autocovariance": "float",
            "beaconing.window.end": "date", "beaconing.documents": "long",
        ]
        for (field, type) in expected { #expect(types[field] == type, "\(field)") }
    }
}
