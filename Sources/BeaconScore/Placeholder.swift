// Stands in until the metric lands; removed with it.
public struct BucketSeries: Sendable {
    public init(bucketCount: Int) {}
    public mutating func removeAll() {}
    public mutating func add(bucket: Int, count: Int64, sourceBytes: Int64, destinationBytes: Int64) {}
}
public struct BucketClock: Sendable, Equatable {
    public init(nowSeconds: Int64, bucketSeconds: Int, bucketCount: Int) {}
    public func bucket(ofSecond: Int64) -> Int? { nil }
    public func bucket(ofHistogramStart: Int64) -> Int? { nil }
    public var histogramOffsetSeconds: Int64 { 0 }
}
public struct BeaconingMetric: Sendable {
    public init(parameters: MetricParameters) {}
    public mutating func evaluate(_ series: BucketSeries) -> Verdict {
        Verdict(isBeaconing: false, interval: 0, nonEmptyBuckets: 0)
    }
}
