internal import BeaconScore

/// Which windows are read, so that the series of every setting can be made from them.
///
/// A shorter window is a part of a longer one, and buckets of a multiple of a length are sums of the shorter ones: both begin at the
/// window's end and count back. Only the first bucket is different: it also takes events up to its own length ahead of the end
/// (``Window/endSecond``), so what lies there is read as a window of its own, cut so that each length finds its share.
struct SeriesPlan: Sendable {
    /// The length and number of the buckets of a series.
    struct Shape: Sendable, Hashable {
        var bucketSeconds: Int
        var bucketCount: Int

        init(_ parameters: MetricParameters) {
            bucketSeconds = parameters.timeBucketLength
            bucketCount = parameters.numberBucketsInRange
        }
    }

    /// Shapes whose lengths are multiples of one among them: what is read once.
    struct Family: Sendable, Equatable {
        /// The length of the buckets that are read.
        var bucketSeconds: Int
        /// How many of them.
        var bucketCount: Int
        /// The longest length, in buckets that are read.
        var largestMultiple: Int
    }

    /// More buckets than this are not made of short ones; the longer lengths are read for themselves.
    private static let mostBuckets = 200_000

    /// What is read.
    private(set) var families: [Family] = []
    /// For each shape the family that it is made from.
    private(set) var shapes: [Shape: Int] = [:]
    /// The smallest `min_number_periods` of all settings.
    let minNumberPeriods: Int

    init(_ settings: [MetricParameters]) {
        minNumberPeriods = settings.map(\.minNumberPeriods).min() ?? 2
        for shape in Set(settings.map(Shape.init)).sorted(by: {
            ($0.bucketSeconds, $0.bucketCount) < ($1.bucketSeconds, $1.bucketCount)
        }) {
            let place = families.firstIndex { family in
                shape.bucketSeconds % family.bucketSeconds == 0
                    && shape.bucketCount <= Self.mostBuckets / (shape.bucketSeconds / family.bucketSeconds)
            }
            if let place {
                let multiple = shape.bucketSeconds / families[place].bucketSeconds
                families[place].bucketCount = max(families[place].bucketCount, multiple * shape.bucketCount)
                families[place].largestMultiple = max(families[place].largestMultiple, multiple)
                shapes[shape] = place
            } else {
                shapes[shape] = families.count
                families.append(
                    Family(
                        bucketSeconds: shape.bucketSeconds, bucketCount: shape.bucketCount, largestMultiple: 1))
            }
        }
    }

    /// How often a source is read.
    var reads: Int { families.reduce(0) { $0 + ($1.largestMultiple > 1 ? 2 : 1) } }
}

extension SeriesPlan.Family {
    /// The window that is read.
    func window(nowSeconds: Int64) -> Window {
        Window(nowSeconds: nowSeconds, bucketSeconds: bucketSeconds, bucketCount: bucketCount)
    }

    /// The window of what lies ahead of the end and belongs to longer buckets alone; `nil` where all have one length.
    ///
    /// A bucket of length k·L ends k·L - 1 seconds ahead, so these are cut one second before those behind the end. Bucket 0 lies
    /// beyond all of them, and ``bucket(ahead:)`` says which the others are.
    func aheadWindow(nowSeconds: Int64) -> Window? {
        guard largestMultiple > 1 else { return nil }
        let end = nowSeconds + Int64((largestMultiple + 1) * bucketSeconds) - 1
        return Window(nowSeconds: end, bucketSeconds: bucketSeconds, bucketCount: largestMultiple)
    }

    /// The bucket, counted from the window's end and negative, of a bucket of ``aheadWindow(nowSeconds:)``; `nil` for what no
    /// length takes.
    func bucket(ahead: Int) -> Int? { ahead > 0 ? ahead - largestMultiple : nil }

    /// The least `min_number_periods` by which groups may be left out: what lies ahead may be one bucket more.
    func minNumberPeriods(of plan: SeriesPlan) -> Int { largestMultiple > 1 ? 1 : plan.minNumberPeriods }
}
