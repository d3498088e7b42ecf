public import BeaconScore

/// Judges group after group with reused buffers; a value for one task, copied for another.
public struct GroupJudge: Sendable {
    /// Which judged groups are kept.
    public enum Keeping: Sendable {
        /// Groups that beacon.
        case signals
        /// Every group that was judged.
        case judged
    }

    /// The metric's parameters.
    public let parameters: MetricParameters
    /// Which judged groups are kept.
    public let keeping: Keeping
    /// Which groups are looked at; those of other slices are neither judged nor counted.
    public let slice: HostSlice
    /// What became of the groups so far.
    public private(set) var counts = GroupCounts()
    private var metric: BeaconingMetric

    /// A judge with these parameters.
    public init(parameters: MetricParameters, keeping: Keeping, slice: HostSlice = .whole) {
        self.parameters = parameters
        self.keeping = keeping
        self.slice = slice
        metric = BeaconingMetric(parameters: parameters)
    }

    /// Why a group cannot be judged, told from its number of events and the span of its buckets alone.
    public enum Skip: Sendable {
        /// Fewer than `min_number_periods` + 1 events.
        case tooFewEvents
        /// A span under 2 × `min_number_periods` buckets.
        case tooShortSpan
    }

    /// Why a group cannot be judged; `nil` when it can.
    ///
    /// - Parameters:
    ///   - documents: the group's events in the window.
    ///   - spanBuckets: buckets from the oldest filled one to the newest, both included.
    public func skip(documents: Int64, spanBuckets: Int) -> Skip? {
        if documents < Int64(parameters.minNumberPeriods) + 1 { return .tooFewEvents }
        if spanBuckets < 2 * parameters.minNumberPeriods { return .tooShortSpan }
        return nil
    }

    /// Counts a group that is not judged.
    public mutating func count(skipped: Skip, documents: Int64) {
        counts.seen += 1
        counts.documents += documents
        switch skipped {
        case .tooFewEvents: counts.tooFewEvents += 1
        case .tooShortSpan: counts.tooShortSpan += 1
        }
    }

    /// Judges a group; the verdict when the group is to be kept.
    public mutating func judge(_ series: BucketSeries, documents: Int64) -> Verdict? {
        counts.seen += 1
        counts.judged += 1
        counts.documents += documents
        let verdict = metric.evaluate(series)
        return keeping == .judged || verdict.isBeaconing ? verdict : nil
    }
}
