internal import BeaconScore

/// A window cut into hours that end where it ends, so that the next pass an hour later finds the same ones.
///
/// | the window | its hours, one a line |
/// | --- | --- |
/// | six hours back from 18:00:00, buckets of a minute | 12:00:01 to 13:00:00, … 17:00:01 to 18:00:00 |
/// | | 18:00:01 to 18:00:59: events a little ahead of the clock, which is no whole hour |
///
/// An hour is as many buckets as fit into 3,600 seconds, one at least.
struct HourGrid: Sendable, Equatable {
    /// One stretch of the window.
    struct Hour: Sendable, Equatable {
        /// The first second of the whole hour that the stretch lies in.
        var start: Int64
        /// The stretch itself, in seconds since 1970.
        var seconds: Range<Int64>
        /// Whether it is the whole hour, and the hour is over.
        var isComplete: Bool
    }

    /// Seconds in an hour.
    let hourSeconds: Int64
    /// The stretches, oldest first; together they are the window.
    let hours: [Hour]
    /// What a histogram of hours is to be shifted by, in seconds.
    let offsetSeconds: Int64

    /// The hours of a window.
    ///
    /// - Parameter clockSeconds: the clock, in seconds since 1970.
    init(_ window: Window, clockSeconds: Int64) {
        hourSeconds = Self.hourSeconds(of: window)
        offsetSeconds =
            BucketClock(nowSeconds: window.nowSeconds, bucketSeconds: Int(hourSeconds), bucketCount: 1)
            .histogramOffsetSeconds
        let ahead = window.nowSeconds + 1
        var start = ahead
        while start > window.firstSecond { start -= hourSeconds }
        var hours: [Hour] = []
        while start < window.endSecond {
            let end = start + hourSeconds
            let seconds = max(start, window.firstSecond)..<min(end, window.endSecond)
            hours.append(
                Hour(
                    start: start, seconds: seconds,
                    isComplete: seconds == start..<end && end <= ahead && end <= clockSeconds + 1))
            start = end
        }
        self.hours = hours
    }

    /// Seconds in an hour of a window: as many buckets as fit into 3,600 seconds, one at least.
    static func hourSeconds(of window: Window) -> Int64 {
        Int64(window.bucketSeconds) * Int64(max(1, 3_600 / max(window.bucketSeconds, 1)))
    }

    /// The place of the hour that begins at a second; `nil` where no hour of the window does.
    func place(ofStart second: Int64) -> Int? {
        guard let first = hours.first?.start else { return nil }
        let (since, overflow) = second.subtractingReportingOverflow(first)
        guard !overflow, since >= 0, since % hourSeconds == 0, since / hourSeconds < Int64(hours.count) else {
            return nil
        }
        return Int(since / hourSeconds)
    }
}
