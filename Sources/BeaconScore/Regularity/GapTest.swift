/// Tells whether the gaps between filled buckets lie near one length.
///
/// For events without memory the gaps are geometric, and the share of them near the median is known; a period, jittered or
/// not, has nearly all of them there.
struct GapTest: Sendable {
    /// What gaps say.
    struct Finding: Sendable {
        /// Gaps that were looked at.
        var gaps: Int
        /// The share of gaps near the median, 0 to 1; a gap of twice or three times the median counts as missed events.
        var near: Double
        /// Standard deviations above the share that chance gives.
        var deviations: Double
        /// The mean gap in buckets, over those near the median.
        var mean: Double
        /// The coefficient of variation of these, less what rounding to buckets adds.
        var variation: Double
        /// The share of gaps that skip one or two events.
        var missed: Double
        /// What was looked at.
        var kind: Kind

        /// Whether gaps are regular beyond chance.
        var isRegular: Bool {
            near >= GapTest.leastNear && missed <= GapTest.mostMissed && deviations >= GapTest.leastDeviations(kind)
                && variation <= GapTest.mostVariation
        }
    }

    /// A period with 50 % of jitter to both sides and one event in twenty lost has 0.9 and more of its gaps near the median.
    static let leastNear = 0.88
    /// One group in some thousands comes here by chance.
    static func leastDeviations(_ kind: Kind) -> Double {
        // Runs are looked at when nothing else was found, and people's sessions make them alike.
        kind == .buckets ? 3.6 : 5
    }
    /// Uniform jitter of 50 % to both sides has 0.29.
    static let mostVariation = 0.45
    static let mostMissed = 0.2
    /// Fewer gaps tell nothing.
    static let leastGaps = 10

    private var lengths: [Int32] = []

    /// What lies between two places, for what chance makes of it.
    enum Kind {
        /// The silence between filled buckets: geometric.
        case buckets
        /// A run of filled buckets and the silence behind it: the sum of two geometric lengths.
        case runs
    }

    /// What the gaps between ascending places say; `nil` for too few, or where most lie in neighbouring buckets.
    ///
    /// - Parameter chance: how likely a bucket is filled.
    mutating func measure(_ places: UnsafeBufferPointer<Int>, _ kind: Kind, chance: Double) -> Finding? {
        let gaps = places.count - 1
        guard gaps >= Self.leastGaps, let first = places.first, let last = places.last else { return nil }
        let span = last - first
        if lengths.count <= span { lengths = Array(repeating: 0, count: span + 1) }
        return lengths.withUnsafeMutableBufferPointer { lengths in
            for index in 1..<places.count { lengths[places[index] - places[index - 1]] += 1 }
            defer { for index in 1..<places.count { lengths[places[index] - places[index - 1]] = 0 } }
            let median = Self.median(lengths, of: gaps)
            guard median >= (kind == .buckets ? 1.8 : 3.5) else { return nil }
            return Self.finding(
                lengths, median: median, gaps: gaps, span: span, kind, chance: chance)
        }
    }

    /// The middle gap; between two lengths where they share the middle.
    private static func median(_ lengths: UnsafeMutableBufferPointer<Int32>, of gaps: Int) -> Double {
        var seen = 0
        var length = 0
        while seen + Int(lengths[length]) < (gaps + 1) / 2 {
            seen += Int(lengths[length])
            length += 1
        }
        // Interpolated within the length, so that a median between two lengths is seen as such.
        let within = (Double(gaps) / 2 - Double(seen)) / Double(lengths[length])
        return Double(length) - 0.5 + within
    }

    private static func finding(
        _ lengths: UnsafeMutableBufferPointer<Int32>, median: Double, gaps: Int, span: Int, _ kind: Kind, chance: Double
    ) -> Finding {
        // Rounding to buckets moves a gap by less than one.
        let low = max(1, Int((median * 0.4 - 0.5).rounded(.up)))
        let high = Int((median * 1.6 + 0.5).rounded(.down))
        var near = 0
        var missed = 0
        var sum = 0.0
        var squares = 0.0
        for length in low...min(max(low, Int(median * 3.5)), span) {
            let count = Int(lengths[length])
            if count == 0 { continue }
            if length <= high {
                near += count
                sum += Double(count * length)
                squares += Double(count * length * length)
            } else {
                missed += count
            }
        }
        let mean = near > 0 ? sum / Double(near) : 0
        let variance = near > 1 ? max(0, (squares - sum * mean) / Double(near - 1)) : 0
        let variation = mean > 0 ? max(0, variance - 1.0 / 6).squareRoot() / mean : 1
        // Of what is no miss, the share that chance puts near the median.
        let longest = Int(median * 3.5)
        let expected = Self.share(low...max(low, high), kind, chance)
        let beyond = Self.share(max(low, high) + 1...max(longest, high + 1), kind, chance)
        let usual = expected / max(1 - beyond, expected)
        let counted = gaps - missed
        let share = counted > 0 ? Double(near) / Double(counted) : 0
        return Finding(
            gaps: gaps, near: share, deviations: Deviance.root(share: share, of: counted, chance: usual), mean: mean,
            variation: variation, missed: Double(missed) / Double(gaps), kind: kind)
    }

    /// How likely a gap has one of these lengths by chance.
    private static func share(_ lengths: ClosedRange<Int>, _ kind: Kind, _ chance: Double) -> Double {
        switch kind {
        case .buckets: power(1 - chance, lengths.lowerBound - 1) - power(1 - chance, lengths.upperBound)
        case .runs: runShare(lengths, chance)
        }
    }

    /// How likely a run and its silence together have one of these lengths, where a bucket is filled by this chance.
    private static func runShare(_ lengths: ClosedRange<Int>, _ chance: Double) -> Double {
        // The closed form divides by the difference of the two chances.
        let chance = abs(chance - 0.5) < 1e-3 ? 0.501 : chance
        let (filled, empty) = (chance, 1 - chance)
        var share = 0.0
        for length in lengths where length >= 2 {
            share += filled * empty * (power(empty, length - 1) - power(filled, length - 1)) / (empty - filled)
        }
        return share
    }

    private static func power(_ base: Double, _ exponent: Int) -> Double {
        var result = 1.0
        var square = base
        var left = exponent
        while left > 0 {
            if left & 1 == 1 { result *= square }
            square *= square
            left >>= 1
        }
        return result
    }
}
