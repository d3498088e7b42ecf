import BeaconScore
import TestSupport
import Testing

@Suite("BucketSeries")
struct BucketSeriesTests {
    @Test("adds up what falls into the same bucket")
    func addsUp() {
        var series = BucketSeries(bucketCount: 5)
        series.add(bucket: 3, count: 1, sourceBytes: 10, destinationBytes: 20)
        series.add(bucket: 0, count: 2, sourceBytes: 1, destinationBytes: 0)
        series.add(bucket: 3, count: 4, sourceBytes: -3, destinationBytes: 7)
        #expect(series[3] == .init(count: 5, sourceBytes: 7, destinationBytes: 27))
        #expect(series[0] == .init(count: 2, sourceBytes: 1, destinationBytes: 0))
        #expect(series[1] == .init())
        #expect(series.filledCount == 2)
        #expect(series.firstFilled == 0)
        #expect(series.lastFilled == 3)
    }

    @Test("ignores what is outside the window or without an event", arguments: [-1, 5, 64, Int.min, Int.max])
    func ignoresOutside(bucket: Int) {
        var series = BucketSeries(bucketCount: 5)
        series.add(bucket: bucket, count: 1, sourceBytes: 1, destinationBytes: 1)
        series.add(bucket: 2, count: 0, sourceBytes: 1, destinationBytes: 1)
        series.add(bucket: 2, count: -4, sourceBytes: 1, destinationBytes: 1)
        #expect(series.isEmpty)
        #expect(series == BucketSeries(bucketCount: 5))
        #expect(series[bucket] == .init())
        #expect(series.firstFilled == nil)
        #expect(series.lastFilled == nil)
    }

    @Test("sums stop at the ends of 64 bits")
    func saturates() {
        var series = BucketSeries(bucketCount: 1)
        for _ in 0..<3 { series.add(bucket: 0, count: .max, sourceBytes: .max, destinationBytes: .min) }
        #expect(series[0] == .init(count: .max, sourceBytes: .max, destinationBytes: .min))
        series.add(bucket: 0, count: 1, sourceBytes: .min, destinationBytes: .max)
        #expect(series[0] == .init(count: .max, sourceBytes: -1, destinationBytes: -1))
    }

    @Test("does what a dictionary of sums does, through many rounds of filling and emptying")
    func matchesDictionary() {
        var random = SeededRandom(seed: 11)
        for bucketCount in [1, 2, 63, 64, 65, 360] {
            var series = BucketSeries(bucketCount: bucketCount)
            for _ in 0..<40 {
                series.removeAll()
                #expect(series == BucketSeries(bucketCount: bucketCount))
                var expected: [Int: BucketSeries.Bucket] = [:]
                for _ in 0..<Int.random(in: 0...2 * bucketCount, using: &random) {
                    let bucket = Int.random(in: -1...bucketCount, using: &random)
                    let count = Int64.random(in: -1...3, using: &random)
                    let bytes = Int64.random(in: -50...500, using: &random)
                    series.add(bucket: bucket, count: count, sourceBytes: bytes, destinationBytes: -bytes)
                    if (0..<bucketCount).contains(bucket), count > 0 {
                        var sum = expected[bucket] ?? .init()
                        sum.count += count
                        sum.sourceBytes += bytes
                        sum.destinationBytes -= bytes
                        expected[bucket] = sum
                    }
                }
                var order: [Int] = []
                series.forEachFilled { index, bucket in
                    order.append(index)
                    #expect(bucket == expected[index])
                }
                #expect(order == expected.keys.sorted())
                #expect(series.filledCount == expected.count)
                #expect(series.firstFilled == order.first)
                #expect(series.lastFilled == order.last)
            }
        }
    }

    @Test("a copy stays as it was")
    func copies() {
        var series = BucketSeries(bucketCount: 3)
        series.add(bucket: 1, count: 1, sourceBytes: 5, destinationBytes: 6)
        let copy = series
        series.removeAll()
        #expect(copy[1] == .init(count: 1, sourceBytes: 5, destinationBytes: 6))
        #expect(series.isEmpty)
    }

    @Test("a series without buckets takes nothing", arguments: [0, -1, Int.min])
    func noBuckets(bucketCount: Int) {
        var series = BucketSeries(bucketCount: bucketCount)
        series.add(bucket: 0, count: 1, sourceBytes: 1, destinationBytes: 1)
        #expect(series.bucketCount == 0)
        #expect(series.isEmpty)
        var metric = BeaconingMetric()
        #expect(metric.evaluate(series) == Verdict(isBeaconing: false, interval: 0, nonEmptyBuckets: 0))
    }
}
