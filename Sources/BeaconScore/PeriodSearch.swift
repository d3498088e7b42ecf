/// One search for the best period, in memory that belongs to a ``PeriodTest``.
struct PeriodSearch {
    let plan: PeriodPlan
    let direct: DirectCorrelation
    let moments: CountMoments
    let scores: UnsafeMutableBufferPointer<PeriodScore>

    /// The best period where no segment may be shifted.
    func bestUnshifted(_ totals: UnsafeMutablePointer<Double>) -> (autocovariance: Double, period: Int) {
        for period in 2...plan.longest {
            let own = unshifted(plan.grid(ofPeriod: period), products: totals[period])
            scores[period] = PeriodScore()
            scores[period].own = own
            scores[period].add(own)
        }
        // A period's own correlation is what its divisors gather, as there is only one shift to choose from. The halves
        // of the definition leave out the period itself and its half.
        for divisor in stride(from: 2, through: plan.longest / 3, by: 1) {
            for period in stride(from: 3 * divisor, through: plan.longest, by: divisor) {
                scores[divisor].add(scores[period].own)
            }
        }
        return decide()
    }

    /// The correlation of a period's segments without a shift.
    @inline(__always)
    func unshifted(_ grid: PeriodGrid, products: Double) -> Estimate {
        let start = grid.slack
        let period = grid.period
        let length = grid.segmentCount * period
        let size = Double(length)
        let mean = moments.mean(grid)
        let meanTerms = size * mean * mean
        let y = (sum: moments.sum(start, start + length), squares: moments.squares(start, start + length))
        let x = (
            sum: moments.sum(start + period, start + period + length),
            squares: moments.squares(start + period, start + period + length)
        )
        var sums = EstimatedSums()
        sums.sums.x = x.squares - 2 * mean * x.sum + meanTerms
        sums.sums.y = y.squares - 2 * mean * y.sum + meanTerms
        sums.sums.xy = products - mean * (x.sum + y.sum) + meanTerms
        sums.xTerms = 2 * (x.squares + meanTerms)
        sums.yTerms = 2 * (y.squares + meanTerms)
        sums.allEqual = x.squares == products && y.squares == products && x.sum == y.sum
        return sums.correlation(additions: period + grid.segmentCount + 8)
    }

    /// The first period with the largest score, and the score, as the defined order of sums has them.
    func decide() -> (autocovariance: Double, period: Int) {
        var floor = -Double.infinity
        for period in 2...plan.longest { floor = max(floor, scores[period].estimate.lowest) }
        var best = (autocovariance: -Double.infinity, period: 2)
        for period in 2...plan.longest {
            let estimate = scores[period].estimate
            if estimate.highest < floor { continue }
            let score = estimate.error == 0 ? estimate.value : definedScore(ofPeriod: period)
            if score > best.autocovariance { best = (score, period) }
        }
        return best
    }

    /// A period's score, summed in the defined order.
    private func definedScore(ofPeriod period: Int) -> Double {
        let reach = plan.grid(ofPeriod: period).slack
        var score = definedCorrelation(ofPeriod: period)
        var samples = 1.0
        for multiple in stride(from: 3 * period, through: plan.longest, by: period) {
            let grid = plan.grid(ofPeriod: multiple)
            let correlation =
                grid.slack == 0
                ? definedCorrelation(ofPeriod: multiple) : direct.sums(grid, reach: reach).correlation
            samples += 1
            score = ((samples - 1) * score + correlation) / samples
        }
        return score
    }

    /// A period's own correlation, summed in the defined order once.
    private func definedCorrelation(ofPeriod period: Int) -> Double {
        let known = scores[period].own
        if known.error == 0 { return known.value }
        let correlation = direct.sums(plan.grid(ofPeriod: period)).correlation
        scores[period].own = Estimate(value: correlation, error: 0)
        return correlation
    }
}

extension PeriodSearch {
    /// The best period where nothing can be estimated: every score is summed in the defined order.
    func bestByDefinition() -> (autocovariance: Double, period: Int) {
        for period in 2...plan.longest {
            scores[period] = PeriodScore()
            scores[period].add(.unknown)
        }
        return decide()
    }
}
