internal import BeaconScore

/// The parameters of the metric by the names the published transform gives them.
enum MetricParameterName: String, CaseIterable {
    case numberBucketsInRange = "number_buckets_in_range"
    case timeBucketLength = "time_bucket_length"
    case numberDestinationIPs = "number_destination_ips"
    case maxBeaconingBytesCOV = "max_beaconing_bytes_cov"
    case maxBeaconingCountRV = "max_beaconing_count_rv"
    case truncateAt = "truncate_at"
    case minBeaconingCountAutocovariance = "min_beaconing_count_autocovariance"
    case maxJitter = "max_jitter"
    case minNotEmpty = "min_not_empty"
    case minNumberPeriods = "min_number_periods"

    /// Where a parameter's value stands, and which values it takes.
    enum Slot {
        case integer(WritableKeyPath<MetricParameters, Int>, ClosedRange<Int>)
        case number(WritableKeyPath<MetricParameters, Double>, NumberRange)
        case quantiles(WritableKeyPath<MetricParameters, MetricParameters.Truncation>)
    }

    /// Which numbers a parameter takes.
    struct NumberRange {
        var contains: (Double) -> Bool
        var inWords: String

        static var nonNegative: NumberRange { .init(contains: { $0 >= 0 }, inWords: "0 or above") }
        static var share: NumberRange { .init(contains: { (0...1).contains($0) }, inWords: "0 to 1") }
        static var fraction: NumberRange {
            .init(contains: { (0..<1).contains($0) }, inWords: "0 up to, but not including, 1")
        }
        static var correlation: NumberRange { .init(contains: { (-1...1).contains($0) }, inWords: "-1 to 1") }
    }

    var slot: Slot {
        switch self {
        case .numberBucketsInRange: .integer(\.numberBucketsInRange, 2...100_000)
        case .timeBucketLength: .integer(\.timeBucketLength, 1...86_400)
        case .numberDestinationIPs: .integer(\.numberDestinationIPs, 0...1_000)
        case .maxBeaconingBytesCOV: .number(\.maxBeaconingBytesCOV, .nonNegative)
        case .maxBeaconingCountRV: .number(\.maxBeaconingCountRV, .nonNegative)
        case .truncateAt: .quantiles(\.truncateAt)
        case .minBeaconingCountAutocovariance: .number(\.minBeaconingCountAutocovariance, .correlation)
        case .maxJitter: .number(\.maxJitter, .fraction)
        case .minNotEmpty: .number(\.minNotEmpty, .share)
        // Half the largest number of buckets: more could never be seen.
        case .minNumberPeriods: .integer(\.minNumberPeriods, 2...50_000)
        }
    }
}
