import BeaconScore
import TestSupport
import Testing

/// Cases worked out with pencil and paper.
@Suite("Cases derived by hand")
struct DerivedCaseTests {
    @Test("an empty series has no interval")
    func empty() {
        #expect(judge([]) == Verdict(isBeaconing: false, interval: 0, nonEmptyBuckets: 0))
    }

    @Test("one event in each bucket is periodic at the shortest period, and low in counts")
    func oneEach() throws {
        let verdict = judge((0..<360).map { ($0, 1, 0, 0) })
        let figures = try #require(verdict.figures)
        #expect(verdict.isBeaconing && verdict.interval == 360 && verdict.nonEmptyBuckets == 360)
        #expect(figures.counts == .init(isLow: true, mean: 1, variance: 0, lowPercentile: 1, highPercentile: 1))
        #expect(figures.sourceBytes == .init() && figures.destinationBytes == .init())
        #expect(figures.autocovariance == 1 && figures.maxAutocovariancePeriod == 2 && figures.periodic)
        // Counts and period together are one point.
        #expect(figures.beaconingScore == 1)
    }

    @Test("twelve buckets can be judged, eleven cannot")
    func shortest() {
        #expect(judge((3..<15).map { ($0, 1, 0, 0) }).figures?.autocovariance == 1)
        #expect(
            judge((3..<14).map { ($0, 1, 0, 0) })
                == Verdict(isBeaconing: false, interval: 11, nonEmptyBuckets: 11))
    }

    @Test("seven filled buckets of twelve can be judged, six cannot")
    func fewest() throws {
        let places = [0, 1, 2, 3, 4, 5, 11]
        let verdict = judge(places.map { ($0, 1, 0, 0) })
        let figures = try #require(verdict.figures)
        // About m = 2/3, in ninths: X has 5 · 1 + 5 · 4, Y has 6 · 1 + 4 · 4, and the products are 10.
        #expect(close(figures.autocovariance, 10 / (25.0 * 22).squareRoot()))
        #expect(figures.maxAutocovariancePeriod == 2 && !figures.periodic)
        #expect(figures.counts.isLow && figures.beaconingScore == 1 && verdict.isBeaconing)
        #expect(
            judge([0, 1, 2, 3, 4, 11].map { ($0, 1, 0, 0) })
                == Verdict(isBeaconing: false, interval: 12, nonEmptyBuckets: 6))
    }

    @Test("a beacon every ten minutes is found at ten, not at a multiple of it")
    func everyTen() throws {
        let verdict = judge(stride(from: 5, to: 360, by: 10).map { ($0, 1, 300, 900) })
        let figures = try #require(verdict.figures)
        #expect(verdict.interval == 351 && verdict.nonEmptyBuckets == 36)
        #expect(figures.autocovariance == 1 && figures.maxAutocovariancePeriod == 10)
        #expect(
            figures.sourceBytes == .init(isLow: true, mean: 300, variance: 0, lowPercentile: 300, highPercentile: 300))
        #expect(figures.destinationBytes.mean == 900 && figures.destinationBytes.isLow)
        // 36 is not more than half of 351.
        #expect(figures.counts == .init())
        #expect(figures.beaconingScore == 3)
    }

    @Test("seven beacons, fifty minutes apart, are the longest period in six hours")
    func everyFifty() throws {
        let verdict = judge((0..<7).map { (9 + 50 * $0, 1, 300, 0) })
        let figures = try #require(verdict.figures)
        #expect(verdict.interval == 301 && verdict.nonEmptyBuckets == 7)
        #expect(figures.autocovariance == 1 && figures.maxAutocovariancePeriod == 50)
        #expect(figures.sourceBytes.isLow && !figures.destinationBytes.isLow && figures.beaconingScore == 2)
    }

    @Test("counts that alternate vary too much, and repeat exactly")
    func alternating() throws {
        let figures = try #require(judge((0..<360).map { ($0, $0 % 2 == 0 ? 1 : 2, 0, 0) }).figures)
        // Half a standard deviation beside a mean of 1.5; a tenth is allowed.
        #expect(
            figures.counts == .init(isLow: false, mean: 1.5, variance: 0.25, lowPercentile: 1, highPercentile: 2))
        #expect(figures.autocovariance == 1 && figures.maxAutocovariancePeriod == 2)
        #expect(figures.beaconingScore == 1)
    }

    @Test("the smallest and the largest are left out of mean and variance")
    func truncation() throws {
        // Of 20 values, ranks 2 and 16: both 100, so that 1 and 10,000 are out.
        let bytes = [Int64](repeating: 100, count: 9) + [1, 10_000] + [Int64](repeating: 100, count: 9)
        let figures = try #require(judge(bytes.indices.map { ($0, 1, bytes[$0], 0) }).figures)
        #expect(
            figures.sourceBytes == .init(isLow: true, mean: 100, variance: 0, lowPercentile: 100, highPercentile: 100))
    }

    @Test("without truncation all values count, and the last rank is the last value")
    func noTruncation() throws {
        var parameters = MetricParameters()
        parameters.truncateAt = .init(low: 0, high: 1)
        let rows: [ReferenceMetric.Row] = (1...20).map { ($0, 2, Int64($0 * 2), Int64(42 - 2 * $0)) }
        let figures = try #require(judge(rows, parameters).figures)
        // 1 to 20: mean 10.5, variance (20² - 1) / 12.
        let expected = Verdict.Spread(
            isLow: false, mean: 10.5, variance: 33.25, lowPercentile: 1, highPercentile: 20)
        #expect(figures.sourceBytes == expected)
        #expect(figures.destinationBytes == expected)
    }

    @Test("bytes in six buckets are not tested, in seven they are")
    func fewBytes() throws {
        let six = judge((0..<20).map { ($0, 1, $0 < 6 ? 50 : 0, $0 < 7 ? 50 : 0) })
        #expect(try #require(six.figures).sourceBytes == .init())
        #expect(
            try #require(six.figures).destinationBytes
                == .init(isLow: true, mean: 50, variance: 0, lowPercentile: 50, highPercentile: 50))
    }

    @Test("the count test needs more than half of the buckets")
    func notEmpty() throws {
        let six = [0, 1, 2, 3, 4, 5]
        let ofThirteen = judge((six + [12]).map { ($0, 1, 0, 0) })
        let ofFourteen = judge((six + [13]).map { ($0, 1, 0, 0) })
        #expect(try #require(ofThirteen.figures).counts.isLow)
        #expect(try #require(ofFourteen.figures).counts == .init())
    }

    @Test("between a negative and a positive quantile the empty buckets count as zeros")
    func negativeBytes() throws {
        let rows: [ReferenceMetric.Row] = (0..<8).map { (2 * $0, 1, $0 % 2 == 0 ? 10 : -10, 0) }
        let figures = try #require(judge(rows).figures)
        // 4 times -10, 4 times 10 and 7 empty buckets between them.
        #expect(figures.sourceBytes.mean == 0)
        #expect(close(figures.sourceBytes.variance, 800.0 / 15))
        #expect(figures.sourceBytes.lowPercentile == -10 && figures.sourceBytes.highPercentile == 10)
        #expect(!figures.sourceBytes.isLow)
    }

    @Test("a longer period's segments count for its divisors as a running average")
    func divisors() throws {
        var parameters = MetricParameters()
        parameters.minNumberPeriods = 2
        let counts: [Int64] = [2, 0, 2, 0, 1, 0, 0, 0, 1, 1, 1, 1]
        let rows: [ReferenceMetric.Row] = counts.indices.compactMap { counts[$0] == 0 ? nil : ($0, counts[$0], 0, 0) }
        let figures = try #require(judge(rows, parameters).figures)
        // Period 2 about m = 1/2: 3.5 / √(4.5 · 6.5). Period 6 about 0: 3 / √(4 · 9).
        #expect(close(figures.autocovariance, (3.5 / (4.5 * 6.5).squareRoot() + 0.5) / 2))
        #expect(figures.maxAutocovariancePeriod == 2 && !figures.periodic)
        #expect(figures.counts.lowPercentile == 1 && figures.counts.highPercentile == 2)
        #expect(close(figures.counts.mean, 9.0 / 7) && close(figures.counts.variance, 10.0 / 49))
    }

    @Test("a shift by one bucket finds what lies one bucket off", arguments: [(0.0, 4 / 20.0.squareRoot()), (0.5, 1)])
    func jitter(share: Double, expected: Double) throws {
        var parameters = MetricParameters()
        parameters.minNumberPeriods = 2
        parameters.maxJitter = share
        // Unshifted (1, 2) against (0, 2); shifted (2, 4) against (1, 2), which are in proportion.
        let figures = try #require(judge([(0, 1, 0, 0), (1, 2, 0, 0), (3, 2, 0, 0), (4, 4, 0, 0)], parameters).figures)
        #expect(close(figures.autocovariance, expected))
        #expect(figures.maxAutocovariancePeriod == 2)
    }

    @Test("bytes are means over the events of a bucket")
    func meanBytes() throws {
        let figures = try #require(judge((0..<12).map { ($0, 4, 1_000, 2) }).figures)
        #expect(figures.sourceBytes.mean == 250 && figures.destinationBytes.mean == 0.5)
        #expect(figures.counts.mean == 4)
    }

    private func judge(
        _ rows: [ReferenceMetric.Row], _ parameters: MetricParameters = MetricParameters()
    ) -> Verdict {
        var series = BucketSeries(bucketCount: parameters.numberBucketsInRange)
        for row in rows { series.add(row) }
        var metric = BeaconingMetric(parameters: parameters)
        return metric.evaluate(series)
    }

    private func close(_ value: Double, _ expected: Double) -> Bool {
        abs(value - expected) <= 1e-12 * abs(expected)
    }
}
