public import BeaconScore

extension Verdict {
    /// What differs from another verdict, one entry a field: booleans and whole numbers must be equal, others within 1e-9.
    public func differences(from other: Verdict) -> [String] {
        var found: [String] = []
        func compare<Value: Equatable>(_ name: String, _ left: Value, _ right: Value) {
            if left != right { found.append("\(name): \(left), not \(right)") }
        }
        func compare(_ name: String, _ left: Double, near right: Double) {
            let scale = max(abs(left), abs(right))
            if !(abs(left - right) <= 1e-9 * scale) { found.append("\(name): \(left), not \(right)") }
        }
        func compare(_ name: String, _ left: Spread, _ right: Spread) {
            compare(name + " is low", left.isLow, right.isLow)
            compare(name + " mean", left.mean, near: right.mean)
            compare(name + " standard deviation", left.standardDeviation, near: right.standardDeviation)
            compare(name + " low percentile", left.lowPercentile, near: right.lowPercentile)
            compare(name + " high percentile", left.highPercentile, near: right.highPercentile)
        }
        compare("is beaconing", isBeaconing, other.isBeaconing)
        compare("interval", interval, other.interval)
        compare("non-empty buckets", nonEmptyBuckets, other.nonEmptyBuckets)
        compare("has figures", figures == nil, other.figures == nil)
        guard let mine = figures, let theirs = other.figures else { return found }
        compare("score", mine.beaconingScore, theirs.beaconingScore)
        compare("source bytes", mine.sourceBytes, theirs.sourceBytes)
        compare("destination bytes", mine.destinationBytes, theirs.destinationBytes)
        compare("counts", mine.counts, theirs.counts)
        compare("periodic", mine.periodic, theirs.periodic)
        compare("autocovariance", mine.autocovariance, near: theirs.autocovariance)
        compare("period", mine.maxAutocovariancePeriod, theirs.maxAutocovariancePeriod)
        return found
    }
}
