/// The correlation of a period's segments, summed in the order in which the metric defines it.
///
/// Floating sums depend on their order, and where two periods or two shifts agree up to the last bits the order decides
/// which is reported. This is the order that counts; it costs a pass over the buckets for every shift.
struct DirectCorrelation {
    /// Events of each bucket from the newest filled one to the oldest.
    let counts: UnsafeBufferPointer<Double>

    /// The mean that a period's sums are taken about.
    func mean(_ grid: PeriodGrid) -> Double {
        if grid.meanRange.isEmpty { return 0 }
        var sum = 0.0
        for index in grid.meanRange { sum += counts[index] }
        return sum / Double(grid.meanRange.count)
    }

    /// The sums of a period, each segment at its best shift.
    func sums(_ grid: PeriodGrid) -> SegmentSums {
        let mean = mean(grid)
        var total = SegmentSums()
        for segment in 0..<grid.segmentCount {
            total += best(grid, start: grid.start(ofSegment: segment), mean: mean)
        }
        return total
    }

    /// The sums that a period adds to one of its divisors, each segment at its closest shift within the divisor's slack.
    func sums(_ grid: PeriodGrid, reach: Int) -> SegmentSums {
        let mean = mean(grid)
        var total = SegmentSums()
        for segment in 0..<grid.segmentCount {
            total += closest(grid, start: grid.start(ofSegment: segment), reach: reach, mean: mean)
        }
        return total
    }

    /// The sums of one segment at the first shift that has the largest correlation.
    func best(_ grid: PeriodGrid, start: Int, mean: Double) -> SegmentSums {
        var best = compare(start: start, shift: -grid.slack, period: grid.period, mean: mean)
        if grid.slack == 0 { return best }
        var highest = best.correlation
        for shift in (1 - grid.slack)...grid.slack {
            let candidate = compare(start: start, shift: shift, period: grid.period, mean: mean)
            let correlation = candidate.correlation
            if correlation > highest {
                highest = correlation
                best = candidate
            }
        }
        return best
    }

    /// The sums of one segment at the first shift of at most `reach` buckets that has the largest product sum.
    func closest(_ grid: PeriodGrid, start: Int, reach: Int, mean: Double) -> SegmentSums {
        var best = compare(start: start, shift: -reach, period: grid.period, mean: mean)
        if reach == 0 { return best }
        for shift in (1 - reach)...reach {
            let candidate = compare(start: start, shift: shift, period: grid.period, mean: mean)
            if candidate.xy > best.xy { best = candidate }
        }
        return best
    }

    private func compare(start: Int, shift: Int, period: Int, mean: Double) -> SegmentSums {
        var sums = SegmentSums()
        for index in start..<(start + period) {
            let x = counts[index + period] - mean
            let y = counts[index - shift] - mean
            sums.x += x * x
            sums.y += y * y
            sums.xy += x * y
        }
        return sums
    }
}
