internal import BeaconScore

/// The filled buckets of one group, kept in few bytes: each as four numbers of seven bits a byte.
///
/// A bucket is written as its distance from the one before, so that most take six to ten bytes where a ``BucketSeries`` takes 24
/// for each bucket, filled or not.
struct GroupSeries: Sendable, Equatable {
    /// The buckets, packed.
    private(set) var packed: [UInt8] = []
    /// How many events they hold.
    private(set) var events: Int64 = 0
    /// How many buckets were added.
    private(set) var filledBuckets = 0
    private var last: Int64 = 0

    /// An empty one.
    init() {}

    /// The filled buckets of a series, the newest first.
    init(_ series: BucketSeries) {
        packed.reserveCapacity(series.filledCount * 8)
        series.forEachFilled { append(bucket: $0, $1) }
    }

    /// Adds a bucket, which may be negative for what lies ahead of the window.
    mutating func append(bucket: Int, _ content: BucketSeries.Bucket) {
        append(Int64(bucket) - last)
        last = Int64(bucket)
        append(content.count)
        append(content.sourceBytes)
        append(content.destinationBytes)
        filledBuckets += 1
        events = events.addingReportingOverflow(content.count).partialValue
    }

    /// Calls a function with every bucket in the order in which they were added.
    func forEach(_ body: (Int, BucketSeries.Bucket) -> Void) {
        packed.withUnsafeBufferPointer { packed in
            var place = 0
            var bucket: Int64 = 0
            func next() -> Int64 {
                var bits: UInt64 = 0
                var shift: UInt64 = 0
                while place < packed.count {
                    let byte = packed[place]
                    place += 1
                    bits |= UInt64(byte & 0x7F) << shift
                    if byte < 0x80 { break }
                    shift += 7
                }
                return Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1)
            }
            while place < packed.count {
                bucket += next()
                let (count, source, destination) = (next(), next(), next())
                body(
                    Int(bucket),
                    BucketSeries.Bucket(count: count, sourceBytes: source, destinationBytes: destination))
            }
        }
    }

    /// Seven bits a byte, the sign in the lowest bit.
    private mutating func append(_ number: Int64) {
        var bits = UInt64(bitPattern: number << 1) ^ UInt64(bitPattern: number >> 63)
        while bits >= 0x80 {
            packed.append(UInt8(truncatingIfNeeded: bits) | 0x80)
            bits >>= 7
        }
        packed.append(UInt8(bits))
    }
}
