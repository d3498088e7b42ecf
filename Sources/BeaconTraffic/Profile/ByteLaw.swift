/// How many bytes a connection carries in one direction.
public enum ByteLaw: Sendable, Equatable {
    /// The sensor does not count.
    case absent
    /// The same number each time.
    case constant(Int64)
    /// Uniformly in a range, both ends included: headers and cookies that differ by a little.
    case uniform(ClosedRange<Int64>)
    /// A message of this size plus uniformly 0 to upTo random bytes, which is how agents hide a constant size.
    case padded(Int64, upTo: Int64)
    /// Half of them under the median, a few very large, none above the limit: what people fetch.
    case heavyTailed(median: Int64, limit: Int64)

    /// Draws a number of bytes; `nil` when the sensor does not count.
    func draw(_ random: inout SeededGenerator) -> Int64? {
        switch self {
        case .absent: nil
        case .constant(let bytes): bytes
        case .uniform(let range): random.integer(in: range)
        case .padded(let bytes, let upTo): bytes &+ random.integer(in: 0...max(0, upTo))
        case .heavyTailed(let median, let limit):
            // Compared as Double first: a draw may lie beyond what an Int64 holds.
            Int64(min(random.heavyTailed(median: Double(median)), Double(min(limit, 1 << 53))))
        }
    }
}

/// What happens when an operator gives an agent work: some check-ins in a row carry more than the idle message.
public struct Tasking: Sendable, Equatable {
    /// The chance that a check-in starts a burst, 0 to 1.
    public var chance: Double
    /// How many check-ins in a row carry work, both ends included.
    public var burst: ClosedRange<Int>
    /// What the agent sends meanwhile.
    public var sourceBytes: ByteLaw
    /// What the agent gets meanwhile.
    public var destinationBytes: ByteLaw

    /// Work that comes in bursts.
    public init(chance: Double, burst: ClosedRange<Int>, sourceBytes: ByteLaw, destinationBytes: ByteLaw) {
        self.chance = chance
        self.burst = burst
        self.sourceBytes = sourceBytes
        self.destinationBytes = destinationBytes
    }
}
