/// The filled buckets of one series after another, copied out as the tests take them; a warm one allocates nothing.
struct FilledBuckets: Sendable {
    /// How many there are; what lies behind them in the arrays is left from other series.
    private(set) var count = 0
    /// The buckets, counted from the first filled one.
    private(set) var places: [Int] = []
    /// Events of each.
    private(set) var counts: [Double] = []
    /// The mean bytes that the source sent, over the events of each.
    private(set) var sourceBytes: [Double] = []
    /// The mean bytes that the destination sent, over the events of each.
    private(set) var destinationBytes: [Double] = []
    /// Buckets whose source sent bytes.
    private(set) var nonZeroSource = 0
    /// Buckets whose destination sent bytes.
    private(set) var nonZeroDestination = 0

    /// Copies the filled buckets out, bytes as means over events, and counts the means that are not zero.
    mutating func load(_ series: BucketSeries, first: Int) {
        if places.count < series.filledCount {
            places = Array(repeating: 0, count: series.bucketCount)
            counts = Array(repeating: 0, count: series.bucketCount)
            sourceBytes = counts
            destinationBytes = counts
        }
        var filled = 0
        var nonZero = (source: 0, destination: 0)
        places.withUnsafeMutableBufferPointer { places in
            counts.withUnsafeMutableBufferPointer { counts in
                sourceBytes.withUnsafeMutableBufferPointer { source in
                    destinationBytes.withUnsafeMutableBufferPointer { destination in
                        series.forEachFilled { index, bucket in
                            let count = Double(bucket.count)
                            places[filled] = index - first
                            counts[filled] = count
                            source[filled] = Double(bucket.sourceBytes) / count
                            destination[filled] = Double(bucket.destinationBytes) / count
                            nonZero.source += bucket.sourceBytes == 0 ? 0 : 1
                            nonZero.destination += bucket.destinationBytes == 0 ? 0 : 1
                            filled += 1
                        }
                    }
                }
            }
        }
        count = filled
        (nonZeroSource, nonZeroDestination) = nonZero
    }
}
