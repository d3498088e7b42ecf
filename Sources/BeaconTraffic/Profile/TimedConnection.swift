/// One connection of a profile by itself, without host or destination.
public struct TimedConnection: Sendable, Equatable {
    /// When it ends, in seconds from the start of the time that is made.
    public var seconds: Double
    /// Bytes from the source; `nil` where the sensor does not count.
    public var sourceBytes: Int64?
    /// Bytes from the destination; `nil` where the sensor does not count.
    public var destinationBytes: Int64?
}

extension TrafficProfile {
    /// The connections of one process over a stretch of time in which its machine is on, not in order of time.
    ///
    /// - Parameters:
    ///   - seconds: how long, above 0.
    ///   - seed: the same seed and number make the same connections.
    ///   - number: which process.
    public func connections(over seconds: Double, seed: UInt64, number: Int) -> [TimedConnection] {
        var random = SeededGenerator(seed: seed, number: number, name: name)
        return connections(in: [0..<seconds], of: seconds, random: &random).map {
            TimedConnection(
                seconds: $0.endSeconds, sourceBytes: $0.sourceBytes, destinationBytes: $0.destinationBytes)
        }
    }
}
