/// What the exact times of a regular group's events say beyond its buckets: the period to a fraction of a second, and whether it
/// keeps to the clock.
public struct ExactIntervals: Sendable, Equatable {
    /// The mean interval in seconds, missed events left out.
    public var periodSeconds: Double
    /// How far intervals go from it, as a fraction: √3 times their coefficient of variation, 0 to 1.
    public var jitter: Double
    /// Whether events keep to a grid of whole seconds and never drift, as schedulers and time clients do; an agent's sleep begins
    /// when its connection ends, so that it drifts.
    public var isOnGrid: Bool
    /// The law of the jitter; `nil` where the data do not tell.
    public var law: Regularity.Law?

    /// Intervals of events; `nil` where they are fewer than twelve or not near one length.
    ///
    /// - Parameter seconds: times in seconds, ascending; the same second may stand there several times.
    public init?(_ seconds: [Int64]) {
        let visits = Self.visits(seconds)
        guard visits.count >= 12 else { return nil }
        let gaps = zip(visits.dropFirst(), visits).map { $0 - $1 }
        let median = gaps.sorted()[gaps.count / 2]
        var sum = 0.0
        var squares = 0.0
        var near = 0
        for gap in gaps where gap * 5 >= median * 2 && gap * 5 <= median * 8 {
            sum += Double(gap)
            squares += Double(gap * gap)
            near += 1
        }
        guard near * 10 >= gaps.count * 8, near > 1 else { return nil }
        let mean = sum / Double(near)
        // Two roundings to whole seconds add a sixth.
        let variance = max(0, (squares - sum * mean) / Double(near - 1) - 1.0 / 6)
        periodSeconds = mean
        jitter = min(1, variance.squareRoot() / mean * 3.0.squareRoot())
        isOnGrid = false
        law = jitter < 0.02 ? Regularity.Law.none : Self.isUniform(gaps, mean: mean) ? .uniform : nil
        if jitter < 0.1, let line = Self.line(visits, gap: mean) {
            periodSeconds = line.slope
            let whole = line.slope.rounded()
            // What comes every other second at most is not told from the rounding of times.
            isOnGrid = abs(line.slope - whole) <= max(3 * line.error, 0.002) && line.error <= 0.06 && whole >= 2
            if isOnGrid { law = .grid }
        }
    }

    /// Whether intervals spread evenly: the kurtosis of a uniform law is 1.8, that of a normal one 3.
    private static func isUniform(_ gaps: [Int64], mean: Double) -> Bool {
        var squares = 0.0
        var fourths = 0.0
        var count = 0.0
        for gap in gaps where Double(gap) <= 1.7 * mean {
            let square = (Double(gap) - mean) * (Double(gap) - mean)
            squares += square
            fourths += square * square
            count += 1
        }
        guard count >= 60, squares > 0 else { return false }
        return (1.5...2.2).contains(fourths * count / (squares * squares))
    }

    /// Events that follow one another at once are one visit.
    private static func visits(_ seconds: [Int64]) -> [Int64] {
        var distinct: [Int64] = []
        for second in seconds where second != distinct.last { distinct.append(second) }
        guard distinct.count >= 12, let first = distinct.first, let last = distinct.last else { return distinct }
        // A tenth of the mean interval; several connections of one check-in lie closer.
        let together = max(1, (last - first) / Int64(distinct.count) / 10)
        var visits = [first]
        var previous = first
        for second in distinct.dropFirst() {
            if second - previous > together || together == 1 { visits.append(second) }
            previous = second
        }
        return visits
    }

    /// Time over the number of the event, missed ones counted, by least squares.
    private static func line(_ visits: [Int64], gap: Double) -> (slope: Double, error: Double)? {
        var number = 0.0
        var numbers = [0.0]
        for (next, last) in zip(visits.dropFirst(), visits) {
            number += max(1, (Double(next - last) / gap).rounded())
            numbers.append(number)
        }
        let count = Double(visits.count)
        let times = visits.map { Double($0 - visits[0]) }
        let meanNumber = numbers.reduce(0, +) / count
        let meanTime = times.reduce(0, +) / count
        var products = 0.0
        var squares = 0.0
        for (number, time) in zip(numbers, times) {
            products += (number - meanNumber) * (time - meanTime)
            squares += (number - meanNumber) * (number - meanNumber)
        }
        guard squares > 0 else { return nil }
        let slope = products / squares
        var rest = 0.0
        for (number, time) in zip(numbers, times) {
            let off = time - meanTime - slope * (number - meanNumber)
            rest += off * off
        }
        return (slope, (rest / (count - 2) / squares).squareRoot())
    }
}
