import BeaconScore

/// What the series of a benchmark look like, in a window of 360 buckets.
enum SeriesShape: String, CaseIterable {
    case dense = "360 filled buckets of 360, 1 to 12 events each, any bytes"
    case half = "about 180 filled buckets of 360, 1 to 3 events each, any bytes"
    case sparse = "30 filled buckets of 360, any places, any bytes"
    case few = "12 filled buckets of 360, any places, any bytes"
    case beacon = "a beacon of 10 minutes with 20 % jitter and equal bytes"
    case constant = "360 filled buckets of 360, 2 events each, equal bytes"

    /// A series of this shape.
    func series(seed: UInt64) -> BucketSeries {
        var random = SplitMix(state: seed)
        var series = BucketSeries(bucketCount: 360)
        func add(_ bucket: Int, _ count: Int64, _ bytes: Int64) {
            series.add(bucket: bucket, count: count, sourceBytes: bytes * count, destinationBytes: bytes * 3 * count)
        }
        switch self {
        case .dense:
            for bucket in 0..<360 {
                add(bucket, .random(in: 1...12, using: &random), .random(in: 60...90_000, using: &random))
            }
        case .half:
            for bucket in 0..<360 where Bool.random(using: &random) {
                add(bucket, .random(in: 1...3, using: &random), .random(in: 60...90_000, using: &random))
            }
        case .sparse, .few:
            for bucket in (0..<360).shuffled(using: &random).prefix(self == .few ? 12 : 30) {
                add(bucket, 1, .random(in: 60...90_000, using: &random))
            }
        case .beacon:
            var time = 0.0
            while time < 360 {
                add(Int(time), 1, 517)
                time += 10 * Double.random(in: 0.8...1.2, using: &random)
            }
        case .constant:
            for bucket in 0..<360 { add(bucket, 2, 517) }
        }
        return series
    }
}
