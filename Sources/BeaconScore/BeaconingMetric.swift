/// The beaconing metric: judges the series of one group after another.
///
/// A metric keeps its buffers, so that a warm one allocates nothing. One value serves one thread; copies are
/// independent of each other.
public struct BeaconingMetric: Sendable {
    /// The parameters, each inside its documented range.
    public let parameters: MetricParameters

    private var buckets = FilledBuckets()
    private var spreadTest: SpreadTest
    private var periodTest: PeriodTest

    /// A metric with parameters.
    ///
    /// A parameter outside its documented range counts as the nearest end of the range.
    public init(parameters: MetricParameters = MetricParameters()) {
        let parameters = parameters.inRange()
        self.parameters = parameters
        spreadTest = SpreadTest(truncation: parameters.truncateAt)
        periodTest = PeriodTest(
            minNumberPeriods: parameters.minNumberPeriods, maxJitter: parameters.maxJitter)
    }

    /// What the metric says of a series.
    ///
    /// The series may have any number of buckets. A verdict without figures means that there was too little to judge:
    /// fewer than `min_number_periods + 1` filled buckets, or an interval under `2 * min_number_periods`.
    public mutating func evaluate(_ series: BucketSeries) -> Verdict {
        guard let first = series.firstFilled, let last = series.lastFilled else {
            return Verdict(isBeaconing: false, interval: 0, nonEmptyBuckets: 0)
        }
        let interval = last - first + 1
        let filled = series.filledCount
        let periods = parameters.minNumberPeriods
        // Written so that no number of periods overflows.
        if interval / 2 < periods || filled <= periods {
            return Verdict(isBeaconing: false, interval: interval, nonEmptyBuckets: filled)
        }
        buckets.load(series, first: first)
        return buckets.places.withUnsafeBufferPointer { places in
            let places = UnsafeBufferPointer(rebasing: places[..<filled])
            var figures = Verdict.Figures.nothing
            if buckets.nonZeroSource > periods {
                figures.sourceBytes = buckets.sourceBytes.withUnsafeBufferPointer {
                    spreadTest.measure(
                        UnsafeBufferPointer(rebasing: $0[..<filled]), at: places, interval: interval,
                        limit: parameters.maxBeaconingBytesCOV)
                }
            }
            if buckets.nonZeroDestination > periods {
                figures.destinationBytes = buckets.destinationBytes.withUnsafeBufferPointer {
                    spreadTest.measure(
                        UnsafeBufferPointer(rebasing: $0[..<filled]), at: places, interval: interval,
                        limit: parameters.maxBeaconingBytesCOV)
                }
            }
            buckets.counts.withUnsafeBufferPointer { counts in
                let counts = UnsafeBufferPointer(rebasing: counts[..<filled])
                if filled > Int(parameters.minNotEmpty * Double(interval)) {
                    figures.counts = spreadTest.measure(
                        counts, at: places, interval: interval, limit: parameters.maxBeaconingCountRV)
                }
                (figures.autocovariance, figures.maxAutocovariancePeriod) = periodTest.measure(
                    counts, at: places, interval: interval)
            }
            figures.periodic = figures.autocovariance >= parameters.minBeaconingCountAutocovariance
            figures.beaconingScore =
                (figures.counts.isLow || figures.periodic ? 1 : 0) + (figures.sourceBytes.isLow ? 1 : 0)
                + (figures.destinationBytes.isLow ? 1 : 0)
            return Verdict(
                isBeaconing: figures.beaconingScore > 0, interval: interval, nonEmptyBuckets: filled, figures: figures)
        }
    }
}

extension Verdict.Figures {
    fileprivate static let nothing = Verdict.Figures(
        beaconingScore: 0, sourceBytes: Verdict.Spread(), destinationBytes: Verdict.Spread(),
        counts: Verdict.Spread(), periodic: false, autocovariance: 0, maxAutocovariancePeriod: 0)
}
