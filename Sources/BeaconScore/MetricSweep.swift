/// The strict metric at many settings: judges a series by each of them and measures only once what they share.
///
/// Spreads depend on `truncate_at` alone and the period's score on `min_number_periods` and `max_jitter`; all other parameters
/// only decide what is made of these figures. The score, which costs most, is not asked for where a spread has decided already.
/// What comes out is what ``BeaconingMetric`` says at each setting. A warm sweep allocates nothing.
public struct MetricSweep: Sendable {
    /// The settings, each inside its documented range.
    public let settings: [MetricParameters]

    private var buckets = FilledBuckets()
    private var spreadTests: [SpreadTest] = []
    private var periodTest = PeriodTest(minNumberPeriods: 2, maxJitter: 0)
    private let searches: [PeriodSetting]
    /// For each setting which spread test and which search are its own.
    private let shared: [(spread: Int, search: Int)]
    private var spreads: [Spreads]
    private var scores: [Double?]

    private struct PeriodSetting: Sendable, Equatable {
        var minNumberPeriods: Int
        var maxJitter: Double
    }

    /// What one truncation leaves of a series; `nil` where nobody asked yet.
    private struct Spreads: Sendable {
        var sourceBytes: Verdict.Spread?
        var destinationBytes: Verdict.Spread?
        var counts: Verdict.Spread?
    }

    /// A sweep over settings.
    ///
    /// A parameter outside its documented range counts as the nearest end of the range.
    public init(_ settings: [MetricParameters]) {
        let settings = settings.map { $0.inRange() }
        self.settings = settings
        var searches: [PeriodSetting] = []
        var shared: [(spread: Int, search: Int)] = []
        for setting in settings {
            if !spreadTests.contains(where: { $0.truncation == setting.truncateAt }) {
                spreadTests.append(SpreadTest(truncation: setting.truncateAt))
            }
            let search = PeriodSetting(minNumberPeriods: setting.minNumberPeriods, maxJitter: setting.maxJitter)
            if !searches.contains(search) { searches.append(search) }
            shared.append(
                (
                    spreadTests.firstIndex { $0.truncation == setting.truncateAt } ?? 0,
                    searches.firstIndex(of: search) ?? 0
                ))
        }
        self.searches = searches
        self.shared = shared
        spreads = Array(repeating: Spreads(), count: spreadTests.count)
        scores = Array(repeating: nil, count: searches.count)
    }

    /// Tells a function of each setting in turn whether the series beacons.
    ///
    /// - Parameters:
    ///   - wanted: whether a setting is asked at all; it is called once for each.
    ///   - body: the number of a setting that was asked, and whether ``Verdict/isBeaconing`` holds at it.
    public mutating func evaluate(
        _ series: BucketSeries, where wanted: (Int) -> Bool = { _ in true }, _ body: (Int, Bool) -> Void
    ) {
        for index in spreads.indices { spreads[index] = Spreads() }
        for index in scores.indices { scores[index] = nil }
        var isLoaded = false
        for index in settings.indices where wanted(index) {
            guard let first = series.firstFilled, let last = series.lastFilled else {
                body(index, false)
                continue
            }
            let interval = last - first + 1
            let periods = settings[index].minNumberPeriods
            if interval / 2 < periods || series.filledCount <= periods {
                body(index, false)
                continue
            }
            if !isLoaded {
                buckets.load(series, first: first)
                isLoaded = true
            }
            body(index, isBeaconing(index, interval: interval))
        }
    }

    private mutating func isBeaconing(_ index: Int, interval: Int) -> Bool {
        let setting = settings[index]
        let spread = shared[index].spread
        let periods = setting.minNumberPeriods
        if buckets.nonZeroSource > periods {
            let found = spreads[spread].sourceBytes ?? measure(\.sourceBytes, spread, interval: interval)
            spreads[spread].sourceBytes = found
            if Self.isLow(found, setting.maxBeaconingBytesCOV) { return true }
        }
        if buckets.nonZeroDestination > periods {
            let found = spreads[spread].destinationBytes ?? measure(\.destinationBytes, spread, interval: interval)
            spreads[spread].destinationBytes = found
            if Self.isLow(found, setting.maxBeaconingBytesCOV) { return true }
        }
        if buckets.count > Int(setting.minNotEmpty * Double(interval)) {
            let found = spreads[spread].counts ?? measure(\.counts, spread, interval: interval)
            spreads[spread].counts = found
            if Self.isLow(found, setting.maxBeaconingCountRV) { return true }
        }
        let search = shared[index].search
        let score = scores[search] ?? self.score(searches[search], interval: interval)
        scores[search] = score
        return score >= setting.minBeaconingCountAutocovariance
    }

    private static func isLow(_ spread: Verdict.Spread, _ limit: Double) -> Bool {
        SpreadTest.isLow(mean: spread.mean, variance: spread.variance, limit: limit)
    }

    private mutating func measure(
        _ values: KeyPath<FilledBuckets, [Double]>, _ spread: Int, interval: Int
    ) -> Verdict.Spread {
        let count = buckets.count
        return buckets[keyPath: values].withUnsafeBufferPointer { values in
            buckets.places.withUnsafeBufferPointer { places in
                spreadTests[spread].measure(
                    UnsafeBufferPointer(rebasing: values[..<count]),
                    at: UnsafeBufferPointer(rebasing: places[..<count]), interval: interval, limit: 0)
            }
        }
    }

    private mutating func score(_ search: PeriodSetting, interval: Int) -> Double {
        periodTest.minNumberPeriods = search.minNumberPeriods
        periodTest.maxJitter = search.maxJitter
        let count = buckets.count
        return buckets.counts.withUnsafeBufferPointer { counts in
            buckets.places.withUnsafeBufferPointer { places in
                periodTest.measure(
                    UnsafeBufferPointer(rebasing: counts[..<count]),
                    at: UnsafeBufferPointer(rebasing: places[..<count]), interval: interval
                ).autocovariance
            }
        }
    }
}
