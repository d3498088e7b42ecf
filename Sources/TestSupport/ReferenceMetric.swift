public import BeaconScore

/// The beaconing metric written down word for word: slow, plain, and independent of the fast one.
///
/// Every sum runs over the values in the order of the definition, in doubles, so that the fast metric can be held
/// against it bit for bit.
public struct ReferenceMetric: Sendable {
    /// The parameters of the metric.
    public let parameters: MetricParameters

    /// The filled buckets of a series: index, events, sums of bytes of the source and of the destination.
    public typealias Row = (bucket: Int, count: Int64, source: Int64, destination: Int64)

    /// A metric with parameters inside their documented ranges.
    public init(parameters: MetricParameters = MetricParameters()) {
        self.parameters = parameters
    }

    /// What the metric says of a series of `number_buckets_in_range` buckets.
    ///
    /// Rows outside the window, or without an event, are ignored; rows of the same bucket are added up.
    public func evaluate(_ rows: [Row]) -> Verdict {
        let bucketCount = parameters.numberBucketsInRange
        var counts = [Int64](repeating: 0, count: bucketCount)
        var source = counts
        var destination = counts
        for row in rows where row.count > 0 && row.bucket >= 0 && row.bucket < bucketCount {
            counts[row.bucket] = saturated(counts[row.bucket], row.count)
            source[row.bucket] = saturated(source[row.bucket], row.source)
            destination[row.bucket] = saturated(destination[row.bucket], row.destination)
        }
        guard let first = counts.firstIndex(where: { $0 != 0 }), let last = counts.lastIndex(where: { $0 != 0 }) else {
            return Verdict(isBeaconing: false, interval: 0, nonEmptyBuckets: 0)
        }
        let range = first..<(last + 1)
        let periods = parameters.minNumberPeriods
        let filled = counts.filter { $0 != 0 }.count
        if range.count < 2 * periods || filled < periods + 1 {
            return Verdict(isBeaconing: false, interval: range.count, nonEmptyBuckets: filled)
        }

        let meanSource = counts.indices.map { counts[$0] == 0 ? 0 : Double(source[$0]) / Double(counts[$0]) }
        let meanDestination = counts.indices.map { counts[$0] == 0 ? 0 : Double(destination[$0]) / Double(counts[$0]) }
        let events = counts.map { Double($0) }
        var sourceSpread = Verdict.Spread()
        if meanSource[range].filter({ $0 != 0 }).count > periods {
            sourceSpread = spread(meanSource, range, limit: parameters.maxBeaconingBytesCOV)
        }
        var destinationSpread = Verdict.Spread()
        if meanDestination[range].filter({ $0 != 0 }).count > periods {
            destinationSpread = spread(meanDestination, range, limit: parameters.maxBeaconingBytesCOV)
        }
        var countSpread = Verdict.Spread()
        if filled > Int((parameters.minNotEmpty * Double(range.count)).rounded(.down)) {
            countSpread = spread(events, range, limit: parameters.maxBeaconingCountRV)
        }
        let best = autocovariance(events, range)
        let periodic = best.score >= parameters.minBeaconingCountAutocovariance
        let score =
            (countSpread.isLow || periodic ? 1 : 0) + (sourceSpread.isLow ? 1 : 0) + (destinationSpread.isLow ? 1 : 0)
        let figures = Verdict.Figures(
            beaconingScore: score, sourceBytes: sourceSpread, destinationBytes: destinationSpread,
            counts: countSpread, periodic: periodic, autocovariance: best.score, maxAutocovariancePeriod: best.period)
        return Verdict(isBeaconing: score > 0, interval: range.count, nonEmptyBuckets: filled, figures: figures)
    }

    private func saturated(_ sum: Int64, _ more: Int64) -> Int64 {
        let (total, overflow) = sum.addingReportingOverflow(more)
        return overflow ? (more < 0 ? .min : .max) : total
    }

