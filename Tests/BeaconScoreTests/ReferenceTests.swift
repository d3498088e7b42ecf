import BeaconScore
import TestSupport
import Testing

@Suite("The fast metric against the definition")
struct ReferenceTests {
    /// Parameter sets that differ in what changes the course of the metric.
    static let parameterSets: [MetricParameters] = {
        var sets: [MetricParameters] = []
        func add(_ change: (inout MetricParameters) -> Void) {
            var parameters = MetricParameters()
            change(&parameters)
            sets.append(parameters)
        }
        func add(buckets: Int, jitter: Double = 0, periods: Int = 6, notEmpty: Double = 0.5) {
            add {
                $0.numberBucketsInRange = buckets
                $0.maxJitter = jitter
                $0.minNumberPeriods = periods
                $0.minNotEmpty = notEmpty
            }
        }
        add(buckets: 360)
        add(buckets: 360, jitter: 0.1)
        add(buckets: 120, jitter: 0.2)
        add(buckets: 200, jitter: 0.3, periods: 4)
        add(buckets: 90, jitter: 0.5, periods: 2)
        add(buckets: 60, jitter: 0.97, periods: 3)
        add {
            $0.truncateAt = .init(low: 0, high: 1)
            $0.maxBeaconingCountRV = 0.3
        }
        add {
            $0.truncateAt = .init(low: 0.5, high: 0.5)
            $0.minNotEmpty = 0.05
        }
        add(buckets: 72)
        add(buckets: 24, periods: 2)
        add(buckets: 100, periods: 2, notEmpty: 1)
        add(buckets: 500, periods: 10, notEmpty: 0)
        return sets
    }()

    @Test("agree bit for bit on random series of every kind", arguments: parameterSets.indices)
    func agreesWithDefinition(set: Int) {
        let parameters = Self.parameterSets[set]
        let reference = ReferenceMetric(parameters: parameters)
        var metric = BeaconingMetric(parameters: parameters)
        var series = BucketSeries(bucketCount: parameters.numberBucketsInRange)
        var judged = 0
        for seed in 0..<UInt64(250) {
            let random = RandomSeries(
                bucketCount: parameters.numberBucketsInRange, seed: seed &+ UInt64(set) << 32)
            series.removeAll()
            for row in random.rows { series.add(row) }
            let expected = reference.evaluate(random.rows)
            let verdict = metric.evaluate(series)
            #expect(verdict == expected, "\(random)")
            judged += expected.figures == nil ? 0 : 1
        }
        #expect(judged > 120, "too few series were judged for this to mean much")
    }
}

extension BucketSeries {
    mutating func add(_ row: ReferenceMetric.Row) {
        add(bucket: row.bucket, count: row.count, sourceBytes: row.source, destinationBytes: row.destination)
    }
}
