/// The second opinion: tells whether the events of one group after another come at regular intervals, jitter or not.
///
/// Two tests look at the same buckets: gaps for what comes less than once a bucket, dispersion of counts for what comes more
/// often; each is right where the other is blind. What lies before and after a long silence is looked at apart, for agents
/// keep working hours and hosts sleep. A warm test allocates nothing.
public struct RegularityTest: Sendable {
    /// Seconds in a bucket.
    public let bucketSeconds: Int

    private var gapTest = GapTest()
    private var dispersionTest = DispersionTest()
    private var places: [Int] = []
    private var visits: [Int] = []
    private var counts: [Int32] = []

    /// A test of series whose buckets have this length, 1 second and above.
    public init(bucketSeconds: Int) {
        self.bucketSeconds = max(bucketSeconds, 1)
    }

    /// Fewer filled buckets tell nothing.
    static let leastFilled = 7

    /// What a series shows; `nil` when it holds too little.
    public mutating func measure(_ series: BucketSeries) -> Regularity? {
        guard series.filledCount >= Self.leastFilled else { return nil }
        load(series)
        let filled = longestStretch(of: series.filledCount)
        guard filled.count >= Self.leastFilled else { return nil }
        let whole = judge(filled)
        if let whole, whole.isRegular, !changes(filled) { return whole }
        return halves(filled) ?? whole
    }

    /// Copies the filled buckets out, the newest first.
    private mutating func load(_ series: BucketSeries) {
        if places.count < series.bucketCount {
            places = Array(repeating: 0, count: series.bucketCount)
            visits = places
            counts = Array(repeating: 0, count: series.bucketCount)
        }
        var filled = 0
        counts.withUnsafeMutableBufferPointer { counts in
            counts.update(repeating: 0)
            places.withUnsafeMutableBufferPointer { places in
                series.forEachFilled { index, bucket in
                    places[filled] = index
                    counts[index] = Int32(clamping: bucket.count)
                    filled += 1
                }
            }
        }
    }

    /// The filled buckets between two long silences that hold the most events.
    private func longestStretch(of filled: Int) -> Range<Int> {
        // A silence is long beside the mean gap of the rest; a beacon that is lost now and then has none.
        let span = places[filled - 1] - places[0]
        let silence = max(20, 8 * span / max(1, filled - 1))
        var best = 0..<0
        var most: Int64 = -1
        var start = 0
        var events: Int64 = 0
        for index in 0..<filled {
            events += Int64(counts[places[index]])
            if index + 1 == filled || places[index + 1] - places[index] > silence {
                if events > most { (best, most) = (start..<index + 1, events) }
                (start, events) = (index + 1, 0)
            }
        }
        return best
    }

    /// What both tests say of a stretch of filled buckets.
    private mutating func judge(_ filled: Range<Int>) -> Regularity? {
        let buckets = places[filled.lowerBound]..<places[filled.upperBound - 1] + 1
        let chance = Double(filled.count) / Double(buckets.count)
        let gaps = places.withUnsafeBufferPointer {
            gapTest.measure(UnsafeBufferPointer(rebasing: $0[filled]), .buckets, chance: chance)
        }
        // Gaps know of missed events and of several events at a time; what they cannot see is left to dispersion.
        if let gaps, gaps.isRegular, gaps.mean >= Self.clearGap { return regularity(gaps, buckets) }
        let dispersion = counts.withUnsafeBufferPointer {
            dispersionTest.measure(UnsafeBufferPointer(rebasing: $0[buckets]))
        }
        if let dispersion, dispersion.isRegular {
            let events = buckets.reduce(0) { $0 + Int64(counts[$1]) }
            return regularity(dispersion, buckets, events: events, gaps)
        }
        if let gaps, gaps.isRegular { return regularity(gaps, buckets) }
        if let runs = runGaps(filled, chance), runs.isRegular { return regularity(runs, buckets) }
        if let gaps { return regularity(gaps, buckets) }
        return dispersion.map { regularity($0, buckets, events: buckets.reduce(0) { $0 + Int64(counts[$1]) }, nil) }
    }

    /// Gaps between events that are hardly ever in neighbouring buckets.
    private static let clearGap = 3.0

