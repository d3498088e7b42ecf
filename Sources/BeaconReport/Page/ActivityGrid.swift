internal import BeaconScore
internal import BeaconTransform

/// The stretches of time into which a page sums up events: buckets, or several of them where a span is long.
struct ActivityGrid: Sendable, Equatable {
    private let clock: BucketClock
    /// Seconds in a stretch.
    let stretchSeconds: Int
    /// How many stretches there are, at most ``most``.
    let count: Int

    /// Stretches of one span, at the most: more of them than a screen has columns show nothing more.
    static let most = 720

    /// The stretches of a window.
    init(_ window: Window) {
        let buckets = max(window.bucketCount, 1)
        let together = (buckets + Self.most - 1) / Self.most
        stretchSeconds = max(window.bucketSeconds, 1) * together
        count = (buckets + together - 1) / together
        clock = BucketClock(nowSeconds: window.nowSeconds, bucketSeconds: stretchSeconds, bucketCount: count)
    }

    /// The first second of the oldest stretch.
    var firstSecond: Int64 { clock.nowSeconds - Int64(stretchSeconds) * Int64(count) + 1 }

    /// The events in each stretch as text, the oldest first, as short as it goes.
    ///
    /// A letter `a` to `z` stands for 1 to 26 stretches without an event, `1` to `9` and `A` to `Z` for one with 1 to 35 events, and
    /// `(123)` for one with more. Empty stretches at the end are left out.
    ///
    /// - Parameter seconds: times in seconds since 1970, in any order; what lies outside the span is left out.
    func text(of seconds: [Int64]) -> String {
        var counts = Array(repeating: 0, count: count)
        for second in seconds {
            if let bucket = clock.bucket(ofSecond: second) { counts[count - 1 - bucket] += 1 }
        }
        return Self.text(of: counts)
    }

    /// Which windows a group was seen in, in the same form: a stretch is a window.
    static func text(of positions: [Int], among count: Int) -> String {
        var counts = Array(repeating: 0, count: count)
        for position in positions where position < count { counts[position] = 1 }
        return text(of: counts)
    }

    private static func text(of counts: [Int]) -> String {
        var text: [UInt8] = []
        var empty = 0
        for count in counts {
            if count == 0 {
                empty += 1
                continue
            }
            while empty > 0 {
                let run = min(empty, 26)
                text.append(UInt8(ascii: "a") + UInt8(run - 1))
                empty -= run
            }
            switch count {
            case 1...9: text.append(UInt8(ascii: "0") + UInt8(count))
            case 10...35: text.append(UInt8(ascii: "A") + UInt8(count - 10))
            default: text += "(\(count))".utf8
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
