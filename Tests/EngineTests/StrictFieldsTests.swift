import BeaconScore
import SearchCluster
import TestSupport
import Testing

@testable import BeaconTransform

@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun), .serialized)
struct StrictFieldsTests {
    /// Parameters that differ from the defaults, each in its own way.
    static let parameterSets: [MetricParameters] = {
        var jitter = MetricParameters()
        jitter.maxJitter = 0.3
        var short = MetricParameters()
        (short.numberBucketsInRange, short.timeBucketLength, short.minNumberPeriods) = (97, 30, 3)
        var lax = MetricParameters()
        lax.maxBeaconingBytesCOV = 0.4
        lax.maxBeaconingCountRV = 0.6
        lax.truncateAt = .init(low: 0, high: 0.95)
        lax.minNotEmpty = 0.1
        lax.minBeaconingCountAutocovariance = 0.3
        lax.minNumberPeriods = 2
        var slow = MetricParameters()
        (slow.numberBucketsInRange, slow.timeBucketLength) = (288, 600)
        return [MetricParameters(), jitter, short, lax, slow]
    }()

    @Test(
        "every field of a thousand random groups is what the metric says, whatever the parameters",
        arguments: Engine.named, parameterSets.indices)
    func strictFields(engine: Engine, set: Int) async throws {
        let parameters = Self.parameterSets[set]
        // No whole minute: the buckets do not start where a plain histogram's would.
        let now: Int64 = 1_795_478_437 + Int64(set) * 1_013
        let groups = RandomGroups(
            count: 1_000, nowSeconds: now, parameters: parameters, seed: UInt64(set) + 41)
        try await TestIndex.with(on: engine, documents: groups.documents) { index in
            let template = TransformTemplate.forTests(index: index.name, parameters: parameters)
            let window = Window(nowSeconds: now, parameters: parameters)
            // Pages and batches small enough that groups go on from one to the next.
            var tuning = PullTuning()
            (tuning.groupsPerPage, tuning.bucketsPerPage) = (300, 1_500)
            let pull = try await ClusterPairSource.with(template, client: index.client, tuning: tuning) { source in
                try await source.judgements(
                    in: window, judge: GroupJudge(parameters: parameters, keeping: .judged))
            }
            let reference = ReferenceMetric(parameters: parameters)
            let judged = Dictionary(uniqueKeysWithValues: pull.judgements.map { ($0.group.description, $0) })
            var beaconing = 0
            for (group, rows) in groups.rows where !rows.isEmpty {
                let expected = reference.evaluate(rows)
                beaconing += expected.isBeaconing ? 1 : 0
                guard let found = judged[group] else {
                    #expect(expected.figures == nil, "\(group) was skipped and can be judged")
                    continue
                }
                #expect(found.documents == groups.events[group])
                #expect(found.verdict.differences(from: expected).isEmpty, "\(group)")
            }
            #expect(beaconing > 50)
            #expect(pull.counts.seen == groups.rows.values.count { !$0.isEmpty })
            #expect(pull.counts.seen == pull.counts.judged + pull.counts.tooFewEvents + pull.counts.tooShortSpan)
            #expect(pull.counts.documents == groups.events.values.reduce(0, +))
        }
    }
}

extension TransformTemplate {
    /// Hosts and processes, and every document of one index.
    static func forTests(index: String, parameters: MetricParameters = MetricParameters()) -> TransformTemplate {
        TransformTemplate(
            id: "test", version: "0", description: "for tests",
            source: .init(indices: [index], query: ["match_all": [:]]),
            groupBy: [
                .init(name: "host.name", field: "host.name"), .init(name: "process.name", field: "process.name"),
            ],
            metric: .init(
                name: "beacon_stats", timeField: "@timestamp", sourceBytesField: "source.bytes",
                destinationBytesField: "destination.bytes", destinationField: "destination.ip",
                sourceAddressField: "source.ip", parameters: parameters),
            largest: [.init(name: "@timestamp", field: "@timestamp")],
            destination: .init(
                index: "test-signals-\(index)",
                aliases: [
                    .init(name: "latest-\(index)", moves: true), .init(name: "all-\(index)", moves: false),
                ], documents: .signals),
            frequencySeconds: 3_600, sync: .init(field: "@timestamp", delaySeconds: 120), opinions: .strict,
            mostSplitGroups: 0, lookbackSeconds: 0,
            retention: nil)
    }
}
