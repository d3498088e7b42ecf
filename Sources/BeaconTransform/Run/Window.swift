public import BeaconScore

/// The stretch of time that one run judges: a number of buckets back from `now`.
public struct Window: Sendable, Equatable {
    /// The run's time in whole seconds since 1970, UTC; the end of the window.
    public var nowSeconds: Int64
    /// Seconds in a bucket.
    public var bucketSeconds: Int
    /// Buckets in the window.
    public var bucketCount: Int

    /// The window of these parameters that ends at `nowSeconds`.
    public init(nowSeconds: Int64, parameters: MetricParameters) {
        self.nowSeconds = nowSeconds
        bucketSeconds = parameters.timeBucketLength
        bucketCount = parameters.numberBucketsInRange
    }

    /// A window of so many buckets of that length.
    init(nowSeconds: Int64, bucketSeconds: Int, bucketCount: Int) {
        self.nowSeconds = nowSeconds
        self.bucketSeconds = bucketSeconds
        self.bucketCount = bucketCount
    }

    /// The first second whose events belong to the window.
    public var firstSecond: Int64 { nowSeconds - Int64(bucketSeconds) * Int64(bucketCount) + 1 }

    /// The first second after the window: events up to a bucket's length ahead of `now` count as the newest bucket.
    public var endSecond: Int64 { nowSeconds + Int64(bucketSeconds) }

    /// The seconds whose events belong to the window.
    var seconds: Range<Int64> { firstSecond..<endSecond }

    /// The seconds in which first events are looked for, at least the window's; `nil` for a look-back of 0.
    func lookback(seconds: Int) -> Range<Int64>? {
        seconds > 0 ? min(firstSecond, nowSeconds - Int64(seconds) + 1)..<endSecond : nil
    }

    /// Which bucket an event falls into.
    public var clock: BucketClock {
        BucketClock(nowSeconds: nowSeconds, bucketSeconds: bucketSeconds, bucketCount: bucketCount)
    }

    /// The name of a template's run over this window, the same for every repetition: `beaconing-20261124T180000Z`.
    public func runID(of template: TransformTemplate) -> String {
        let digits = Timestamp(seconds: nowSeconds).description.prefix(19).filter { $0 != "-" && $0 != ":" }
        return "\(template.id)-\(digits)Z"
    }
}
