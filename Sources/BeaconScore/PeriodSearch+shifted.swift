extension PeriodSearch {
    typealias Divisors = UnsafeMutableBufferPointer<DivisorSums>

    /// The best period where segments may be shifted.
    func bestShifted(
        _ products: LagProducts, _ shifts: ShiftedSegment, _ memory: Divisors
    ) -> (autocovariance: Double, period: Int) {
        for period in 2...plan.longest {
            let grid = plan.grid(ofPeriod: period)
            let divisors = Divisors(
                rebasing: memory[
                    ..<DivisorSums.list(ofPeriod: period, maxJitter: plan.maxJitter, into: memory)])
            let own: Estimate
            if grid.slack == 0 {
                let end = period + grid.segmentCount * period
                own = unshifted(grid, products: products.before(end)[period] - products.before(period)[period])
                for place in divisors.indices { scores[divisors[place].divisor].add(own) }
            } else {
                own = shifted(grid, products, shifts, divisors)
                for place in divisors.indices {
                    scores[divisors[place].divisor].add(
                        divisors[place].sums.correlation(additions: period + grid.segmentCount))
                }
            }
            scores[period] = PeriodScore()
            scores[period].own = own
            scores[period].add(own)
        }
        return decide()
    }

    /// The correlation of a period's segments, each at its best shift; adds to the divisors' sums.
    private func shifted(
        _ grid: PeriodGrid, _ products: LagProducts, _ shifts: ShiftedSegment, _ divisors: Divisors
    ) -> Estimate {
        let (period, slack) = (grid.period, grid.slack)
        let mean = moments.mean(grid)
        let meanTerms = Double(period) * mean * mean
        var own = EstimatedSums()
        for segment in 0..<grid.segmentCount {
            let start = grid.start(ofSegment: segment)
            let source = ShiftedSegment.Source(moments: moments, products: products, grid: grid, start: start)
            let x = (
                sum: moments.sum(start + period, start + 2 * period),
                squares: moments.squares(start + period, start + 2 * period)
            )
            let found = shifts.fill(
                from: source, shifts: 2 * slack + 1, mean: mean, meanTerms: meanTerms, xSum: x.sum)
            let half = ComparedHalf(
                sum: x.sum, squares: x.squares, variance: x.squares - 2 * mean * x.sum + meanTerms,
                terms: 2 * (x.squares + meanTerms),
                shiftedTerms: 2 * (moments.squares(start - slack, start + period + slack) + meanTerms))

            if let shift = bestShift(half, found, shifts, source, grid) {
                own.add(half, source, shifts, at: shift)
            } else {
                own.add(direct.best(grid, start: start, mean: moments.definedMean(grid)), half)
            }
            for place in divisors.indices {
                let reach = divisors[place].reach
                if let shift = closestShift(half, shifts, source, grid, reach: reach) {
                    divisors[place].sums.add(half, source, shifts, at: shift)
                } else {
                    let closest = direct.closest(
                        grid, start: start, reach: reach, mean: moments.definedMean(grid))
                    divisors[place].sums.add(closest, half)
                }
            }
        }
        return own.correlation(additions: period + grid.segmentCount)
    }

    /// The first shift with the largest correlation, or `nil` where rounding in the defined order decides which it is.
    @inline(__always)
    private func bestShift(
        _ half: ComparedHalf, _ found: (rank: Double, variance: Double), _ shifts: ShiftedSegment,
        _ source: ShiftedSegment.Source, _ grid: PeriodGrid
    ) -> Int? {
        // Without any variance every correlation is 1, and the first is taken.
        if half.terms == 0 { return 0 }
        guard half.variance > 0, found.variance > 0 else { return nil }
        let error = EstimatedSums.error(
            terms: half.terms + half.shiftedTerms, x: half.variance, y: found.variance, additions: grid.period)
        guard error < Estimate.largest else { return nil }
        // Ranks are signed squares of correlations times the variance: twice the error on either side, and a little.
        return first(
            in: shifts.ranks, from: 0, through: 2 * grid.slack, atLeast: found.rank - 5 * error * half.variance, source)
    }

    /// The first shift within reach with the largest product sum, or `nil` where rounding decides which it is.
    @inline(__always)
    private func closestShift(
        _ half: ComparedHalf, _ shifts: ShiftedSegment, _ source: ShiftedSegment.Source, _ grid: PeriodGrid, reach: Int
    ) -> Int? {
        if half.terms == 0 || reach == 0 { return grid.slack - reach }
        let largest = ShiftedSegment.largest(of: shifts.products + (grid.slack - reach), count: 2 * reach + 1)
        let error = (half.terms + half.shiftedTerms) * Estimate.rounding * Double(4 * grid.period + 80)
        return first(
            in: shifts.products, from: grid.slack - reach, through: grid.slack + reach, atLeast: largest - error,
            source)
    }

    /// The first shift whose number is not below a threshold, or `nil` where another such shift has other sums.
    @inline(__always)
    private func first(
        in numbers: UnsafeMutablePointer<Double>, from: Int, through: Int, atLeast threshold: Double,
        _ source: ShiftedSegment.Source
    ) -> Int? {
        var first = from
        while first &+ 4 <= through, !ShiftedSegment.anyOfFour(numbers + first, reaches: threshold) { first &+= 4 }
        while first < through, numbers[first] < threshold { first &+= 1 }
        // Nearly always there is no other, which is seen four at a time.
        var other = first &+ 1
        while other <= through {
            if other &+ 4 <= through &+ 1, !ShiftedSegment.anyOfFour(numbers + other, reaches: threshold) {
                other &+= 4
                continue
            }
            if numbers[other] >= threshold, !source.isSame(first, other) { return nil }
            other &+= 1
        }
        return first
    }
}

/// The half of a segment that stays where it is.
private struct ComparedHalf {
    /// Sum and sum of squares about the centre of the counts.
    let sum: Double
    let squares: Double
    /// Σ(X - m)².
    let variance: Double
    /// The size of the terms that the variance is the difference of.
    let terms: Double
    /// The same for the shifted half, whatever its shift.
    let shiftedTerms: Double
}

extension EstimatedSums {
    /// Adds a segment at a shift.
    @inline(__always)
    fileprivate mutating func add(
        _ half: ComparedHalf, _ source: ShiftedSegment.Source, _ shifts: ShiftedSegment, at shift: Int
    ) {
        sums += SegmentSums(x: half.variance, y: shifts.variances[shift], xy: shifts.products[shift])
        xTerms += half.terms
        yTerms += half.shiftedTerms
        let product = source.products(shift)
        allEqual =
            allEqual && half.squares == product && source.squares(shift) == product && source.sum(shift) == half.sum
    }

    /// Adds a segment that was summed in the defined order.
    fileprivate mutating func add(_ defined: SegmentSums, _ half: ComparedHalf) {
        sums += defined
        xTerms += half.terms
        yTerms += half.shiftedTerms
        allEqual = allEqual && defined.x == defined.y && defined.y == defined.xy
    }
}
