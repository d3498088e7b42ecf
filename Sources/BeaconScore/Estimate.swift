/// A number that is known to lie within an error of a value.
struct Estimate: Sendable {
    var value: Double
    /// The largest distance from the value; 0 where the value is known bit for bit.
    var error: Double

    /// A correlation that nothing is known of.
    static let unknown = Estimate(value: 0, error: 2)
    /// The correlation of segments that are equal, or that do not vary.
    static let perfect = Estimate(value: 1, error: 0)

    /// Half the distance from 1 to the next double: the largest relative error of one rounding.
    static let rounding = 0x1p-53
    /// Relative errors above this are not worth following to the second order: the estimate is given up.
    static let largest = 0x1p-10

    var lowest: Double { value - error }
    var highest: Double { value + error }
}

/// Sums over compared segments, from exact sums of integers, with what is needed to bound their rounding.
struct EstimatedSums: Sendable {
    /// The sums.
    var sums = SegmentSums()
    /// The size of the terms that `sums.x` and `sums.y` are the difference of.
    var xTerms = 0.0
    var yTerms = 0.0
    /// Whether all compared segments are equal, value by value.
    var allEqual = true

    /// The correlation, as near as its summation in the defined order can be known from here.
    /// - Parameter additions: The length of the longest chain of additions in the defined order.
    func correlation(additions: Int) -> Estimate {
        // Equal segments have equal sums in any order, and a variance without terms is 0 in any order.
        if allEqual || xTerms == 0 || yTerms == 0 { return .perfect }
        guard sums.x > 0, sums.y > 0 else { return .unknown }
        let error = EstimatedSums.error(
            terms: xTerms + yTerms, x: sums.x, y: sums.y, additions: additions)
        guard error < Estimate.largest else { return .unknown }
        return Estimate(value: sums.xy / (sums.x * sums.y).squareRoot(), error: error)
    }

    /// The largest distance between the correlation by the exact sums and the one by sums in the defined order.
    ///
    /// Each sum is the difference of at most three terms, 8 roundings of their size off at most, and the defined one is
    /// a chain of additions. With relative errors of r and s of the variances, and an error of the product sum that is
    /// no larger, the quotient is off by r + s and a little.
    @inline(__always)
    static func error(terms: Double, x: Double, y: Double, additions: Int) -> Double {
        Estimate.rounding * (16 * terms * (1 / x + 1 / y) + 4 * Double(additions))
    }
}
