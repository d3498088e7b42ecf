/// What the beaconing metric says of one group over one window.
public struct Verdict: Sendable, Equatable {
    /// Whether any of the four tests passed.
    public var isBeaconing: Bool
    /// Buckets from the newest filled one to the oldest, both included; 0 for an empty series.
    public var interval: Int
    /// Filled buckets.
    public var nonEmptyBuckets: Int
    /// The tests and what they measured; `nil` when there was too little to judge.
    public var figures: Figures?

    /// The four tests and what they measured.
    public struct Figures: Sendable, Equatable {
        /// One point for regular counts or periodicity, one each for low variation of bytes in the two directions; 0 to 3.
        public var beaconingScore: Int
        /// The mean bytes that the source sent, over buckets.
        public var sourceBytes: Spread
        /// The mean bytes that the destination sent, over buckets.
        public var destinationBytes: Spread
        /// The number of events, over buckets.
        public var counts: Spread
        /// Whether ``autocovariance`` reaches the threshold.
        public var periodic: Bool
        /// The largest score of any period, at most 1.
        public var autocovariance: Double
        /// The smallest period in buckets that has the largest score.
        public var maxAutocovariancePeriod: Int

        /// The tests and what they measured.
        public init(
            beaconingScore: Int, sourceBytes: Spread, destinationBytes: Spread, counts: Spread, periodic: Bool,
            autocovariance: Double, maxAutocovariancePeriod: Int
        ) {
            self.beaconingScore = beaconingScore
            self.sourceBytes = sourceBytes
            self.destinationBytes = destinationBytes
            self.counts = counts
            self.periodic = periodic
            self.autocovariance = autocovariance
            self.maxAutocovariancePeriod = maxAutocovariancePeriod
        }
    }

    /// What a spread test measured; all zero, and not low, when it was not run.
    public struct Spread: Sendable, Equatable {
        /// Whether the standard deviation is small beside the mean.
        public var isLow = false
        /// Mean of the values between the two quantiles.
        public var mean = 0.0
        /// Population variance of the values between the two quantiles.
        public var variance = 0.0
        /// The value at the lower quantile of `truncate_at`.
        public var lowPercentile = 0.0
        /// The value at the upper quantile of `truncate_at`.
        public var highPercentile = 0.0

        /// A test that was not run.
        public init() {}

        /// What a test measured.
        public init(isLow: Bool, mean: Double, variance: Double, lowPercentile: Double, highPercentile: Double) {
            self.isLow = isLow
            self.mean = mean
            self.variance = variance
            self.lowPercentile = lowPercentile
            self.highPercentile = highPercentile
        }

        /// The square root of ``variance``.
        public var standardDeviation: Double { variance.squareRoot() }
    }

    /// What the metric says of one group.
    public init(isBeaconing: Bool, interval: Int, nonEmptyBuckets: Int, figures: Figures? = nil) {
        self.isBeaconing = isBeaconing
        self.interval = interval
        self.nonEmptyBuckets = nonEmptyBuckets
        self.figures = figures
    }
}
