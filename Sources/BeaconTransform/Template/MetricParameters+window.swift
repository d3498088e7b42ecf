public import BeaconScore
internal import SearchCluster

extension MetricParameters {
    /// Applies `--set` and `--window` together; when it throws, nothing has changed.
    ///
    /// The window is always `number_buckets_in_range` × `time_bucket_length`. A window alone, or with a bucket length, sets
    /// the number of buckets; with a number of buckets it sets their length; with both it must agree. A bucket length alone
    /// lengthens the window. Of two values for one name the later counts.
    ///
    /// - Throws: ``ParameterError`` for an impossible value or combination, and for a window that the
    ///   buckets do not fill exactly.
    public mutating func apply(
        overrides: [(name: String, text: String)], windowSeconds: Int?
    ) throws(ParameterError) {
        var changed = self
        for override in overrides { try changed.set(override.name, to: override.text) }
        if let windowSeconds {
            try changed.fill(
                windowSeconds: windowSeconds,
                givenCount: overrides.contains { $0.name == MetricParameterName.numberBucketsInRange.rawValue },
                givenLength: overrides.contains { $0.name == MetricParameterName.timeBucketLength.rawValue })
        }
        try changed.validate()
        self = changed
    }

    private mutating func fill(
        windowSeconds wanted: Int, givenCount: Bool, givenLength: Bool
    ) throws(ParameterError) {
        let window = TimeSpan(seconds: wanted)
        func refusal(_ why: String) -> ParameterError {
            ParameterError(isUnknownName: false, description: "--window \(window) \(why)")
        }
        guard wanted <= Self.mostWindowSeconds else {
            throw refusal("is longer than \(TimeSpan(seconds: Self.mostWindowSeconds)), which is the longest")
        }
        if givenCount, givenLength {
            guard wanted == windowSeconds else {
                throw refusal(
                    "is not number_buckets_in_range \(numberBucketsInRange) × time_bucket_length \(timeBucketLength), "
                        + "which is \(TimeSpan(seconds: windowSeconds)); leave one of the three out")
            }
        } else if givenCount {
            guard wanted > 0, wanted % numberBucketsInRange == 0 else {
                throw refusal("cannot be cut into \(numberBucketsInRange) buckets of whole seconds")
            }
            try set(MetricParameterName.timeBucketLength.rawValue, to: .integer(Int64(wanted / numberBucketsInRange)))
        } else {
            guard wanted > 0, wanted % timeBucketLength == 0 else {
                let below = max(1, wanted / timeBucketLength) * timeBucketLength
                throw refusal(
                    "is not a whole number of buckets of \(timeBucketLength) s (time_bucket_length); "
                        + "\(TimeSpan(seconds: below)) and \(TimeSpan(seconds: below + timeBucketLength)) are")
            }
            let count = wanted / timeBucketLength
            let buckets = "has \(count) \(count == 1 ? "bucket" : "buckets") of \(timeBucketLength) s"
            guard case .integer(_, let range) = MetricParameterName.numberBucketsInRange.slot else { return }
            guard count <= range.upperBound else {
                throw refusal("\(buckets), at most \(range.upperBound) are possible; set time_bucket_length as well")
            }
            guard count / 2 >= minNumberPeriods else {
                throw refusal(
                    "\(buckets), less than two for each of min_number_periods \(minNumberPeriods): no group could be "
                        + "judged; take a longer one, or set time_bucket_length as well")
            }
            numberBucketsInRange = count
        }
    }
}

extension TransformTemplate {
    /// Applies `--set` and `--window` to the metric's parameters together.
    ///
    /// - Throws: ``ParameterError`` when a value is impossible; then nothing has changed.
    public mutating func apply(
        overrides: [(name: String, text: String)], windowSeconds: Int?
    ) throws(ParameterError) {
        try metric.parameters.apply(overrides: overrides, windowSeconds: windowSeconds)
    }
}
