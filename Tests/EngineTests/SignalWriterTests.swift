import BeaconScore
import HTTPTransport
import SearchCluster
import Testing

@testable import BeaconTransform

@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun))
struct SignalWriterTests {
    private static let window = Window(nowSeconds: 1_795_478_400, parameters: MetricParameters())

    private static func signals(_ count: Int, of template: TransformTemplate) -> [Signal] {
        (0..<count).map { number in
            let group = GroupKey([.text(Array("host-\(number)".utf8)), .text(Array("p\u{202E}\u{0000}é".utf8))])
            let spread = Verdict.Spread(isLow: true, mean: 1.5, variance: 0.25, lowPercentile: 1, highPercentile: 2)
            let figures = Verdict.Figures(
                beaconingScore: 3, sourceBytes: spread, destinationBytes: spread, counts: spread, periodic: true,
                autocovariance: 0.9, maxAutocovariancePeriod: 5)
            return Signal(
                Judgement(
                    group: group,
                    verdict: Verdict(isBeaconing: true, interval: 300, nonEmptyBuckets: 60, figures: figures),
                    documents: 60, newestMillis: 1_795_478_399_000),
                context: GroupContext(
                    largestMillis: [1_795_478_399_000],
                    destinations: [
                        .init(value: .address(IPAddress(high: 0, low: 0xFFFF_3401_0203)), documents: 60)
                    ], sourceAddress: .address(IPAddress(high: 0, low: 0xFFFF_0A01_0203))),
                template: template, window: window)
        }
    }

    /// Runs `work` with a template whose destination nobody else uses, and deletes what it made.
    private func withTemplate(
        on engine: Engine, _ work: (TransformTemplate, ClusterClient, TestIndex) async throws -> Void
    ) async throws {
        try await TestIndex.with(on: engine, documents: []) { index in
            let template = TransformTemplate.forTests(index: index.name)
            do {
                try await work(template, index.client, index)
            } catch {
                try await TestIndex.remove(template.destination.index, with: index.client)
                throw error
            }
            try await TestIndex.remove(template.destination.index, with: index.client)
        }
    }

    @Test("every signal is written once, and a second run changes nothing", arguments: Engine.named)
    func twice(engine: Engine) async throws {
        try await withTemplate(on: engine) { template, client, index in
            let writer = SignalWriter(template, window: Self.window, client: client)
            let signals = Self.signals(250, of: template)
            let first = try await writer.write(signals)
            #expect(first.createdIndex && first.written == 250 && first.alreadyThere == 0 && first.refused.isEmpty)
            let before = try await index.documents(of: template.destination.index)
            let second = try await writer.write(signals)
            #expect(!second.createdIndex && second.written == 0 && second.alreadyThere == 250)
            let after = try await index.documents(of: template.destination.index)
            #expect(before == after && after.count == 250)
            let document = SignalDocument(template: template, window: Self.window)
            for signal in signals { #expect(after[signal.id] == document.json(of: signal)) }
        }
    }

    @Test(
        "the destination has both aliases, and every field is mapped before the first signal", arguments: Engine.named)
    func mapping(engine: Engine) async throws {
        try await withTemplate(on: engine) { template, client, _ in
            _ = try await SignalWriter(template, window: Self.window, client: client).write([])
            for alias in template.destination.aliases {
                #expect(try await client.indices(behind: alias.name) == [template.destination.index])
            }
            let capabilities = try await client.fieldCapabilities(
                of: ["beacon_stats.autocovariance", "source.ip", "beaconing.window.end", "host.name"],
                in: [template.destination.index])
            #expect(try capabilities.resolve("beacon_stats.autocovariance").get().type == "float")
            #expect(try capabilities.resolve("source.ip").get().type == "ip")
            #expect(try capabilities.resolve("beaconing.window.end").get().type == "date")
            #expect(try capabilities.resolve("host.name").get().type == "keyword")
        }
    }

    @Test("a new version takes the moving alias and leaves the old findings under the other", arguments: Engine.named)
    func newVersion(engine: Engine) async throws {
        try await withTemplate(on: engine) { old, client, _ in
            _ = try await SignalWriter(old, window: Self.window, client: client).write([])
            var new = old
            new.destination.index += "-2"
            _ = try await SignalWriter(new, window: Self.window, client: client).write([])
            let latest = try await client.indices(behind: old.destination.aliases[0].name)
            let all = try await client.indices(behind: old.destination.aliases[1].name)
            // An older runner that is still about does not take it back.
            _ = try await SignalWriter(old, window: Self.window, client: client).write([])
            let still = try await client.indices(behind: old.destination.aliases[0].name)
            try await TestIndex.remove(new.destination.index, with: client)
            #expect(latest == [new.destination.index] && still == latest)
            #expect(all == [old.destination.index, new.destination.index])
        }
    }

    @Test(
        "documents that the engine refuses come back with its reason, and the others are written",
        arguments: Engine.named)
    func refused(engine: Engine) async throws {
        try await withTemplate(on: engine) { template, client, _ in
            var template = template
            template.groupBy[1].name = "destination.ip"
            var signals = Self.signals(6, of: template)
            for number in signals.indices { signals[number].judgement.group.values[1] = .text(Array("10.0.0.1".utf8)) }
            // An address that is none: the field is mapped as ip.
            signals[2].judgement.group.values[1] = .text(Array("nowhere".utf8))
            let result = try await SignalWriter(template, window: Self.window, client: client).write(signals)
            #expect(result.written == 5 && result.refused.map(\.id) == [signals[2].id])
            #expect(result.refused.first?.status == 400)
            #expect(result.refused.first?.reason.contains("destination.ip") == true)
        }
    }

    @Test("an index that maps a field in another way is refused before anything is written", arguments: Engine.named)
    func otherMapping(engine: Engine) async throws {
        try await withTemplate(on: engine) { template, client, index in
            let mapping: JSONValue = [
                "mappings": ["properties": ["beacon_stats": ["properties": ["autocovariance": ["type": "keyword"]]]]]
            ]
            _ = try await client.send(
                ClusterCall(.put, [template.destination.index], body: mapping.bytes, to: "testing"))
            await #expect {
                _ = try await SignalWriter(template, window: Self.window, client: client)
                    .write(Self.signals(3, of: template))
            } throws: { error in
                let error = error as? ClusterError
                return error?.code == .configuration && error?.sentence.contains(template.destination.index) == true
            }
            #expect(try await index.documents(of: template.destination.index).isEmpty)
        }
    }
}