    private func spread(_ values: [Double], _ range: Range<Int>, limit: Double) -> Verdict.Spread {
        let sorted = values.filter { $0 != 0 }.sorted()
        func quantile(_ share: Double) -> Double {
            sorted[min(Int((share * Double(sorted.count) + 0.5).rounded(.down)), sorted.count - 1)]
        }
        let low = quantile(parameters.truncateAt.low)
        let high = quantile(parameters.truncateAt.high)
        let kept = values[range].filter { low <= $0 && $0 <= high }
        var mean = 0.0
        var variance = 0.0
        if !kept.isEmpty {
            for value in kept { mean += value }
            mean /= Double(kept.count)
            for value in kept { variance += (value - mean) * (value - mean) }
            variance /= Double(kept.count)
        }
        return Verdict.Spread(
            isLow: variance.squareRoot() <= limit * abs(mean), mean: mean, variance: variance, lowPercentile: low,
            highPercentile: high)
    }

    /// Sums of (X - m)², (Y - m)² and their product.
    private struct Sums {
        var x = 0.0
        var y = 0.0
        var xy = 0.0

        var correlation: Double {
            let root = (x * y).squareRoot()
            return root == 0 ? 1 : xy / root
        }

        static func += (left: inout Sums, right: Sums) {
            left.x += right.x
            left.y += right.y
            left.xy += right.xy
        }
    }

    private func autocovariance(_ counts: [Double], _ range: Range<Int>) -> (score: Double, period: Int) {
        let (start, end) = (range.lowerBound, range.upperBound)
        let longest = range.count / parameters.minNumberPeriods
        var scores = [Double](repeating: 0, count: longest + 1)
        var samples = [Int](repeating: 0, count: longest + 1)
        for period in stride(from: 2, through: longest, by: 1) {
            let slack = Int((parameters.maxJitter * Double(period)).rounded(.down))
            let meanStart = start + slack + period
            let meanEnd = start + slack + period * ((end - 2 * period + 1 - start - slack) / period)
            var mean = 0.0
            if meanEnd > meanStart {
                for index in meanStart..<meanEnd { mean += counts[index] }
                mean /= Double(meanEnd - meanStart)
            }
            let divisors = stride(from: 2, to: period / 2, by: 1).filter { period % $0 == 0 }
            var sums = Sums()
            var divisorSums = [Sums](repeating: Sums(), count: divisors.count)
            for segment in stride(from: start + slack, through: end - 2 * period, by: period) {
                var shifted: [(shift: Int, sums: Sums)] = []
                for shift in -slack...slack {
                    var one = Sums()
                    for step in 0..<period {
                        let x = counts[segment + period + step] - mean
                        let y = counts[segment - shift + step] - mean
                        one.x += x * x
                        one.y += y * y
                        one.xy += x * y
                    }
                    shifted.append((shift, one))
                }
                var best = shifted[0].sums
                for candidate in shifted where candidate.sums.correlation > best.correlation { best = candidate.sums }
                sums += best
                for (position, divisor) in divisors.enumerated() {
                    let reach = Int((parameters.maxJitter * Double(divisor)).rounded(.down))
                    let near = shifted.filter { abs($0.shift) <= reach }
                    var closest = near[0].sums
                    for candidate in near where candidate.sums.xy > closest.xy { closest = candidate.sums }
                    divisorSums[position] += closest
                }
            }
            scores[period] = sums.correlation
            samples[period] += 1
            for (position, divisor) in divisors.enumerated() {
                samples[divisor] += 1
                let weight = Double(samples[divisor])
                scores[divisor] = ((weight - 1) * scores[divisor] + divisorSums[position].correlation) / weight
            }
        }
        var best = (score: scores[2], period: 2)
        for period in stride(from: 3, through: longest, by: 1) where scores[period] > best.score {
            best = (scores[period], period)
        }
        return best
    }
}
