/// Where the segments of one candidate period lie, counted from the newest filled bucket.
struct PeriodGrid {
    /// The period in buckets, 2 and above.
    let period: Int
    /// How many buckets a segment may be shifted either way, less than the period.
    let slack: Int
    /// How many segments are compared; 0 where the slack leaves no room.
    let segmentCount: Int
    /// The buckets whose mean everything is taken relative to; may be empty.
    let meanRange: Range<Int>

    /// The segments of a period.
    /// - Parameters:
    ///   - interval: Buckets from the newest filled one to the oldest, both included; at least twice the period.
    init(period: Int, slack: Int, interval: Int) {
        self.period = period
        self.slack = slack
        let room = interval - 2 * period - slack
        segmentCount = room < 0 ? 0 : room / period + 1
        let meanStart = slack + period
        meanRange = meanStart..<max(meanStart, slack + period * ((room + 1) / period))
    }

    /// The first bucket of a segment; its second half begins one period later.
    func start(ofSegment segment: Int) -> Int { slack + segment * period }

    /// The largest shift of a period: the whole part of `maxJitter * period`.
    static func slack(ofPeriod period: Int, maxJitter: Double) -> Int {
        min(Int(maxJitter * Double(period)), period - 1)
    }
}
