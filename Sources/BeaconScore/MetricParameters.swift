/// The parameters of the beaconing metric, named as the published transform names them.
public struct MetricParameters: Sendable, Equatable {
    /// Buckets in the window (`number_buckets_in_range`), 2 to 100,000.
    public var numberBucketsInRange = 360
    /// Seconds in one bucket (`time_bucket_length`), 1 to 86,400.
    public var timeBucketLength = 60
    /// How many destination addresses a signal lists (`number_destination_ips`), 0 to 1,000.
    public var numberDestinationIPs = 10
    /// Largest coefficient of variation of bytes that still counts as low (`max_beaconing_bytes_cov`), 0 and above.
    public var maxBeaconingBytesCOV = 0.05
    /// Largest relative variation of counts that still counts as low (`max_beaconing_count_rv`), 0 and above.
    ///
    /// It is applied to the standard deviation, whatever its name says.
    public var maxBeaconingCountRV = 0.1
    /// Only values between these two quantiles enter mean and variance (`truncate_at`), each 0 to 1, the first not above
    /// the second.
    public var truncateAt = Truncation(low: 0.1, high: 0.8)
    /// Smallest autocovariance that counts as periodic (`min_beaconing_count_autocovariance`), -1 to 1.
    public var minBeaconingCountAutocovariance = 0.7
    /// Largest shift of one period, as a fraction of the period (`max_jitter`), 0 up to but not including 1.
    public var maxJitter = 0.0
    /// The count test needs more than this share of filled buckets (`min_not_empty`), 0 to 1.
    public var minNotEmpty = 0.5
    /// How many repeats must be visible (`min_number_periods`), 2 and above.
    public var minNumberPeriods = 6

    /// The published defaults.
    public init() {}

    /// The two quantiles between which values are kept.
    public struct Truncation: Sendable, Equatable {
        /// The lower quantile, 0 to 1.
        public var low: Double
        /// The upper quantile, 0 to 1, not below the lower.
        public var high: Double

        /// Keeps what lies between two quantiles, both included.
        public init(low: Double, high: Double) {
            self.low = low
            self.high = high
        }
    }
}
