extension MetricParameters {
    /// The parameters with each one outside its documented range moved to the nearest end.
    ///
    /// What is not a number becomes the low end. Whoever reads parameters from outside should rather refuse them.
    public func inRange() -> MetricParameters {
        var parameters = self
        parameters.numberBucketsInRange = numberBucketsInRange.clamped(to: 2...100_000)
        parameters.timeBucketLength = timeBucketLength.clamped(to: 1...86_400)
        parameters.numberDestinationIPs = numberDestinationIPs.clamped(to: 0...1_000)
        parameters.maxBeaconingBytesCOV = maxBeaconingBytesCOV.clamped(to: 0 ... .greatestFiniteMagnitude)
        parameters.maxBeaconingCountRV = maxBeaconingCountRV.clamped(to: 0 ... .greatestFiniteMagnitude)
        parameters.truncateAt.low = truncateAt.low.clamped(to: 0...1)
        parameters.truncateAt.high = truncateAt.high.clamped(to: parameters.truncateAt.low...1)
        parameters.minBeaconingCountAutocovariance = minBeaconingCountAutocovariance.clamped(to: -1...1)
        parameters.maxJitter = maxJitter.clamped(to: 0...(1.0).nextDown)
        parameters.minNotEmpty = minNotEmpty.clamped(to: 0...1)
        parameters.minNumberPeriods = max(minNumberPeriods, 2)
        return parameters
    }
}

extension Comparable {
    fileprivate func clamped(to range: ClosedRange<Self>) -> Self {
        if self >= range.upperBound { return range.upperBound }
        return self > range.lowerBound ? self : range.lowerBound
    }
}
