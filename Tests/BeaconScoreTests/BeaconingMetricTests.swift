import BeaconScore
import TestSupport
import Testing

@Suite("BeaconingMetric")
struct BeaconingMetricTests {
    static let jitters = [0, 0.2]

    @Test("the order of events does not matter", arguments: jitters)
    func order(jitter: Double) {
        var metric = metric(jitter: jitter)
        var random = SeededRandom(seed: 5)
        for seed in 0..<UInt64(60) {
            let series = RandomSeries(bucketCount: 150, seed: seed)
            // Bytes near the ends of 64 bits stop there, and where depends on the order.
            if series.bytes == .extreme || series.kind == .huge { continue }
            var parts: [ReferenceMetric.Row] = []
            for row in series.rows {
                let first = Int64.random(in: 0...row.count, using: &random)
                let source = Int64.random(in: 0...1_000, using: &random)
                if first == 0 || first == row.count {
                    parts.append(row)
                } else {
                    parts.append((row.bucket, first, source, row.destination))
                    parts.append((row.bucket, row.count - first, row.source - source, 0))
                }
            }
            let whole = judge(series.rows, &metric)
            for _ in 0..<3 {
                parts.shuffle(using: &random)
                #expect(judge(parts, &metric) == whole, "\(series)")
            }
        }
    }

    @Test("moving everything by whole buckets changes nothing", arguments: jitters)
    func shift(jitter: Double) {
        var metric = metric(jitter: jitter)
        for seed in 0..<UInt64(60) {
            let series = RandomSeries(bucketCount: 150, seed: seed)
            let verdict = judge(series.rows, &metric)
            for offset in [1, 7, 149] {
                let moved = series.rows.map { ($0.bucket + offset, $0.count, $0.source, $0.destination) }
                #expect(judge(moved, bucketCount: 300, &metric) == verdict, "\(series) by \(offset)")
            }
        }
    }

    @Test("more bytes in proportion leave every test as it was", arguments: [2, 3, 1_000] as [Int64])
    func scale(factor: Int64) {
        var metric = metric(jitter: 0)
        var judged = 0
        for seed in 0..<UInt64(200) {
            let series = RandomSeries(bucketCount: 150, seed: seed)
            if series.bytes == .extreme || series.kind == .huge { continue }
            let verdict = judge(series.rows, &metric)
            let scaled = judge(
                series.rows.map { ($0.bucket, $0.count, $0.source * factor, $0.destination * factor) }, &metric)
            #expect(scaled.isBeaconing == verdict.isBeaconing, "\(series)")
            guard let figures = verdict.figures, let scaledFigures = scaled.figures else { continue }
            judged += 1
            #expect(scaledFigures.beaconingScore == figures.beaconingScore, "\(series)")
            #expect(scaledFigures.sourceBytes.isLow == figures.sourceBytes.isLow, "\(series)")
            #expect(scaledFigures.destinationBytes.isLow == figures.destinationBytes.isLow, "\(series)")
            #expect(scaledFigures.counts == figures.counts, "\(series)")
            #expect(scaledFigures.autocovariance == figures.autocovariance, "\(series)")
        }
        #expect(judged > 80)
    }

