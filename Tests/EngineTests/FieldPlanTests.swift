import BeaconScore
import HTTPTransport
import SearchCluster
import Testing

@testable import BeaconTransform

@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun))
struct FieldPlanTests {
    private static let window = Window(nowSeconds: 1_795_478_400, parameters: MetricParameters())

    /// A beacon a minute, for two hours.
    private static let documents: [[UInt8]] = (0..<120).map { minute in
        Array(
            """
            {"@timestamp":\(1_795_478_400_000 - minute * 60_000 - 500),"host":{"name":"h"},"process":{"name":"p.exe"},\
            "source":{"ip":"10.0.0.1","bytes":100},"destination":{"ip":"52.0.0.1","bytes":200}}
            """.utf8)
    }

    private func pull(_ template: TransformTemplate, with client: ClusterClient) async throws -> WindowResult {
        try await ClusterPairSource.with(template, client: client) { source in
            try await TransformRun(template, window: Self.window, keeping: .signals)
                .result(from: source, warnings: source.warnings)
        }
    }

    private func expectConfigurationError(
        _ words: [String], _ template: TransformTemplate, with client: ClusterClient,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        do {
            _ = try await pull(template, with: client)
            Issue.record("was not refused", sourceLocation: sourceLocation)
        } catch let error as ClusterError {
            #expect(error.code == .configuration, sourceLocation: sourceLocation)
            for word in words {
                #expect(error.description.contains(word), "\(error)", sourceLocation: sourceLocation)
            }
        } catch {
            Issue.record(error, sourceLocation: sourceLocation)
        }
    }

    @Test("an index without a mapping of its own: text is used through the keyword beside it", arguments: Engine.named)
    func dynamicMapping(engine: Engine) async throws {
        let mapping: JSONValue = ["properties": ["@timestamp": ["type": "date"]]]
        try await TestIndex.with(on: engine, mapping: mapping, documents: Self.documents) { index in
            let result = try await pull(.forTests(index: index.name), with: index.client)
            #expect(result.signals.count == 1)
            #expect(result.signals.first?.context?.destinations.first?.value.description == "52.0.0.1")
        }
    }

    @Test("a text field without a keyword beside it is an error that names index and field", arguments: Engine.named)
    func textOnly(engine: Engine) async throws {
        var mapping = TestIndex.ecs
        mapping.set("host", to: ["properties": ["name": ["type": "text"]]], in: "properties")
        try await TestIndex.with(on: engine, mapping: mapping, documents: Self.documents) { index in
            await expectConfigurationError(
                ["host.name", index.name, "text"], .forTests(index: index.name), with: index.client)
        }
    }

    @Test("a missing group field is an error; missing bytes are a warning", arguments: Engine.named)
    func missing(engine: Engine) async throws {
        try await TestIndex.with(on: engine, documents: Self.documents) { index in
            var template = TransformTemplate.forTests(index: index.name)
            template.groupBy[1].field = "process.nonsense"
            await expectConfigurationError(["process.nonsense", index.name], template, with: index.client)
            template = .forTests(index: index.name)
            template.metric.sourceBytesField = "source.nonsense"
            let result = try await pull(template, with: index.client)
            #expect(result.warnings.contains { $0.contains("source.nonsense") })
            #expect(result.signals.first?.judgement.verdict.figures?.sourceBytes.isLow == false)
            #expect(result.signals.first?.judgement.verdict.figures?.destinationBytes.isLow == true)
        }
    }

    @Test(
        "an address block compared with a keyword is an error, not a filter that matches nothing",
        arguments: Engine.named)
    func addressBlock(engine: Engine) async throws {
        var mapping = TestIndex.ecs
        mapping.set("destination", to: ["properties": ["ip": ["type": "keyword"]]], in: "properties")
        try await TestIndex.with(on: engine, mapping: mapping, documents: Self.documents) { index in
            var template = TransformTemplate.forTests(index: index.name)
            template.source.query = ["bool": ["must_not": [["terms": ["destination.ip": ["10.0.0.0/8"]]]]]]
            await expectConfigurationError(["destination.ip", "keyword"], template, with: index.client)
        }
    }

    @Test("no such index is said; an index without a matching document is no error", arguments: Engine.named)
    func nothing(engine: Engine) async throws {
        try await TestIndex.with(on: engine, documents: Self.documents) { index in
            for name in [index.name + "-nonsense", index.name + "-nonsense-*"] {
                do {
                    _ = try await pull(.forTests(index: name), with: index.client)
                    Issue.record("was not refused")
                } catch let error as ClusterError {
                    #expect(error.code == .noSuchIndex && error.description.contains(name))
                }
            }
            var template = TransformTemplate.forTests(index: index.name)
            template.source.query = ["term": ["host.name": "nobody"]]
            let result = try await pull(template, with: index.client)
            #expect(result.signals.isEmpty && result.counts == GroupCounts())
        }
    }

