import BeaconScore
import SearchCluster
import TestSupport
import Testing

@testable import BeaconTransform

/// Groups that are read whole and groups that are sifted, on real engines.
@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun), .serialized)
struct WaysTests {
    private static let nowSeconds: Int64 = 1_795_478_437

    /// Events of groups, and some documents that have several hosts, several processes, or none of one.
    private static func documents() -> [[UInt8]] {
        var documents = RandomGroups(
            count: 300, nowSeconds: nowSeconds, parameters: MetricParameters(), seed: 77
        ).documents
        var random = SeededRandom(seed: 78)
        let hosts = [#"["host-1","host-2"]"#, #""host-3""#, #"["host-4","host-4"]"#, "null", #""""#]
        let processes = [#"["process-1","q"]"#, #""process-2""#, "null", #"["a","b","c"]"#]
        for minute in 0..<340 {
            let host = hosts[Int.random(in: 0..<hosts.count, using: &random)]
            let process = processes[Int.random(in: 0..<processes.count, using: &random)]
            documents.append(
                Array(
                    """
                    {"@timestamp":\((nowSeconds - Int64(minute) * 60) * 1000),"host":{"name":\(host)},\
                    "process":{"name":\(process)},"source":{"ip":"10.0.0.1","bytes":100},\
                    "destination":{"ip":"52.0.0.\(minute % 5)","bytes":900}}
                    """.utf8))
        }
        return documents
    }

    private static func text(
        of index: TestIndex, by way: PullPace.Way?, buckets: Int
    ) async throws -> [String] {
        let template = TransformTemplate.forTests(index: index.name)
        let window = Window(nowSeconds: nowSeconds, parameters: template.metric.parameters)
        var tuning = PullTuning()
        (tuning.way, tuning.bucketsPerPage) = (way, buckets)
        let result = try await ClusterPairSource.with(template, client: index.client, tuning: tuning) { source in
            try await TransformRun(template, window: window, keeping: .signals).result(from: source)
        }
        let document = SignalDocument(template: template, window: window)
        return ["\(result.counts)"] + result.signals.map { "\($0.id) \(document.json(of: $0).text)" }
    }

    @Test("Both ways give the same documents, wherever pages end", arguments: Engine.named)
    func same(engine: Engine) async throws {
        try await TestIndex.with(on: engine, documents: Self.documents()) { index in
            let sifted = try await Self.text(of: index, by: .sifted, buckets: 60_000)
            #expect(sifted.count > 20)
            for buckets in [60_000, 2_500, 400] {
                #expect(try await Self.text(of: index, by: .whole, buckets: buckets) == sifted)
            }
            #expect(try await Self.text(of: index, by: nil, buckets: 2_000) == sifted)
        }
    }

    @Test("A document with several times is refused by both", arguments: Engine.named)
    func severalTimes(engine: Engine) async throws {
        let times = (0..<40).map { "\((Self.nowSeconds - Int64($0) * 300) * 1000)" }.joined(separator: ",")
        let document = #"{"@timestamp":[\#(times)],"host":{"name":"a"},"process":{"name":"p"},"source":{"bytes":1}}"#
        // Enough of them that their group can be judged.
        let several = Array(repeating: Array(document.utf8), count: 10)
        try await TestIndex.with(
            on: engine, documents: several + Self.documents()
        ) {
            index in
            for way in [PullPace.Way.whole, .sifted] {
                let failure = await #expect(throws: ClusterError.self) {
                    _ = try await Self.text(of: index, by: way, buckets: 60_000)
                }
                #expect(failure?.code == .incomplete)
            }
        }
    }
}