    /// Gaps between runs of filled buckets, where an event reaches over the end of a bucket.
    private mutating func runGaps(_ filled: Range<Int>, _ chance: Double) -> GapTest.Finding? {
        let runs = places.withUnsafeBufferPointer { places in
            visits.withUnsafeMutableBufferPointer { visits in
                var runs = 0
                for index in filled {
                    guard index == filled.lowerBound || places[index] > places[index - 1] + 1 else { continue }
                    visits[runs] = places[index]
                    runs += 1
                }
                return runs
            }
        }
        // Longer runs are sessions of people, which merging makes alike.
        if runs == filled.count || filled.count * 5 > runs * 8 { return nil }
        return visits.withUnsafeBufferPointer {
            gapTest.measure(UnsafeBufferPointer(rebasing: $0[..<runs]), .runs, chance: chance)
        }
    }

    /// Whether one half holds so many more events than the other that the period may have changed on the way.
    private func changes(_ filled: Range<Int>) -> Bool {
        let middle = (places[filled.lowerBound] + places[filled.upperBound - 1]) / 2
        var newer: Int64 = 0
        var older: Int64 = 0
        for index in filled {
            let count = Int64(counts[places[index]])
            if places[index] <= middle { newer += count } else { older += count }
        }
        return max(newer, older) * 2 > min(newer, older) * 3
    }

    /// An agent whose sleep was changed half-way is regular in both halves.
    private mutating func halves(_ filled: Range<Int>) -> Regularity? {
        guard filled.count >= 4 * Self.leastFilled else { return nil }
        let middle = (places[filled.lowerBound] + places[filled.upperBound - 1]) / 2
        let split = filled.first { places[$0] > middle } ?? filled.upperBound
        let parts = [filled.lowerBound..<split, split..<filled.upperBound]
        guard parts.allSatisfy({ $0.count >= 2 * Self.leastFilled }),
            var newer = judge(parts[0]), let older = judge(parts[1]), newer.isRegular, older.isRegular
        else { return nil }
        newer.regularity = min(newer.regularity, older.regularity)
        newer.jitter = max(newer.jitter, older.jitter)
        newer.law = .changing
        newer.buckets = newer.buckets.lowerBound..<older.buckets.upperBound
        return newer
    }

    private func regularity(_ gaps: GapTest.Finding, _ buckets: Range<Int>) -> Regularity {
        Regularity(
            isRegular: gaps.isRegular, regularity: 1 - min(1, gaps.variation),
            periodSeconds: gaps.mean * Double(bucketSeconds), jitter: min(1, gaps.variation * 3.0.squareRoot()),
            law: Self.law(gaps.variation), evidence: .gaps, samples: gaps.gaps, measured: gaps.near,
            deviations: gaps.deviations, buckets: buckets)
    }

    private func regularity(
        _ found: DispersionTest.Finding, _ buckets: Range<Int>, events: Int64, _ gaps: GapTest.Finding?
    ) -> Regularity {
        let variation = found.variation
        // Missed events make the mean interval too long, the gaps near the median know better.
        let known = gaps.flatMap { $0.near >= GapTest.leastNear && $0.missed > 0 ? $0.mean : nil }
        return Regularity(
            isRegular: found.isRegular, regularity: 1 - min(1, variation),
            periodSeconds: (known ?? Double(buckets.count) / Double(max(1, events))) * Double(bucketSeconds),
            jitter: min(1, variation * 3.0.squareRoot()), law: Self.law(variation), evidence: .dispersion,
            samples: found.windows, measured: found.index, deviations: found.deviations, buckets: buckets)
    }

    /// The smallest lag, a whole fraction of a period, at which the counts measured last repeat nearly as well as at the period.
    ///
    /// The period with the largest score is often a multiple of the true one.
    /// - Parameter period: in buckets; returned as it is when no smaller lag comes near.
    public func fundamental(of period: Int) -> Int {
        guard period > 3, counts.count > period else { return period }
        let wanted = 0.9 * correlation(at: period)
        for part in stride(from: period / 2, through: 2, by: -1) where period % part == 0 {
            let lag = period / part
            if lag >= 2, correlation(at: lag) >= wanted { return lag }
        }
        return period
    }

    /// The correlation of the counts with themselves, a lag apart.
    private func correlation(at lag: Int) -> Double {
        let pairs = counts.count - lag
        var sum = 0.0
        for count in counts { sum += Double(count) }
        let mean = sum / Double(counts.count)
        var product = 0.0
        var variance = 0.0
        for index in counts.indices {
            let value = Double(counts[index]) - mean
            variance += value * value
            if index < pairs { product += value * (Double(counts[index + lag]) - mean) }
        }
        return variance > 0 ? product / variance * Double(counts.count) / Double(pairs) : 1
    }

    private static func law(_ variation: Double) -> Regularity.Law? { variation < 0.02 ? Regularity.Law.none : nil }
}
