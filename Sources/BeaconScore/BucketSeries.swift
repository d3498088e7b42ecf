/// What one group did over one window: for each bucket the number of events and the sums of their bytes.
///
/// Bucket 0 is the newest. A series is meant to be used again for group after group: ``removeAll()`` costs as much as
/// was filled, and nothing is allocated once the series exists. Buckets may be added in any order and more than once.
public struct BucketSeries: Sendable {
    /// What fell into one bucket.
    public struct Bucket: Sendable, Equatable {
        /// The number of events.
        public var count: Int64
        /// The bytes that the source sent, over all events.
        public var sourceBytes: Int64
        /// The bytes that the destination sent, over all events.
        public var destinationBytes: Int64

        /// What fell into one bucket.
        public init(count: Int64 = 0, sourceBytes: Int64 = 0, destinationBytes: Int64 = 0) {
            self.count = count
            self.sourceBytes = sourceBytes
            self.destinationBytes = destinationBytes
        }
    }

    /// Buckets in the window.
    public let bucketCount: Int

    /// The number of buckets that hold at least one event.
    public private(set) var filledCount = 0

    private var buckets: [Bucket]
    // One bit for each bucket that holds an event: the filled ones in order without looking at all of them.
    private var filledBits: [UInt64]
    // Every bucket that was written to, once or more often, in order of arrival: what has to be wiped.
    private var written: [Int]

    /// An empty series.
    ///
    /// A number of buckets under 0 counts as 0.
    public init(bucketCount: Int) {
        self.bucketCount = max(bucketCount, 0)
        buckets = Array(repeating: Bucket(), count: self.bucketCount)
        filledBits = Array(repeating: 0, count: (self.bucketCount + 63) / 64)
        written = []
        written.reserveCapacity(self.bucketCount)
    }

    /// Adds events to a bucket.
    ///
    /// Sums stop at the ends of 64 bits. A bucket outside the window is ignored, and so is what comes without an event.
    /// - Parameters:
    ///   - bucket: 0 (the newest) ..< ``bucketCount``.
    ///   - count: Events; with 0 or fewer nothing is added.
    ///   - sourceBytes: The sum of what the source sent.
    ///   - destinationBytes: The sum of what the destination sent.
    public mutating func add(bucket: Int, count: Int64, sourceBytes: Int64, destinationBytes: Int64) {
        guard bucket >= 0, bucket < bucketCount, count > 0 else { return }
        if buckets[bucket].count == 0 {
            filledCount += 1
            filledBits[bucket >> 6] |= 1 << UInt64(bucket & 63)
            written.append(bucket)
        }
        buckets[bucket].count = buckets[bucket].count.addingSaturated(count)
        buckets[bucket].sourceBytes = buckets[bucket].sourceBytes.addingSaturated(sourceBytes)
        buckets[bucket].destinationBytes = buckets[bucket].destinationBytes.addingSaturated(destinationBytes)
    }

    /// Empties the series, keeping its memory.
    public mutating func removeAll() {
        for bucket in written {
            buckets[bucket] = Bucket()
            filledBits[bucket >> 6] = 0
        }
        written.removeAll(keepingCapacity: true)
        filledCount = 0
    }

    /// Whether no bucket holds an event.
    public var isEmpty: Bool { filledCount == 0 }

    /// The newest bucket that holds an event.
    public var firstFilled: Int? {
        guard let word = filledBits.firstIndex(where: { $0 != 0 }) else { return nil }
        return word * 64 + filledBits[word].trailingZeroBitCount
    }

    /// The oldest bucket that holds an event.
    public var lastFilled: Int? {
        guard let word = filledBits.lastIndex(where: { $0 != 0 }) else { return nil }
        return word * 64 + 63 - filledBits[word].leadingZeroBitCount
    }

    /// What a bucket holds; nothing where it is outside the window.
    public subscript(bucket: Int) -> Bucket {
        bucket >= 0 && bucket < bucketCount ? buckets[bucket] : Bucket()
    }

    /// Calls a function with every bucket that holds an event, the newest first.
    public func forEachFilled<Failure: Error>(_ body: (Int, Bucket) throws(Failure) -> Void) throws(Failure) {
        for word in filledBits.indices {
            var bits = filledBits[word]
            while bits != 0 {
                let bucket = word * 64 + bits.trailingZeroBitCount
                try body(bucket, buckets[bucket])
                bits &= bits - 1
            }
        }
    }
}

extension BucketSeries: Equatable {
    /// Whether two series have the same length and the same buckets, however they were filled.
    public static func == (left: BucketSeries, right: BucketSeries) -> Bool {
        left.bucketCount == right.bucketCount && left.buckets == right.buckets
    }
}

extension Int64 {
    fileprivate func addingSaturated(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        if !overflow { return sum }
        return other < 0 ? .min : .max
    }
}
