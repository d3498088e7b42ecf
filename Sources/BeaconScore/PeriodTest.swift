/// Finds the period at which the counts of a group agree best with themselves.
///
/// Summing in the defined order costs a pass over the buckets for each period and shift. Counts are integers, though,
/// so that sums of them and of their products are exact in any order, and each correlation can be had from a few of them,
/// off by no more than rounding. So all periods are estimated first, and only those whose score could be the largest
/// are then summed in the defined order: the outcome is the defined one to the last bit.
struct PeriodTest: Sendable {
    /// How many repeats must be visible, 2 and above.
    var minNumberPeriods: Int
    /// The largest shift of one period as a fraction of the period, 0 ..< 1.
    var maxJitter: Double

    private var numbers: [Double] = []
    private var rows: [Int] = []
    private var scores: [PeriodScore] = []
    private var divisors: [DivisorSums] = []

    init(minNumberPeriods: Int, maxJitter: Double) {
        self.minNumberPeriods = minNumberPeriods
        self.maxJitter = maxJitter
    }

    /// The largest score of any period, and the first period that has it.
    /// - Parameters:
    ///   - counts: Events of each filled bucket.
    ///   - places: The filled buckets, counted from the first.
    ///   - interval: Buckets from the first filled one to the last, at least twice the number of periods.
    mutating func measure(
        _ counts: UnsafeBufferPointer<Double>, at places: UnsafeBufferPointer<Int>, interval: Int
    ) -> (autocovariance: Double, period: Int) {
        let plan = PeriodPlan(
            interval: interval, filled: counts.count, minNumberPeriods: minNumberPeriods, maxJitter: maxJitter)
        grow(to: plan)
        return numbers.withUnsafeMutableBufferPointer { numbers in
            divisors.withUnsafeMutableBufferPointer { divisors in
                rows.withUnsafeMutableBufferPointer { rows in
                    scores.withUnsafeMutableBufferPointer { scores in
                        guard let start = numbers.baseAddress, let rows = rows.baseAddress else { return (0, 0) }
                        var memory = NumberMemory(numbers, start: start)
                        let dense = memory.take(interval)
                        dense.update(repeating: 0, count: interval)
                        for index in counts.indices { dense[places[index]] = counts[index] }
                        let search = PeriodSearch(
                            plan: plan,
                            direct: DirectCorrelation(counts: UnsafeBufferPointer(start: dense, count: interval)),
                            moments: CountMoments(counts: dense, filled: places, plan: plan, memory: &memory),
                            scores: scores)
                        guard search.moments.isExact, plan.largestSlack == 0 || plan.keepsProducts else {
                            return search.bestByDefinition()
                        }
                        let totals = memory.take(plan.lagCount)
                        if plan.largestSlack == 0 {
                            LagProducts.totals(
                                totals, moments: search.moments, longest: plan.longest, filled: (counts, places))
                            return search.bestUnshifted(totals)
                        }
                        let products = LagProducts(
                            moments: search.moments, plan: plan,
                            sums: memory.take((plan.productRows + 1) * plan.lagCount),
                            rows: rows)
                        return search.bestShifted(
                            products, ShiftedSegment(memory: &memory, shifts: 2 * plan.largestSlack + 1), divisors)
                    }
                }
            }
        }
    }

    private mutating func grow(to plan: PeriodPlan) {
        if numbers.count < plan.numbers { numbers = Array(repeating: 0, count: plan.numbers) }
        if rows.count <= plan.interval { rows = Array(repeating: 0, count: plan.interval + 1) }
        if scores.count <= plan.longest {
            scores = Array(repeating: PeriodScore(), count: plan.longest + 1)
            divisors = Array(repeating: DivisorSums(), count: plan.longest + 1)
        }
    }
}