    @Test(
        "an index without a group field of numbers is left alone, also from the second page on", arguments: Engine.named
    )
    func unmappedNumber(engine: Engine) async throws {
        let documents = (0..<40).map { number in
            Array(
                """
                {"@timestamp":1795478399000,"host":{"name":"h"},"source":{"ip":"10.0.0.1"},\
                "destination":{"ip":"52.0.0.1","port":\(number + 1)}}
                """.utf8)
        }
        try await TestIndex.with(on: engine, documents: documents) { index in
            let other = index.name + "-other"
            let mapping: JSONValue = [
                "mappings": ["properties": ["@timestamp": ["type": "date"], "host": ["type": "object"]]]
            ]
            _ = try await index.client.send(ClusterCall(.put, [other], body: mapping.bytes, to: "testing"))
            var template = TransformTemplate.forTests(index: index.name + "*")
            template.groupBy = [
                .init(name: "host.name", field: "host.name"),
                .init(name: "destination.port", field: "destination.port"),
            ]
            var tuning = PullTuning()
            tuning.groupsPerPage = 7
            do {
                let counts = try await ClusterPairSource.with(template, client: index.client, tuning: tuning) {
                    try await $0.judgements(
                        in: Self.window, judge: GroupJudge(parameters: MetricParameters(), keeping: .judged)
                    ).counts
                }
                try await TestIndex.remove(other, with: index.client)
                #expect(counts.seen == 40)
            } catch {
                try await TestIndex.remove(other, with: index.client)
                throw error
            }
        }
    }

    /// An event of the same group with these times.
    private static func event(at time: String, ingested: Int64) -> [UInt8] {
        Array(
            """
            {"@timestamp":\(time),"event":{"ingested":\(ingested)},"host":{"name":"h"},"process":{"name":"p.exe"},\
            "source":{"ip":"10.0.0.1"},"destination":{"ip":"52.0.0.1"}}
            """.utf8)
    }

    @Test("a date that somebody made up does not hide the beacon, nor stand in its signal", arguments: Engine.named)
    func madeUpDate(engine: Engine) async throws {
        try await TestIndex.with(on: engine, documents: Self.documents) { index in
            // An engine that takes no such date cannot be lied to.
            do { try await index.fill([Self.event(at: "1795478399000", ingested: .max)]) } catch { return }
            var template = TransformTemplate.forTests(index: index.name)
            template.largest.append(.init(name: "event.ingested", field: "event.ingested"))
            let result = try await pull(template, with: index.client)
            let signal = try #require(result.signals.first)
            let document = SignalDocument(template: template, window: Self.window).json(of: signal)
            #expect(document["event"] == nil && document["@timestamp"] != nil)
        }
    }

    @Test(
        "a document of two times, one at the end of time, does not hide the beacon",
        arguments: Engine.named)
    func endOfTime(engine: Engine) async throws {
        try await TestIndex.with(on: engine, documents: Self.documents) { index in
            do {
                try await index.fill([Self.event(at: "[1795478399000,\(Int64.max)]", ingested: 1_795_478_399_000)])
            } catch { return }
            let result = try await pull(.forTests(index: index.name), with: index.client)
            // Its other time lies outside the window, so it does not count.
            #expect(result.counts.documents == 120 && result.signals.count == 1)
        }
    }

    @Test("a cluster that allows few buckets is asked for smaller pages", arguments: Engine.named)
    func fewBuckets(engine: Engine) async throws {
        let groups = RandomGroups(count: 60, nowSeconds: 1_795_478_400, parameters: MetricParameters(), seed: 9)
        try await TestIndex.with(on: engine, documents: groups.documents) { index in
            let template = TransformTemplate.forTests(index: index.name)
            func result() async throws -> Pull {
                try await ClusterPairSource.with(template, client: index.client) { source in
                    try await source.judgements(
                        in: Self.window, judge: GroupJudge(parameters: MetricParameters(), keeping: .judged))
                }
            }
            let before = try await result()
            let limit = 500
            func set(_ value: JSONValue) async throws {
                let body: JSONValue = ["persistent": ["search.max_buckets": value]]
                _ = try await index.client.send(
                    ClusterCall(.put, ["_cluster", "settings"], body: body.bytes, to: "testing"))
            }
            try await set(.integer(Int64(limit)))
            do {
                let after = try await result()
                try await set(.null)
                #expect(after.counts == before.counts)
                #expect(after.judgements.map(\.verdict) == before.judgements.map(\.verdict))
            } catch {
                try await set(.null)
                throw error
            }
        }
    }
}

extension JSONValue {
    /// Replaces a member of an object inside this object.
    mutating func set(_ name: String, to value: JSONValue, in parent: String) {
        let inner = (self[parent]?.members ?? []).filter { $0.name != name } + [.init(name, value)]
        self = .object((members ?? []).filter { $0.name != parent } + [.init(parent, .object(inner))])
    }
}
