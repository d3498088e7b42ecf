/// Tells whether counts of windows vary less than chance would let them.
///
/// The index of dispersion, variance over mean, of counts is 1 for events without memory, above it for bursts, and nears the
/// squared coefficient of variation of the intervals for a renewal process (Cox and Lewis, The Statistical Analysis of
/// Series of Events, 1966, section 4.5). It needs no bucket per event, so that periods below the bucket's length are seen.
struct DispersionTest: Sendable {
    /// What counts say at one length of windows.
    struct Finding: Sendable {
        /// Buckets in a window.
        var scale: Int
        /// Windows that were looked at.
        var windows: Int
        /// Mean count of a window.
        var mean: Double
        /// Variance over mean.
        var index: Double
        /// Standard deviations below the index that chance gives, which is about 1 ± √(2 / (windows - 1)).
        var deviations: Double

        /// The coefficient of variation of the intervals, less what cutting at the ends of windows adds.
        var variation: Double { max(0, index - 1 / (6 * mean)).squareRoot() }

        /// Whether counts are regular beyond chance.
        var isRegular: Bool {
            index <= DispersionTest.mostIndex && deviations >= DispersionTest.leastDeviations
        }
    }

    /// Uniform jitter of 77 % to both sides has 0.2 and, at one event a window, 0.37.
    static let mostIndex = 0.5
    static let leastDeviations = 3.7
    private static let scales = [1, 2, 3, 5, 10, 20, 30]
    private static let fewestWindows = 12
    private static let smallestMean = 0.8

    /// The events before each bucket, so that a window of any length costs the same.
    private var before: [Int64] = []

    /// The scale that tells most of these counts, one for each bucket; `nil` where there is too little.
    mutating func measure(_ counts: UnsafeBufferPointer<Int32>) -> Finding? {
        if before.count <= counts.count { before = Array(repeating: 0, count: counts.count + 1) }
        return before.withUnsafeMutableBufferPointer { before in
            var total: Int64 = 0
            for bucket in counts.indices {
                before[bucket] = total
                total &+= Int64(counts[bucket])
            }
            before[counts.count] = total
            var best: Finding?
            for scale in Self.scales {
                let windows = counts.count / scale
                guard windows >= Self.fewestWindows else { break }
                guard Double(total) * Double(scale) >= Self.smallestMean * Double(counts.count) else { continue }
                let finding = Self.finding(UnsafeBufferPointer(before), scale: scale, windows: windows)
                if finding.deviations > best?.deviations ?? -.infinity { best = finding }
            }
            return best
        }
    }

    private static func finding(_ before: UnsafeBufferPointer<Int64>, scale: Int, windows: Int) -> Finding {
        var sum = 0.0
        var squares = 0.0
        var start = before[0]
        for window in 1...windows {
            let end = before[window &* scale]
            let value = Double(end &- start)
            start = end
            sum += value
            squares += value * value
        }
        let mean = sum / Double(windows)
        let variance = max(0, (squares - sum * mean) / Double(windows - 1))
        let index = mean > 0 ? variance / mean : 1
        return Finding(
            scale: scale, windows: windows, mean: mean, index: index,
            deviations: (1 - index) * (Double(windows - 1) / 2).squareRoot())
    }
}
