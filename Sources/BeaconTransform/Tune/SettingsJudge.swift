internal import BeaconScore

/// Judges one group after another at every setting; a value for one task, with buffers that are used again.
///
/// A series is made once for each shape of window, the second opinion asked once for each, and of the strict metric only what the
/// settings do not share (``MetricSweep``).
struct SettingsJudge {
    private var shapes: [ShapeJudge]
    private let settingCount: Int

    /// What a group is at one setting.
    struct Flags: OptionSet, Sendable {
        var rawValue: UInt8

        /// It has enough events over enough time.
        static let judged = Flags(rawValue: 1)
        /// The strict metric takes it for a beacon.
        static let strict = Flags(rawValue: 2)
        /// The second opinion takes it for regular.
        static let regular = Flags(rawValue: 4)
    }

    init(_ settings: [MetricParameters], plan: SeriesPlan) {
        settingCount = settings.count
        var numbers: [SeriesPlan.Shape: [Int]] = [:]
        for (number, setting) in settings.enumerated() {
            numbers[SeriesPlan.Shape(setting), default: []].append(number)
        }
        shapes = numbers.compactMap { shape, numbers in
            plan.shapes[shape].map { family in
                ShapeJudge(
                    shape, family: family, multiple: shape.bucketSeconds / plan.families[family].bucketSeconds,
                    numbers: numbers, settings: settings)
            }
        }
    }

    /// What the group is at each setting.
    ///
    /// - Parameter families: what each family of the plan has of the group.
    mutating func judge(_ families: [GroupSeries?]) -> [Flags] {
        var flags = Array(repeating: Flags(), count: settingCount)
        for place in shapes.indices {
            guard let series = families[shapes[place].family] else { continue }
            shapes[place].judge(series, into: &flags)
        }
        return flags
    }

    /// The settings that see the same buckets.
    private struct ShapeJudge {
        let family: Int
        private let multiple: Int
        private let numbers: [Int]
        private let minNumberPeriods: [Int]
        private var series: BucketSeries
        private var regularity: RegularityTest
        private var sweep: MetricSweep

        init(
            _ shape: SeriesPlan.Shape, family: Int, multiple: Int, numbers: [Int], settings: [MetricParameters]
        ) {
            self.family = family
            self.multiple = multiple
            self.numbers = numbers
            minNumberPeriods = numbers.map { settings[$0].minNumberPeriods }
            series = BucketSeries(bucketCount: shape.bucketCount)
            regularity = RegularityTest(bucketSeconds: shape.bucketSeconds)
            sweep = MetricSweep(numbers.map { settings[$0] })
        }

        mutating func judge(_ packed: GroupSeries, into flags: inout [Flags]) {
            series.removeAll()
            var documents: Int64 = 0
            packed.forEach { bucket, content in
                // Truncated toward zero, as ``BucketClock`` does: what lies ahead by less than a bucket is in bucket 0.
                guard bucket > -multiple, bucket / multiple < series.bucketCount else { return }
                documents = documents.addingReportingOverflow(content.count).partialValue
                series.add(
                    bucket: bucket / multiple, count: content.count, sourceBytes: content.sourceBytes,
                    destinationBytes: content.destinationBytes)
            }
            guard let first = series.firstFilled, let last = series.lastFilled else { return }
            let span = last - first + 1
            func isJudged(_ index: Int) -> Bool {
                GroupJudge.skip(
                    documents: documents, spanBuckets: span, minNumberPeriods: minNumberPeriods[index]) == nil
            }
            guard numbers.indices.contains(where: isJudged) else { return }
            let isRegular = regularity.measure(series)?.isRegular == true
            sweep.evaluate(series, where: isJudged) { index, isBeaconing in
                var found: Flags = [.judged]
                if isBeaconing { found.insert(.strict) }
                if isRegular { found.insert(.regular) }
                flags[numbers[index]] = found
            }
        }
    }
}
