/// Random numbers that are the same on every platform for the same seed.
///
/// xoshiro256** (Blackman and Vigna), its state filled by SplitMix64. The draws below use only integer arithmetic and
/// IEEE additions, multiplications and divisions, which are the same to the last bit everywhere; no `log` or `exp` of a
/// system library decides when an event happens, and none need be linked.
struct SeededGenerator {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// A stream of its own for each seed.
    init(seed: UInt64) {
        var mixer = seed
        state = (Self.splitMix(&mixer), Self.splitMix(&mixer), Self.splitMix(&mixer), Self.splitMix(&mixer))
    }

    /// A generator in a given state, of which not all numbers may be 0.
    init(state: (UInt64, UInt64, UInt64, UInt64)) {
        self.state = state
    }

    /// A stream of its own for each seed, number and name.
    ///
    /// What one process of one host does then depends on nothing else: software can be added to the office without
    /// changing the traffic of the rest.
    init(seed: UInt64, number: Int, name: String, part: String = "") {
        var mixer = seed
        var mixed = Self.splitMix(&mixer) ^ UInt64(truncatingIfNeeded: number)
        mixed = Self.splitMix(&mixed) ^ StableHash.of(name)
        mixed = Self.splitMix(&mixed) ^ StableHash.of(part)
        self.init(seed: Self.splitMix(&mixed))
    }

    /// The next 64 bits.
    mutating func next() -> UInt64 {
        let scrambled = Self.rotated(state.1 &* 5, by: 7) &* 9
        let shifted = state.1 &<< 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = Self.rotated(state.3, by: 45)
        return scrambled
    }

    /// A fraction of 0 up to, not including, 1.
    mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A number of low up to, not including, high; low where the two are equal.
    mutating func uniform(_ low: Double, _ high: Double) -> Double {
        low + (high - low) * unit()
    }

    /// A number of the range, both ends included.
    mutating func integer(in range: ClosedRange<Int64>) -> Int64 {
        let width = UInt64(bitPattern: range.upperBound &- range.lowerBound)
        guard width < UInt64.max else { return Int64(bitPattern: next()) }
        // The bias of the multiplication is under width/2^64, far below what any test could see.
        return range.lowerBound &+ Int64(bitPattern: next().multipliedFullWidth(by: width + 1).high)
    }

    /// An index of 0 up to, not including, the count; 0 for a count under 1.
    mutating func index(below count: Int) -> Int {
        count > 1 ? Int(integer(in: 0...Int64(count - 1))) : 0
    }

    /// True with this probability.
    mutating func chance(_ probability: Double) -> Bool {
        unit() < probability
    }

    /// An exponentially distributed number with this mean: a gap of a Poisson process.
    mutating func exponential(mean: Double) -> Double {
        // 1 - unit() lies in (0, 1], so the logarithm is finite.
        -mean * Self.naturalLogarithm(1 - unit())
    }

    /// A positive number with a heavy upper tail: half of the draws lie under the median, 1 in 60 above ten times it.
    ///
    /// m·u/(1-u) where u is the mean of two fractions: the chance of more than x times the median is 2/(1 + x)².
    mutating func heavyTailed(median: Double) -> Double {
        let fraction = (unit() + unit()) / 2
        return median * fraction / (1 - fraction)
    }

    /// The natural logarithm of a positive finite number, to about 1e-15, by 2·artanh((m-1)/(m+1)) of the significand.
    static func naturalLogarithm(_ value: Double) -> Double {
        var exponent = Double(value.exponent)
        var significand = value.significand
        if significand > 1.4142135623730951 {
            significand *= 0.5
            exponent += 1
        }
        let ratio = (significand - 1) / (significand + 1)
        let square = ratio * ratio
        var sum = 0.0
        var odd = 23.0
        while odd > 0 {
            sum = sum * square + 1 / odd
            odd -= 2
        }
        return 2 * ratio * sum + exponent * 0.6931471805599453
    }

    private static func splitMix(_ state: inout UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    private static func rotated(_ value: UInt64, by count: UInt64) -> UInt64 {
        (value &<< count) | (value &>> (64 - count))
    }
}
