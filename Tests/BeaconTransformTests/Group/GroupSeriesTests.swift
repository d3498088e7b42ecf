import BeaconScore
import TestSupport
import Testing

@testable import BeaconTransform

@Suite("Series kept in few bytes")
struct GroupSeriesTests {
    @Test("hold every bucket as it was, whatever is in it", arguments: 0..<40 as Range<UInt64>)
    func roundTrip(seed: UInt64) {
        var series = BucketSeries(bucketCount: 360)
        for row in RandomSeries(bucketCount: 360, seed: seed).rows {
            series.add(bucket: row.0, count: row.1, sourceBytes: row.2, destinationBytes: row.3)
        }
        let packed = GroupSeries(series)
        var again = BucketSeries(bucketCount: 360)
        var events: Int64 = 0
        packed.forEach { bucket, content in
            events = events.addingReportingOverflow(content.count).partialValue
            again.add(
                bucket: bucket, count: content.count, sourceBytes: content.sourceBytes,
                destinationBytes: content.destinationBytes)
        }
        #expect(again == series && packed.events == events && packed.filledBuckets == series.filledCount)
    }

    @Test("hold the ends of 64 bits and buckets ahead of the window")
    func ends() {
        var packed = GroupSeries()
        let contents: [(Int, BucketSeries.Bucket)] = [
            (99_999, .init(count: .max, sourceBytes: .min, destinationBytes: .max)),
            (-4, .init(count: 1, sourceBytes: -1, destinationBytes: 0)), (0, .init(count: 2, sourceBytes: 127)),
        ]
        for (bucket, content) in contents { packed.append(bucket: bucket, content) }
        var found: [(Int, BucketSeries.Bucket)] = []
        packed.forEach { found.append(($0, $1)) }
        #expect(found.elementsEqual(contents) { $0 == $1 })
    }

    @Test("take a few bytes for a usual bucket")
    func size() {
        var series = BucketSeries(bucketCount: 360)
        for bucket in stride(from: 0, to: 360, by: 5) {
            series.add(bucket: bucket, count: 2, sourceBytes: 1_240, destinationBytes: 95_000)
        }
        #expect(GroupSeries(series).packed.count <= 8 * series.filledCount)
    }
}
