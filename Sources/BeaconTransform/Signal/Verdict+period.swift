public import BeaconScore

extension Verdict {
    /// The period that repeats best, in seconds; `nil` when the group is not periodic.
    ///
    /// It is the period with the largest score, which is often a multiple of the smallest one.
    public func periodSeconds(bucketSeconds: Int) -> Int64? {
        guard let figures, figures.periodic else { return nil }
        return Int64(figures.maxAutocovariancePeriod) * Int64(bucketSeconds)
    }
}
