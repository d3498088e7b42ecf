/// Says into which bucket of a window an event falls.
///
/// Bucket 0 is the newest. The window ends at the run's time and reaches back `bucketCount * bucketSeconds` seconds.
public struct BucketClock: Sendable, Equatable {
    /// The run's time, in seconds since 1970.
    public let nowSeconds: Int64
    /// Seconds in one bucket, 1 and above.
    public let bucketSeconds: Int
    /// Buckets in the window, 0 and above.
    public let bucketCount: Int

    /// A window that ends at a time.
    ///
    /// A length under 1 second counts as 1, a number of buckets under 0 as 0.
    public init(nowSeconds: Int64, bucketSeconds: Int, bucketCount: Int) {
        self.nowSeconds = nowSeconds
        self.bucketSeconds = max(bucketSeconds, 1)
        self.bucketCount = max(bucketCount, 0)
    }

    /// The bucket of an event, or `nil` where it lies outside the window.
    ///
    /// `(now - second) / bucketSeconds`, truncated toward zero: an event less than one bucket in the future is in
    /// bucket 0.
    /// - Parameter second: The event's time rounded down to whole seconds since 1970.
    public func bucket(ofSecond second: Int64) -> Int? {
        let (age, overflow) = nowSeconds.subtractingReportingOverflow(second)
        return overflow ? nil : inWindow(age / Int64(bucketSeconds))
    }

    /// The bucket that a bucket of a `date_histogram` stands for, or `nil` where it lies outside the window.
    ///
    /// `(now + 1 - bucketSeconds - start) / bucketSeconds`. The histogram bucket that begins one second after now holds
    /// the events of the future, and is bucket 0 too; the query has to leave out what is a whole bucket ahead.
    /// - Parameter start: The key of the histogram bucket in seconds since 1970, made with
    ///   ``histogramOffsetSeconds`` and a `fixed_interval` of ``bucketSeconds``.
    public func bucket(ofHistogramStart start: Int64) -> Int? {
        let (sinceStart, early) = nowSeconds.subtractingReportingOverflow(start)
        let (age, late) = sinceStart.subtractingReportingOverflow(Int64(bucketSeconds) - 1)
        if early || late { return nil }
        let bucket = age / Int64(bucketSeconds)
        return inWindow(bucket == -1 ? 0 : bucket)
    }

    /// The `offset` of a `date_histogram` whose buckets end with the seconds that ours end with.
    ///
    /// `(now + 1) mod bucketSeconds`, in 0 ..< bucketSeconds also before 1970.
    public var histogramOffsetSeconds: Int64 {
        let length = Int64(bucketSeconds)
        let remainder = nowSeconds % length
        let phase = remainder < 0 ? remainder + length : remainder
        return phase == length - 1 ? 0 : phase + 1
    }

    private func inWindow(_ bucket: Int64) -> Int? {
        bucket >= 0 && bucket < Int64(bucketCount) ? Int(bucket) : nil
    }
}
