import BeaconScore

/// The metric on series that differ in how much of them is filled, with and without jitter.
func metricBenchmarks(seed: UInt64) -> [Benchmark] {
    var benchmarks: [Benchmark] = []
    for jitter in [0, 0.2] {
        var parameters = MetricParameters()
        parameters.maxJitter = jitter
        for shape in SeriesShape.allCases {
            let series = (0..<64).map { shape.series(seed: seed &+ UInt64($0)) }
            var metric = BeaconingMetric(parameters: parameters)
            let repeats = jitter == 0 ? 20 : 2
            benchmarks.append(
                Benchmark(
                    name: "metric, max_jitter \(jitter), \(shape.rawValue)", unit: "group",
                    batchSize: repeats * series.count
                ) {
                    var signals = 0
                    for _ in 0..<repeats {
                        for one in series where metric.evaluate(one).isBeaconing { signals += 1 }
                    }
                    return signals
                })
        }
    }
    let events = (0..<30).map { ($0 * 11 + 3, Int64($0)) }
    var series = BucketSeries(bucketCount: 360)
    benchmarks.append(
        Benchmark(name: "series, 30 buckets added and removed", unit: "series", batchSize: 1_000) {
            for _ in 0..<1_000 {
                series.removeAll()
                for (bucket, bytes) in events {
                    series.add(bucket: bucket, count: 1, sourceBytes: bytes, destinationBytes: bytes)
                }
            }
            return series.filledCount
        })
    return benchmarks
}

/// What the series of a benchmark look like, in a window of 360 buckets.
private enum SeriesShape: String, CaseIterable {
    case dense = "360 filled buckets of 360, 1 to 12 events each, any bytes"
    case half = "about 180 filled buckets of 360, 1 to 3 events each, any bytes"
    case sparse = "30 filled buckets of 360, any places, any bytes"
    case beacon = "a beacon of 10 minutes with 20 % jitter and equal bytes"
    case constant = "360 filled buckets of 360, 2 events each, equal bytes"

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
        case .sparse:
            for bucket in (0..<360).shuffled(using: &random).prefix(30) {
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
