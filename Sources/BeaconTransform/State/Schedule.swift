/// When windows end, and which of them are due.
public struct Schedule: Sendable, Equatable {
    /// Seconds between the ends of two windows; ends are whole multiples of it since 1970.
    public let everySeconds: Int
    /// Seconds that a window waits after its end for late documents.
    public let delaySeconds: Int
    /// How many missed windows are made up at the most, the newest of them.
    public let mostCaughtUp: Int

    /// How many missed windows are made up where nothing else was said.
    public static let usualCatchUp = 24

    /// A schedule.
    public init(everySeconds: Int, delaySeconds: Int, mostCaughtUp: Int) {
        self.everySeconds = everySeconds
        self.delaySeconds = delaySeconds
        self.mostCaughtUp = mostCaughtUp
    }

    /// The windows that are due.
    public struct Due: Sendable, Equatable {
        /// The ends of the windows, oldest first, in seconds since 1970.
        public var ends: [Int64]
        /// The ends of the first and the last window that are left out because too many were missed; `nil` for none.
        public var passedOver: ClosedRange<Int64>?
        /// How many are left out.
        public var passedOverCount: Int
    }

    /// The windows that have ended since the checkpoint; the last one alone where there is no checkpoint.
    public func due(nowSeconds: Int64, checkpointSeconds: Int64?) -> Due {
        let every = Int64(everySeconds)
        let last = floor(nowSeconds - Int64(delaySeconds))
        guard let checkpointSeconds else { return Due(ends: [last], passedOver: nil, passedOverCount: 0) }
        // A checkpoint of another interval need not be an end of this one.
        let first = floor(checkpointSeconds) + every
        guard first <= last else { return Due(ends: [], passedOver: nil, passedOverCount: 0) }
        let missed = Int((last - first) / every) + 1
        let kept = min(missed, mostCaughtUp)
        let start = last - Int64(kept - 1) * every
        return Due(
            ends: (0..<kept).map { start + Int64($0) * every },
            passedOver: kept < missed ? first...(start - every) : nil, passedOverCount: missed - kept)
    }

    /// Seconds until the next window is due.
    public func secondsUntilNext(nowSeconds: Int64) -> Int64 {
        let due = nowSeconds - Int64(delaySeconds)
        return floor(due) + Int64(everySeconds) - due
    }

    private func floor(_ seconds: Int64) -> Int64 {
        let every = Int64(everySeconds)
        let rest = seconds % every
        return seconds - (rest < 0 ? rest + every : rest)
    }
}
