import BeaconScore
import SearchCluster

@testable import BeaconTransform

/// Hand-made templates and signals of each shape.
enum SignalSamples {
    static let window: Window = {
        var parameters = MetricParameters()
        parameters.timeBucketLength = 60
        return Window(nowSeconds: 1_795_543_200, parameters: parameters)  // 2026-11-24 18:00:00
    }()

    static func template(
        id: String = "beaconing", groupBy: [String] = ["host.name", "process.name"], metric: String = "beacon_stats",
        hasBytes: Bool = true, hasDestinations: Bool = true,
        largest: [String] = ["@timestamp", "event.ingested"], lookbackSeconds: Int = 7 * 3_600,
        opinions: TransformTemplate.Opinions = .both
    ) -> TransformTemplate {
        TransformTemplate(
            id: id, version: "1", description: "",
            source: .init(indices: ["logs-*"], query: ["match_all": .object([])]),
            groupBy: groupBy.map { .init(name: $0, field: $0) },
            metric: .init(
                name: metric, timeField: "@timestamp", sourceBytesField: hasBytes ? "source.bytes" : nil,
                destinationBytesField: hasBytes ? "destination.bytes" : nil,
                destinationField: hasDestinations ? "destination.ip" : nil, sourceAddressField: "source.ip",
                parameters: MetricParameters()),
            largest: largest.map { .init(name: $0, field: $0) },
            destination: .init(index: "ml_beaconing-1", aliases: [], documents: .signals),
            frequencySeconds: 3_600, sync: .init(field: "event.ingested", delaySeconds: 120),
            opinions: opinions, mostSplitGroups: 400, lookbackSeconds: lookbackSeconds, retention: nil)
    }

    static func address(_ text: String) -> GroupValue {
        IPAddress(text.utf8).map { .address($0) } ?? .text(Array("no address".utf8))
    }

    static let figures = Verdict.Figures(
        beaconingScore: 3,
        sourceBytes: .init(isLow: true, mean: 80_000, variance: 6.25, lowPercentile: 79_998.5, highPercentile: 80_002),
        destinationBytes: .init(isLow: true, mean: 1e-5, variance: 1e16, lowPercentile: 0, highPercentile: 1e16),
        counts: .init(), periodic: true, autocovariance: 0.98125, maxAutocovariancePeriod: 5)

    static let context: GroupContext = {
        var context = GroupContext(
            largestMillis: [1_795_543_190_123, 1_795_543_195_456],
            destinations: [
                .init(value: address("185.199.1.2"), documents: 12),
                .init(value: address("2001:0db8::1"), documents: 3),
            ],
            sourceAddress: address("10.0.0.7"))
        context.firstSeenMillis = 1_795_518_000_250
        context.destinations[0].hosts = 100
        context.destinations[1].hosts = 1
        context.destinations[1].firstSeenMillis = 1_795_518_000_250
        return context
    }()

    static func signal(
        group: [GroupValue] = [.text(Array("WS-1".utf8)), .text(Array("rundll32.exe".utf8))],
        verdict: Verdict = Verdict(isBeaconing: true, interval: 141, nonEmptyBuckets: 15, figures: figures),
        context: GroupContext? = SignalSamples.context
    ) -> Signal {
        var judgement = Judgement(
            group: GroupKey(group), verdict: verdict, documents: 72, newestMillis: 1_795_543_180_001)
        judgement.hosts = HostCounts(total: 41, sharing: 2)
        return Signal(judgement, context: context, template: template(), window: window)
    }
}
