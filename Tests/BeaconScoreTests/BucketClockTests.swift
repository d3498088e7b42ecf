import BeaconScore
import Testing

@Suite("BucketClock")
struct BucketClockTests {
    @Test("an event is in the bucket that its age says, in every small world")
    func ageDecides() {
        var different = 0
        for bucketSeconds in 1...7 {
            for bucketCount in 0...4 {
                for now in Int64(-20)...20 {
                    let clock = BucketClock(
                        nowSeconds: now, bucketSeconds: bucketSeconds, bucketCount: bucketCount)
                    for second in Int64(-60)...60 {
                        // Brute force: the bucket whose seconds hold the event; the newest reaches into the future.
                        let expected = (0..<bucketCount).first { bucket in
                            let newest = now - Int64(bucket * bucketSeconds)
                            let seconds = (newest - Int64(bucketSeconds) + 1)...newest
                            let ahead = now + Int64(bucketSeconds) - 1
                            return seconds.contains(second) || bucket == 0 && second > now && second <= ahead
                        }
                        different += clock.bucket(ofSecond: second) == expected ? 0 : 1
                    }
                }
            }
        }
        #expect(different == 0)
    }

    @Test("a date_histogram with the offset says the same as the events themselves")
    func histogramAgrees() {
        var different = 0
        for bucketSeconds in 1...8 {
            for bucketCount in 1...4 {
                for now in Int64(-30)...30 {
                    let clock = BucketClock(
                        nowSeconds: now, bucketSeconds: bucketSeconds, bucketCount: bucketCount)
                    let length = Int64(bucketSeconds)
                    let offset = clock.histogramOffsetSeconds
                    #expect((0..<length).contains(offset))
                    // The query leaves out what is a whole bucket or more ahead.
                    for second in (now - 60)..<(now + length) {
                        var start = offset - 200 * length
                        while start + length <= second { start += length }
                        different += clock.bucket(ofHistogramStart: start) == clock.bucket(ofSecond: second) ? 0 : 1
                    }
                }
            }
        }
        #expect(different == 0)
    }

    @Test("the window of a run at 12:34:56 ends with that second")
    func examples() {
        let clock = BucketClock(nowSeconds: 1_795_478_437, bucketSeconds: 60, bucketCount: 360)
        #expect(clock.histogramOffsetSeconds == 38)
        #expect(clock.bucket(ofSecond: 1_795_478_437) == 0)
        #expect(clock.bucket(ofSecond: 1_795_478_378) == 0)
        #expect(clock.bucket(ofSecond: 1_795_478_377) == 1)
        #expect(clock.bucket(ofSecond: 1_795_478_496) == 0)
        #expect(clock.bucket(ofSecond: 1_795_478_497) == nil)
        #expect(clock.bucket(ofSecond: 1_795_456_838) == 359)
        #expect(clock.bucket(ofSecond: 1_795_456_837) == nil)
        #expect(clock.bucket(ofHistogramStart: 1_795_478_378) == 0)
        #expect(clock.bucket(ofHistogramStart: 1_795_478_438) == 0)
        #expect(clock.bucket(ofHistogramStart: 1_795_478_498) == nil)
        #expect(clock.bucket(ofHistogramStart: 1_795_456_838) == 359)
        #expect(clock.bucket(ofHistogramStart: 1_795_456_778) == nil)
    }

    @Test("times at the ends of 64 bits are inside or outside, and never trap")
    func extremes() {
        let ends: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
        for now in ends {
            for length in [Int.min, 0, 1, 60, Int.max] {
                for count in [Int.min, 0, 1, 360, Int.max] {
                    let clock = BucketClock(nowSeconds: now, bucketSeconds: length, bucketCount: count)
                    #expect(clock.histogramOffsetSeconds >= 0)
                    #expect(clock.histogramOffsetSeconds < clock.bucketSeconds)
                    for time in ends {
                        for bucket in [clock.bucket(ofSecond: time), clock.bucket(ofHistogramStart: time)] {
                            #expect(bucket.map { $0 >= 0 && $0 < clock.bucketCount } ?? true)
                        }
                    }
                }
            }
        }
        let late = BucketClock(nowSeconds: .max, bucketSeconds: 60, bucketCount: 2)
        #expect(late.bucket(ofSecond: .max) == 0)
        #expect(late.bucket(ofSecond: .max - 60) == 1)
        #expect(late.bucket(ofSecond: .min) == nil)
        let early = BucketClock(nowSeconds: .min, bucketSeconds: 60, bucketCount: 2)
        #expect(early.bucket(ofSecond: .min) == 0)
        #expect(early.bucket(ofSecond: .max) == nil)
    }
}
