/// Finds the values at two ranks without sorting all of them.
///
/// Values are counted into bins of equal width, and only the bin that holds the wanted rank is looked at further.
struct RankSelection: Sendable {
    private var values: [Double] = []
    private var pool: [Double] = []
    private var bins = [UInt32](repeating: 0, count: binCount)

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
            pool = values
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
                    let ranks = (low: rank(truncation.low), high: rank(truncation.high))
                    let low = Self.select(ranks.low, of: nonZero, pool: pool, bins: bins, rounds: Self.rounds)
                    if ranks.high == ranks.low { return (low, low) }
                    let high = Self.select(ranks.high, of: nonZero, pool: pool, bins: bins, rounds: Self.rounds)
                    return (low, high)
                }
            }
        }
    }

    /// The value at a rank; `pool` is as long as `values` and may be the memory that they lie in.
    private static func select(
        _ rank: Int, of values: UnsafeBufferPointer<Double>, pool: UnsafeMutableBufferPointer<Double>,
        bins: UnsafeMutableBufferPointer<UInt32>, rounds: Int
    ) -> Double {
        var lowest = values[0]
        var highest = lowest
        for value in values {
            lowest = value < lowest ? value : lowest
            highest = value > highest ? value : highest
        }
        if lowest == highest { return lowest }
        let scale = Double(binCount - 1) / (highest - lowest)
        if values.count <= few || rounds == 0 || !scale.isFinite {
            for index in values.indices { pool[index] = values[index] }
            var rest = UnsafeMutableBufferPointer(rebasing: pool[..<values.count])
            if rest.count <= few { insertionSort(rest) } else { rest.sort() }
            return rest[rank]
        }
        // Rounding to a bin never puts a smaller value above a larger one.
        func bin(_ value: Double) -> Int {
            Int(truncatingIfNeeded: ((value - lowest) * scale + roundToInteger).bitPattern & 0xFF)
        }
        bins.update(repeating: 0)
        for value in values { bins[bin(value)] &+= 1 }
        var wanted = 0
        var below = 0
        while below + Int(bins[wanted]) <= rank {
            below += Int(bins[wanted])
            wanted += 1
        }
        var count = 0
        for value in values {
            pool[count] = value
            count += bin(value) == wanted ? 1 : 0
        }
        return select(
            rank - below, of: UnsafeBufferPointer(rebasing: pool[..<count]), pool: pool, bins: bins,
            rounds: rounds - 1)
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
