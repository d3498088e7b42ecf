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
    /// The second opinion; `nil` for the strict metric alone.
    private var regularity: RegularityTest?
    /// Whether busy groups are kept to be looked at by destination.
    private let splits: Bool
    /// Whether groups are not judged but kept with their buckets.
    private let collects: Bool

    /// A judge with these parameters.
    public init(
        parameters: MetricParameters, keeping: Keeping, slice: HostSlice = .whole,
        opinions: TransformTemplate.Opinions = .both, splits: Bool = false
    ) {
        self.parameters = parameters
        self.keeping = keeping
        self.slice = slice
        metric = BeaconingMetric(parameters: parameters)
        self.splits = splits && opinions == .both
        collects = false
        regularity = opinions == .both ? RegularityTest(bucketSeconds: parameters.timeBucketLength) : nil
    }

    /// A judge that judges nothing and keeps every group with its buckets, to be judged later.
    ///
    /// - Parameter minNumberPeriods: groups are left out as ``skip(documents:spanBuckets:)`` says with this number; with 0 none is.
    init(collecting minNumberPeriods: Int) {
        var parameters = MetricParameters()
        parameters.minNumberPeriods = minNumberPeriods
        self.parameters = parameters
        keeping = .judged
        slice = .whole
        metric = BeaconingMetric()
        splits = false
        collects = true
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
        Self.skip(documents: documents, spanBuckets: spanBuckets, minNumberPeriods: parameters.minNumberPeriods)
    }

    /// The same for any `min_number_periods`.
    static func skip(documents: Int64, spanBuckets: Int, minNumberPeriods: Int) -> Skip? {
        if documents < Int64(minNumberPeriods) + 1 { return .tooFewEvents }
        if spanBuckets < 2 * minNumberPeriods { return .tooShortSpan }
        return nil
    }

    /// Counts a group that is not judged.
    public mutating func count(skipped: Skip, documents: Int64) {
        counts.seen += 1
        counts.documents = counts.documents.addingSaturated(documents)
        switch skipped {
        case .tooFewEvents: counts.tooFewEvents += 1
        case .tooShortSpan: counts.tooShortSpan += 1
        }
    }

    /// Judges a group; the judgement when the group is to be kept.
    ///
    /// - Parameters:
    ///   - group: asked for only then.
    ///   - newestMillis: the time of its newest event, in milliseconds.
    public mutating func judge<Failure: Error>(
        _ series: BucketSeries, documents: Int64, newestMillis: Int64,
        of group: () throws(Failure) -> GroupKey
    ) throws(Failure) -> Judgement? {
        counts.seen += 1
        counts.judged += 1
        counts.documents = counts.documents.addingSaturated(documents)
        if collects {
            let unjudged = Verdict(isBeaconing: false, interval: 0, nonEmptyBuckets: series.filledCount)
            var judgement = Judgement(
                group: try group(), verdict: unjudged, documents: documents, newestMillis: newestMillis)
            judgement.series = GroupSeries(series)
            return judgement
        }
        let verdict = metric.evaluate(series)
        let opinion = opinion(of: series, verdict)
        let isSignal = verdict.isBeaconing || opinion?.isRegular == true
        let silence = isSignal || !splits ? nil : Self.typicalSilence(series, documents: documents)
        let isBusy = silence != nil
        guard keeping == .judged || isSignal || isBusy else { return nil }
        var judgement = Judgement(
            group: try group(), verdict: verdict, opinion: opinion, documents: documents, newestMillis: newestMillis)
        judgement.isBusy = isBusy
        judgement.typicalSilence = silence ?? 0
        return judgement
    }

    /// How long a group's silences are, in buckets, where a beacon may hide among its events; `nil` where none can.
    ///
    /// A beacon leaves no long silence for a good part of the window.
    private static func typicalSilence(_ series: BucketSeries, documents: Int64) -> Int? {
        guard documents >= 2 * SplitJudge.fewestDocuments else { return nil }
        let longest = series.bucketCount / 8
        return withUnsafeTemporaryAllocation(of: Int.self, capacity: longest + 1) { lengths -> Int? in
            lengths.initialize(repeating: 0)
            var covered = 0
            var last: Int?
            series.forEachFilled { bucket, _ in
                if let last, bucket - last <= longest {
                    covered += bucket - last
                    lengths[bucket - last] += 1
                }
                last = bucket
            }
            guard covered >= series.bucketCount / 3 else { return nil }
            var reached = 0
            for length in 1..<lengths.count {
                reached += length * lengths[length]
                if reached * 4 >= covered * 3 { return length }
            }
            return longest
        }
    }

    private mutating func opinion(of series: BucketSeries, _ verdict: Verdict) -> Regularity? {
        guard var opinion = regularity?.measure(series) else { return nil }
        if !opinion.isRegular, let figures = verdict.figures, figures.periodic {
            // What repeats as a whole may have no regular intervals; its smallest lag is the period all the same.
            let lag = regularity?.fundamental(of: figures.maxAutocovariancePeriod) ?? figures.maxAutocovariancePeriod
            opinion.periodSeconds = Double(lag * parameters.timeBucketLength)
        }
        return opinion
    }
}
