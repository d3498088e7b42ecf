import BeaconScore
import Foundation
import TestSupport
import Testing

@Suite("Worked cases of the metric", .enabled(if: GoldenCase.file != nil))
struct GoldenTests {
    @Test("every case comes out as it was worked, from its buckets and from its events")
    func cases() throws {
        let cases = try GoldenCase.all()
        #expect(cases.count > 100)
        for golden in cases {
            var metric = BeaconingMetric(parameters: golden.metricParameters)
            let bucketCount = golden.metricParameters.numberBucketsInRange
            var series = BucketSeries(bucketCount: bucketCount)
            for row in golden.rows { series.add(row) }
            golden.check(metric.evaluate(series), "buckets")
            golden.check(ReferenceMetric(parameters: golden.metricParameters).evaluate(golden.rows), "definition")

            guard let now = golden.now, let events = golden.events else { continue }
            let clock = BucketClock(
                nowSeconds: now, bucketSeconds: golden.metricParameters.timeBucketLength, bucketCount: bucketCount)
            var fromEvents = BucketSeries(bucketCount: bucketCount)
            var fromHistogram = fromEvents
            for event in events {
                let second = Int64((Double(event[0] ?? 0) / 1_000).rounded(.down))
                let bytes = (source: event[1] ?? 0, destination: event[2] ?? 0)
                if let bucket = clock.bucket(ofSecond: second) {
                    fromEvents.add((bucket, 1, bytes.source, bytes.destination))
                }
                let length = Int64(clock.bucketSeconds)
                let sinceOffset = second - clock.histogramOffsetSeconds
                let start = second - ((sinceOffset % length) + length) % length
                if second < now + length, let bucket = clock.bucket(ofHistogramStart: start) {
                    fromHistogram.add((bucket, 1, bytes.source, bytes.destination))
                }
            }
            #expect(fromEvents == series, "\(golden.name): the events fall into other buckets")
            #expect(fromHistogram == series, "\(golden.name): the histogram has other buckets")
            golden.check(metric.evaluate(fromEvents), "events")
        }
    }
}

/// A worked case as the file has it.
private struct GoldenCase: Decodable {
    var name: String
    var parameters: Parameters?
    var now: Int64?
    var events: [[Int64?]]?
    var buckets: [[Int64]]
    var expected: Expected

    struct Parameters: Decodable {
        var number_buckets_in_range: Int?
        var time_bucket_length: Int?
        var max_beaconing_bytes_cov: Double?
        var max_beaconing_count_rv: Double?
        var truncate_at: [Double]?
        var min_beaconing_count_autocovariance: Double?
        var max_jitter: Double?
        var min_not_empty: Double?
        var min_number_periods: Int?
    }

    struct Expected: Decodable {
        var is_beaconing: Bool
        var interval: Int
        var non_empty_buckets: Int
        var beaconing_score: Int?
        var low_source_bytes_variation: Bool?
        var low_destination_bytes_variation: Bool?
        var low_count_variation: Bool?
        var periodic: Bool?
        var mean_source_bytes: Double?
        var std_dev_source_bytes: Double?
        var source_bytes_percentiles: [Double]?
        var mean_destination_bytes: Double?
        var std_dev_destination_bytes: Double?
        var destination_bytes_percentiles: [Double]?
        var mean_counts: Double?
        var variance_counts: Double?
        var counts_percentiles: [Double]?
        var autocovariance: Double?
        var max_autocovariance_period: Int?
    }

    static var file: URL? {
        ProcessInfo.processInfo.environment["BEACONING_SHARED"].map {
            URL(fileURLWithPath: $0).appendingPathComponent("golden/metric.ndjson")
        }
    }

    static func all() throws -> [GoldenCase] {
        let file = try #require(file)
        let decoder = JSONDecoder()
        return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
            try decoder.decode(GoldenCase.self, from: Data($0))
        }
    }

    var rows: [ReferenceMetric.Row] { buckets.map { (Int($0[0]), $0[1], $0[2], $0[3]) } }

    var metricParameters: MetricParameters {
        var result = MetricParameters()
        guard let parameters else { return result }
        result.numberBucketsInRange = parameters.number_buckets_in_range ?? result.numberBucketsInRange
        result.timeBucketLength = parameters.time_bucket_length ?? result.timeBucketLength
        result.maxBeaconingBytesCOV = parameters.max_beaconing_bytes_cov ?? result.maxBeaconingBytesCOV
        result.maxBeaconingCountRV = parameters.max_beaconing_count_rv ?? result.maxBeaconingCountRV
        result.minBeaconingCountAutocovariance =
            parameters.min_beaconing_count_autocovariance ?? result.minBeaconingCountAutocovariance
        result.maxJitter = parameters.max_jitter ?? result.maxJitter
        result.minNotEmpty = parameters.min_not_empty ?? result.minNotEmpty
        result.minNumberPeriods = parameters.min_number_periods ?? result.minNumberPeriods
        if let truncation = parameters.truncate_at {
            result.truncateAt = .init(low: truncation[0], high: truncation[1])
        }
        return result
    }

    func check(_ verdict: Verdict, _ from: String) {
        func same(_ field: String, _ value: Double, _ wanted: Double?) {
            guard let wanted else {
                Issue.record("\(name) from \(from): \(field) is missing in the file")
                return
            }
            let tolerance = 1e-9 * max(abs(value), abs(wanted))
            #expect(abs(value - wanted) <= tolerance, "\(name) from \(from): \(field)")
        }
        func same(_ field: String, _ spread: Verdict.Spread, _ wanted: [Double]?) {
            same("\(field)[0]", spread.lowPercentile, wanted?.first)
            same("\(field)[1]", spread.highPercentile, wanted?.last)
        }
        let context: Comment = "\(name) from \(from)"
        #expect(verdict.isBeaconing == expected.is_beaconing, context)
        #expect(verdict.interval == expected.interval, context)
        #expect(verdict.nonEmptyBuckets == expected.non_empty_buckets, context)
        #expect((verdict.figures == nil) == (expected.beaconing_score == nil), context)
        guard let figures = verdict.figures else { return }
        #expect(figures.beaconingScore == expected.beaconing_score, context)
        #expect(figures.sourceBytes.isLow == expected.low_source_bytes_variation, context)
        #expect(figures.destinationBytes.isLow == expected.low_destination_bytes_variation, context)
        #expect(figures.counts.isLow == expected.low_count_variation, context)
        #expect(figures.periodic == expected.periodic, context)
        #expect(figures.maxAutocovariancePeriod == expected.max_autocovariance_period, context)
        same("mean_source_bytes", figures.sourceBytes.mean, expected.mean_source_bytes)
        same("std_dev_source_bytes", figures.sourceBytes.standardDeviation, expected.std_dev_source_bytes)
        same("source_bytes_percentiles", figures.sourceBytes, expected.source_bytes_percentiles)
        same("mean_destination_bytes", figures.destinationBytes.mean, expected.mean_destination_bytes)
        same(
            "std_dev_destination_bytes", figures.destinationBytes.standardDeviation, expected.std_dev_destination_bytes)
        same("destination_bytes_percentiles", figures.destinationBytes, expected.destination_bytes_percentiles)
        same("mean_counts", figures.counts.mean, expected.mean_counts)
        same("variance_counts", figures.counts.variance, expected.variance_counts)
        same("counts_percentiles", figures.counts, expected.counts_percentiles)
        same("autocovariance", figures.autocovariance, expected.autocovariance)
    }
}