    @Test("what was judged before leaves no trace", arguments: [0, 0.15, 0.5])
    func reuse(jitter: Double) {
        var parameters = MetricParameters()
        parameters.maxJitter = jitter
        parameters.minNumberPeriods = 3
        var used = BeaconingMetric(parameters: parameters)
        var random = SeededRandom(seed: 99)
        for seed in 0..<UInt64(150) {
            let bucketCount = Int.random(in: 2...140, using: &random)
            let rows = RandomSeries(bucketCount: bucketCount, seed: seed).rows
            var fresh = BeaconingMetric(parameters: parameters)
            #expect(
                judge(rows, bucketCount: bucketCount, &used) == judge(rows, bucketCount: bucketCount, &fresh),
                "\(bucketCount) buckets, seed \(seed)")
        }
    }

    @Test("a window of two buckets, and one of one, are judged without trapping")
    func tinyWindows() {
        for periods in [2, 6, Int.max] {
            var parameters = MetricParameters()
            parameters.minNumberPeriods = periods
            var metric = BeaconingMetric(parameters: parameters)
            for bucketCount in 1...2 {
                let rows = (0..<bucketCount).map { ($0, Int64.max, Int64.min, Int64.max) }
                #expect(
                    judge(rows, bucketCount: bucketCount, &metric)
                        == Verdict(isBeaconing: false, interval: bucketCount, nonEmptyBuckets: bucketCount))
            }
        }
    }

    @Test("all small series are judged as defined", arguments: jitters)
    func smallWorld(jitter: Double) {
        // Every series of 8 buckets with up to 2 events each: all ties and all edges that fit into them.
        var parameters = MetricParameters()
        parameters.numberBucketsInRange = 8
        parameters.minNumberPeriods = 2
        parameters.maxJitter = jitter * 2.5
        let reference = ReferenceMetric(parameters: parameters)
        var metric = BeaconingMetric(parameters: parameters)
        var different = 0
        for code in 0..<6_561 {
            var rest = code
            var rows: [ReferenceMetric.Row] = []
            for bucket in 0..<8 {
                let count = Int64(rest % 3)
                rest /= 3
                if count > 0 { rows.append((bucket, count, count * 7 - Int64(bucket), Int64(code % 5))) }
            }
            different += judge(rows, bucketCount: 8, &metric) == reference.evaluate(rows) ? 0 : 1
        }
        #expect(different == 0)
    }

    @Test("shifts that tie up to rounding are told apart as defined", arguments: [0.34, 0.5, 0.8])
    func tiedShifts(jitter: Double) {
        // Short series of small counts: many shifts have the same product sum, and other variances.
        var random = SeededRandom(seed: 3)
        var parameters = MetricParameters()
        parameters.minNumberPeriods = 2
        parameters.maxJitter = jitter
        var metric = BeaconingMetric(parameters: parameters)
        var different = 0
        for _ in 0..<400 {
            parameters.numberBucketsInRange = Int.random(in: 12...30, using: &random)
            let rows: [ReferenceMetric.Row] = (0..<parameters.numberBucketsInRange).compactMap {
                let count = Int64.random(in: 0...2, using: &random)
                return count == 0 ? nil : ($0, count, 0, 0)
            }
            let verdict = judge(rows, bucketCount: parameters.numberBucketsInRange, &metric)
            different += verdict == ReferenceMetric(parameters: parameters).evaluate(rows) ? 0 : 1
        }
        #expect(different == 0)
    }

    @Test("two shifts that correlate alike, with other variances, are told apart by the order of sums")
    func tiedCorrelations() {
        // In a million short series this one alone needs it: with the other shift period 6 would win, and not 4.
        let counts: [Int64] = [2, 1, 1, 1, 2, 2, 0, 1, 0, 0, 2, 0, 2]
        let rows: [ReferenceMetric.Row] = counts.indices.map { ($0, counts[$0], 0, 0) }
        var parameters = MetricParameters()
        parameters.numberBucketsInRange = counts.count
        parameters.minNumberPeriods = 2
        parameters.maxJitter = 0.3
        var metric = BeaconingMetric(parameters: parameters)
        let expected = ReferenceMetric(parameters: parameters).evaluate(rows)
        #expect(judge(rows, bucketCount: counts.count, &metric) == expected)
    }

    @Test("parameters out of range count as the nearest end")
    func outOfRange() {
        var parameters = MetricParameters()
        parameters.numberBucketsInRange = 1
        parameters.timeBucketLength = .min
        parameters.numberDestinationIPs = -1
        parameters.maxBeaconingBytesCOV = -.infinity
        parameters.maxBeaconingCountRV = .infinity
        parameters.truncateAt = .init(low: .nan, high: -4)
        parameters.minBeaconingCountAutocovariance = 7
        parameters.maxJitter = 1
        parameters.minNotEmpty = .nan
        parameters.minNumberPeriods = 0
        var metric = BeaconingMetric(parameters: parameters)
        #expect(metric.parameters.numberBucketsInRange == 2)
        #expect(metric.parameters.timeBucketLength == 1)
        #expect(metric.parameters.numberDestinationIPs == 0)
        #expect(metric.parameters.maxBeaconingBytesCOV == 0)
        #expect(metric.parameters.maxBeaconingCountRV == .greatestFiniteMagnitude)
        #expect(metric.parameters.truncateAt == .init(low: 0, high: 0))
        #expect(metric.parameters.minBeaconingCountAutocovariance == 1)
        #expect(metric.parameters.maxJitter < 1)
        #expect(metric.parameters.minNotEmpty == 0)
        #expect(metric.parameters.minNumberPeriods == 2)
        for seed in 0..<UInt64(40) {
            let rows = RandomSeries(bucketCount: 40, seed: seed).rows
            let expected = ReferenceMetric(parameters: bigger(metric.parameters, buckets: 40)).evaluate(rows)
            #expect(judge(rows, bucketCount: 40, &metric) == expected, "seed \(seed)")
        }
        #expect(MetricParameters().inRange() == MetricParameters())
    }

    @Test("a long window with jitter is judged as defined")
    func longWindow() {
        var parameters = MetricParameters()
        parameters.numberBucketsInRange = 700
        parameters.minNumberPeriods = 12
        parameters.maxJitter = 0.25
        let reference = ReferenceMetric(parameters: parameters)
        var metric = BeaconingMetric(parameters: parameters)
        for kind in [RandomSeries.Kind.dense, .jittered, .pattern, .highPlateau] {
            let series = RandomSeries(kind: kind, bytes: .close, bucketCount: 700, seed: 4)
            #expect(judge(series.rows, bucketCount: 700, &metric) == reference.evaluate(series.rows), "\(series)")
        }
    }

    private func metric(jitter: Double) -> BeaconingMetric {
        var parameters = MetricParameters()
        parameters.maxJitter = jitter
        return BeaconingMetric(parameters: parameters)
    }

    private func bigger(_ parameters: MetricParameters, buckets: Int) -> MetricParameters {
        var parameters = parameters
        parameters.numberBucketsInRange = buckets
        return parameters
    }

    private func judge(
        _ rows: [ReferenceMetric.Row], bucketCount: Int = 150, _ metric: inout BeaconingMetric
    ) -> Verdict {
        var series = BucketSeries(bucketCount: bucketCount)
        for row in rows { series.add(row) }
        return metric.evaluate(series)
    }
}
