/// The office's clock: what time of day it is at each second of the time that is made.
///
/// The office keeps a time zone of its own, chosen so that the traffic ends at ``dayEnd``: a day made up to any moment is a
/// working day, whatever that moment is in UTC. Every day is a working day.
struct OfficeClock {
    /// Seconds that are made.
    let duration: Double
    /// Seconds of the day at which the traffic ends.
    let dayEnd: Int

    private static let day = 86_400.0

    /// The spans, in seconds from the start, between two times of each day; the second may be past midnight.
    func spans(from opens: Double, to closes: Double) -> [Range<Double>] {
        let length = closes >= opens ? closes - opens : closes - opens + Self.day
        // A midnight at least a day before the start: the activity of that day may last into what is made.
        let days = Double(Int64(duration / Self.day) + 2)
        var midnight = duration - Double(dayEnd) - days * Self.day
        var spans: [Range<Double>] = []
        while midnight < duration {
            let lower = max(0, midnight + opens)
            let upper = min(duration, midnight + opens + length)
            if lower < upper {
                spans.append(lower..<upper)
            }
            midnight += Self.day
        }
        return spans
    }
}
