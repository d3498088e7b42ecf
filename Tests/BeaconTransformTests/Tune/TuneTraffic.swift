import BeaconScore
import BeaconTraffic
import TestSupport

@testable import BeaconTransform

/// Made traffic that is tuned on, and the settings that are tried.
enum TuneTraffic {
    /// The end of the traffic.
    static let endSecond: Int64 = 1_795_543_200  // 2026-11-24 18:00:00

    /// An office with beacons in it, as lines of ECS.
    static func lines(seed: UInt64, hosts: Int = 2, hours: Int = 7) -> [UInt8] {
        var bytes: [UInt8] = []
        for event in OfficeDay(seed: seed, hosts: hosts, endSecond: endSecond, hours: hours).events {
            ECSWriter().append(event, to: &bytes)
        }
        return bytes
    }

    /// A template that asks neither for single destinations nor for contexts of them.
    static func template(_ opinions: TransformTemplate.Opinions = .both) -> TransformTemplate {
        var template = SignalSamples.template(lookbackSeconds: 0, opinions: opinions)
        template.mostSplitGroups = 0
        return template
    }

    /// Settings that differ in everything, windows and lengths of buckets that are multiples of each other and others.
    static func settings(_ count: Int, _ random: inout SeededRandom) -> [MetricParameters] {
        func one<Value>(_ values: [Value]) -> Value { values[Int.random(in: 0..<values.count, using: &random)] }
        return (0..<count).map { _ in
            var parameters = MetricParameters()
            parameters.timeBucketLength = one([20, 30, 45, 60, 60, 90, 120, 300, 600])
            parameters.numberBucketsInRange = one([20, 60, 150, 240, 360])
            parameters.minNumberPeriods = one([2, 3, 4, 6, 8, 10])
            parameters.maxBeaconingBytesCOV = one([0, 0.05, 0.1, 0.3])
            parameters.maxBeaconingCountRV = one([0.05, 0.1, 0.3])
            parameters.truncateAt = one([
                .init(low: 0.1, high: 0.8), .init(low: 0, high: 1), .init(low: 0.25, high: 0.75),
            ])
            parameters.minBeaconingCountAutocovariance = one([0.4, 0.6, 0.7, 0.9])
            parameters.maxJitter = one([0, 0, 0.1, 0.3])
            parameters.minNotEmpty = one([0, 0.25, 0.5, 0.9])
            return parameters
        }
    }
}

/// A source that counts the long way.
struct NaiveSource: PairSource {
    let events: [NaiveGroups.Event]

    func judgements(in window: Window, judge: GroupJudge) async throws -> Pull {
        NaiveGroups(events, window: window, lookbackSeconds: 0).pull(judge)
    }

    func splits(of groups: [GroupKey], in window: Window) async throws -> [DestinationSplit?] {
        groups.map { _ in nil }
    }

    func times(of groups: [TimedGroup], in window: Window) async throws -> [[Int64]] { groups.map { _ in [] } }

    func contexts(
        of groups: [GroupKey], splits: [DestinationSplit?], in window: Window
    ) async throws -> [GroupContext] {
        groups.map { _ in GroupContext(largestMillis: [], destinations: [], sourceAddress: nil) }
    }
}
