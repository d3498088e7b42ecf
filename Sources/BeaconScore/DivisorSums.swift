/// What a period's segments say about one of the period's divisors.
struct DivisorSums: Sendable {
    /// The divisor: another, shorter period.
    var divisor = 0
    /// The largest shift that the divisor allows.
    var reach = 0
    /// Sums over the segments, each at its closest shift within reach.
    var sums = EstimatedSums()

    /// Lists the divisors of a period that its segments count for: 2 and above, and under half the period.
    /// - Returns: How many there are.
    static func list(
        ofPeriod period: Int, maxJitter: Double, into divisors: UnsafeMutableBufferPointer<DivisorSums>
    ) -> Int {
        var count = 0
        func take(_ divisor: Int) {
            guard divisor < period / 2 else { return }
            divisors[count] = DivisorSums(
                divisor: divisor, reach: PeriodGrid.slack(ofPeriod: divisor, maxJitter: maxJitter))
            count += 1
        }
        var small = 2
        while small * small <= period {
            if period % small == 0 {
                take(small)
                if small * small != period { take(period / small) }
            }
            small += 1
        }
        return count
    }
}
