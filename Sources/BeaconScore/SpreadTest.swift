/// Tells whether values vary little beside their mean, once the smallest and largest are left out.
struct SpreadTest: Sendable {
    /// The quantiles between which values are kept.
    let truncation: MetricParameters.Truncation

    private var selection = RankSelection()
    private var kept: [Double] = []

    init(truncation: MetricParameters.Truncation) {
        self.truncation = truncation
    }

    /// What the test measures.
    ///
    /// Mean and population variance are summed in the order of the buckets.
    /// - Parameters:
    ///   - values: One finite value for each filled bucket, at least one of them not zero.
    ///   - places: The buckets of the values, counted from the first.
    ///   - interval: Buckets from the first filled one to the last; where no value is given it is 0.
    ///   - limit: The largest share of the mean that the standard deviation of a low variation may have.
    mutating func measure(
        _ values: UnsafeBufferPointer<Double>, at places: UnsafeBufferPointer<Int>, interval: Int, limit: Double
    ) -> Verdict.Spread {
        let (low, high) = selection.quantiles(truncation, ofNonZero: values)
        if kept.count < interval { kept = Array(repeating: 0, count: interval) }
        return kept.withUnsafeMutableBufferPointer { kept in
            var count = 0
            if low <= 0, 0 <= high {
                // Only negative sums get here: the zeros of the empty buckets lie between the quantiles too.
                kept[..<interval].update(repeating: 0)
                for index in values.indices { kept[places[index]] = values[index] }
                for index in 0..<interval {
                    let value = kept[index]
                    kept[count] = value
                    count += low <= value && value <= high ? 1 : 0
                }
            } else {
                for value in values {
                    kept[count] = value
                    count += low <= value && value <= high ? 1 : 0
                }
            }
            var mean = 0.0
            var variance = 0.0
            if count > 0 {
                for index in 0..<count { mean += kept[index] }
                mean /= Double(count)
                for index in 0..<count {
                    let difference = kept[index] - mean
                    variance += difference * difference
                }
                variance /= Double(count)
            }
            return Verdict.Spread(
                isLow: Self.isLow(mean: mean, variance: variance, limit: limit), mean: mean, variance: variance,
                lowPercentile: low, highPercentile: high)
        }
    }

    /// Whether a variance is low beside a mean: what a limit says of values that were measured once.
    @inline(__always)
    static func isLow(mean: Double, variance: Double, limit: Double) -> Bool {
        variance.squareRoot() <= limit * abs(mean)
    }
}
