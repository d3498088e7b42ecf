public import SearchCluster

/// The cluster's time, read once and carried on by this machine's steady clock.
///
/// The steady clock goes on while the process or the machine is stopped, and nobody can set it.
public struct ClusterClock: Sendable {
    private let millis: Int64
    private let readAt: ContinuousClock.Instant

    /// Asks a cluster for its time.
    public init(of index: StateIndex) async throws(ClusterError) {
        // From before the question: the time of the answer may be older than it seems, never newer.
        readAt = ContinuousClock.now
        millis = try await index.clockMillis()
    }

    /// Milliseconds since 1970.
    public var nowMillis: Int64 {
        let passed = (ContinuousClock.now - readAt).components
        return millis + passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000
    }

    /// Whole seconds since 1970.
    public var nowSeconds: Int64 { nowMillis / 1000 }
}
