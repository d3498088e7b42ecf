/// Sums of counts and of their squares over any range of buckets, exact and at a fixed cost.
///
/// Counts are taken about an integer near their mean, which keeps variances of large and even counts from drowning in
/// the difference of large numbers.
struct CountMoments {
    /// Buckets from the first filled one to the last.
    let interval: Int
    /// What was taken off every count: an integer.
    let centre: Double
    /// Whether every sum and every sum of products is an integer that a double holds exactly.
    let isExact: Bool
    /// Whether they are integers that a `Float` holds exactly, too.
    let isSmall: Bool
    /// Each bucket's count about the centre, as a `Float`; filled where the sums are small.
    let short: UnsafeMutablePointer<Float>
    /// Each bucket's count about the centre; filled where the sums are not small.
    let centred: UnsafeMutablePointer<Double>
    /// The same with the oldest bucket first, and zeros where there is no bucket; filled where segments may be shifted.
    let reversed: UnsafeMutablePointer<Double>
    // Sums and sums of squares of the buckets before interval - i, for i = 0 ... interval: the oldest first, so that the
    // windows of growing shifts lie one after the other.
    let sumsReversed: UnsafeMutablePointer<Double>
    let squaresReversed: UnsafeMutablePointer<Double>

    /// Fills memory with the moments of counts.
    /// - Parameters:
    ///   - counts: Events of each bucket, whole numbers.
    ///   - filled: The buckets with events, counted from the first, in order.
    init(
        counts: UnsafeMutablePointer<Double>, filled: UnsafeBufferPointer<Int>, plan: PeriodPlan,
        memory: inout NumberMemory
    ) {
        interval = plan.interval
        centred = memory.take(interval)
        reversed = memory.take(interval + plan.lagCount)
        sumsReversed = memory.take(interval + 1)
        squaresReversed = memory.take(interval + 1)
        // Two of them in the room of a Double.
        short = UnsafeMutableRawPointer(memory.take((interval + 1) / 2))
            .bindMemory(to: Float.self, capacity: interval + 1)

        var total = 0.0
        var largest = 0.0
        for index in 0..<interval {
            total += counts[index]
            largest = counts[index] > largest ? counts[index] : largest
        }
        // Where most buckets are empty the centre stays 0, so that they need no products.
        centre = plan.isMostlyEmpty ? 0 : (total / Double(interval)).rounded()
        let reach = max(centre, largest - centre)
        isExact = Double(interval) * reach * reach < 0x1p52 && Double(interval) * largest < 0x1p52
        isSmall = plan.largestSlack == 0 && Double(interval) * reach * reach < 0x1p24
        guard isExact else { return }
        if isSmall {
            for index in 0..<interval { short[index] = Float(counts[index] - centre) }
        } else {
            for index in 0..<interval { centred[index] = counts[index] - centre }
        }
        if plan.largestSlack > 0 {
            for index in 0..<interval { reversed[interval - 1 - index] = centred[index] }
            (reversed + interval).update(repeating: 0, count: plan.lagCount)
        }
        if plan.isMostlyEmpty { sumInSteps(counts, filled) } else { sumOneByOne(counts) }
    }

    /// Fills the sums.
    private func sumOneByOne(_ counts: UnsafeMutablePointer<Double>) {
        // Integers, because adding them takes a quarter of the time, and there is a chain of additions here.
        var (sum, squares) = (0, 0)
        sumsReversed[interval] = 0
        squaresReversed[interval] = 0
        for index in 0..<interval {
            let value = Int(counts[index] - centre)
            sum &+= value
            squares &+= value &* value
            sumsReversed[interval - 1 - index] = Double(sum)
            squaresReversed[interval - 1 - index] = Double(squares)
        }
    }

    /// Fills the sums where the centre is 0: they change at filled buckets only.
    private func sumInSteps(_ counts: UnsafeMutablePointer<Double>, _ filled: UnsafeBufferPointer<Int>) {
        var (sum, squares) = (0.0, 0.0)
        // Sums of the buckets before `end` lie at `interval - end`.
        var end = 0
        for place in filled {
            (sumsReversed + (interval - place)).update(repeating: sum, count: place - end + 1)
            (squaresReversed + (interval - place)).update(repeating: squares, count: place - end + 1)
            sum += counts[place]
            squares += counts[place] * counts[place]
            end = place + 1
        }
        sumsReversed.update(repeating: sum, count: interval - end + 1)
        squaresReversed.update(repeating: squares, count: interval - end + 1)
    }

    /// The sum about the centre of the buckets from `start` to before `end`.
    @inline(__always)
    func sum(_ start: Int, _ end: Int) -> Double { sumsReversed[interval - end] - sumsReversed[interval - start] }

    /// The sum of the squares about the centre of the buckets from `start` to before `end`.
    @inline(__always)
    func squares(_ start: Int, _ end: Int) -> Double {
        squaresReversed[interval - end] - squaresReversed[interval - start]
    }

    /// The mean that a period's sums are taken about: the sum is exact, so that it is the defined one to the last bit.
    @inline(__always)
    func definedMean(_ grid: PeriodGrid) -> Double {
        if grid.meanRange.isEmpty { return 0 }
        let size = Double(grid.meanRange.count)
        return (sum(grid.meanRange.lowerBound, grid.meanRange.upperBound) + size * centre) / size
    }

    /// The same mean about the centre.
    @inline(__always)
    func mean(_ grid: PeriodGrid) -> Double { definedMean(grid) - centre }
}
