/// Finds the values at two ranks without sorting all of them.
///
/// Values are counted into bins of equal width, once for both ranks, and only the bins that hold the wanted ranks are looked at
/// further.
struct RankSelection: Sendable {
    private var values: [Double] = []
    private var pool: [Double] = []
    // Two tables take turns, so that equal values that follow one another do not wait for each other.
    private var bins = [UInt32](repeating: 0, count: 2 * binCount)

    private static let binCount = 256
    // Values few enough that sorting them by insertion is cheapest.
    private static let few = 24
    // Very uneven values may need bins within bins; after this many rounds the rest is sorted.
    private static let rounds = 3

    /// The values that would stand at two ranks were everything but the zeros sorted.
    ///
    /// With n values other than zero, the rank of a quantile q is min(⌊q · n + 0.5⌋, n - 1), counted from 0.
    /// - Parameter all: Finite values, at least one of them not zero.
    mutating func quantiles(
        _ truncation: MetricParameters.Truncation, ofNonZero all: UnsafeBufferPointer<Double>
    ) -> (low: Double, high: Double) {
        if values.count < all.count {
            values = Array(repeating: 0, count: all.count)
            pool = Array(repeating: 0, count: 4 * all.count)
        }
        return values.withUnsafeMutableBufferPointer { values in
            pool.withUnsafeMutableBufferPointer { pool in
                bins.withUnsafeMutableBufferPointer { bins in
                    var count = 0
                    for value in all {
                        values[count] = value
                        count += value == 0 ? 0 : 1
                    }
                    func rank(_ quantile: Double) -> Int { min(Int(quantile * Double(count) + 0.5), count - 1) }
                    let nonZero = UnsafeBufferPointer(rebasing: values[..<count])
                    return Self.select(
                        (rank(truncation.low), rank(truncation.high)), of: nonZero, pool: pool, bins: bins,
                        rounds: Self.rounds)
                }
            }
        }
    }

    /// The values at two ranks; `pool` is twice as long as the values were at first, whose first half they may lie in.
    private static func select(
        _ ranks: (low: Int, high: Int), of values: UnsafeBufferPointer<Double>,
        pool: UnsafeMutableBufferPointer<Double>, bins: UnsafeMutableBufferPointer<UInt32>, rounds: Int
    ) -> (low: Double, high: Double) {
        let (lowest, highest) = ends(of: values)
        if lowest == highest { return (lowest, lowest) }
        let scale = Double(binCount - 1) / (highest - lowest)
        if values.count <= few || rounds == 0 || !scale.isFinite {
            for index in values.indices { pool[index] = values[index] }
            var rest = UnsafeMutableBufferPointer(rebasing: pool[..<values.count])
            if rest.count <= few { insertionSort(rest) } else { rest.sort() }
            return (rest[ranks.low], rest[ranks.high])
        }
        // Rounding to a bin never puts a smaller value above a larger one.
        @inline(__always)
        func bin(_ value: Double) -> Int {
            Int(truncatingIfNeeded: ((value - lowest) * scale + roundToInteger).bitPattern & 0xFF)
        }
        bins.update(repeating: 0)
        var table = 0
        for value in values {
            bins[bin(value) + table] &+= 1
            table ^= binCount
        }
        func held(_ bin: Int) -> Int { Int(bins[bin]) + Int(bins[bin + binCount]) }
        var low = (bin: 0, below: 0)
        while low.below + held(low.bin) <= ranks.low { low = (low.bin + 1, low.below + held(low.bin)) }
        var high = low
        while high.below + held(high.bin) <= ranks.high { high = (high.bin + 1, high.below + held(high.bin)) }
        // Both bins in one go: writing never overtakes reading, and the second half is nobody's.
        let half = pool.count / 2
        var (lows, highs) = (0, half)
        for value in values {
            let bin = bin(value)
            pool[lows] = value
            lows += bin == low.bin ? 1 : 0
            pool[highs] = value
            highs += bin == high.bin ? 1 : 0
        }
        let wanted = (low: ranks.low - low.below, high: ranks.high - high.below)
        let ofLow = UnsafeBufferPointer(rebasing: pool[..<lows])
        if low.bin == high.bin {
            return select(wanted, of: ofLow, pool: pool, bins: bins, rounds: rounds - 1)
        }
        let ofHigh = UnsafeBufferPointer(rebasing: pool[half..<highs])
        let highValue = select(
            (wanted.high, wanted.high), of: ofHigh, pool: UnsafeMutableBufferPointer(rebasing: pool[half...]),
            bins: bins, rounds: rounds - 1
        ).high
        return (select((wanted.low, wanted.low), of: ofLow, pool: pool, bins: bins, rounds: rounds - 1).low, highValue)
    }

    /// The smallest and the largest value; there is one.
    @inline(__always)
    private static func ends(of values: UnsafeBufferPointer<Double>) -> (lowest: Double, highest: Double) {
        // Four at a time: a comparison has to wait for the one before it.
        guard values.count >= 8, let start = UnsafeRawPointer(values.baseAddress) else {
            var (lowest, highest) = (values[0], values[0])
            for value in values {
                lowest = value < lowest ? value : lowest
                highest = value > highest ? value : highest
            }
            return (lowest, highest)
        }
        var small = start.loadUnaligned(as: SIMD4<Double>.self)
        var large = small
        for index in stride(from: 4, to: values.count, by: 4) {
            // The last vector may take some values a second time.
            let offset = min(index, values.count - 4) * MemoryLayout<Double>.stride
            let vector = start.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
            small.replace(with: vector, where: vector .< small)
            large.replace(with: vector, where: vector .> large)
        }
        return (
            min(min(small[0], small[1]), min(small[2], small[3])), max(max(large[0], large[1]), max(large[2], large[3]))
        )
    }

    // Added to a number from 0 to 255 it leaves the nearest integer in the low bits.
    private static let roundToInteger = 0x1p52

    private static func insertionSort(_ values: UnsafeMutableBufferPointer<Double>) {
        for end in 1..<values.count {
            let value = values[end]
            var place = end
            while place > 0, values[place - 1] > value {
                values[place] = values[place - 1]
                place -= 1
            }
            values[place] = value
        }
    }
}
