import HTTPTransport
import Synchronization
import TestSupport

@testable import SearchCluster

extension ClusterClient {
    /// A client of rude servers that waits for nothing, and notes how long it would have waited.
    convenience init(
        _ servers: RudeServer..., credentials: Credentials = .none, attempts: Int = 3, pauses: Pauses = Pauses()
    ) throws {
        var configuration = ClusterConfiguration(
            urls: servers.map(\.url), credentials: credentials, pause: { pauses.add($0) })
        configuration.retry.attempts = attempts
        configuration.transport.requestTimeoutSeconds = 20
        try self.init(configuration: configuration)
    }
}

/// The pauses that a client would have made.
final class Pauses: Sendable {
    private let durations = Mutex<[Duration]>([])

    var all: [Duration] { durations.withLock { $0 } }

    func add(_ duration: Duration) {
        durations.withLock { $0.append(duration) }
    }
}

/// The error that work ends with; `nil` when it succeeds.
func failure<Success: ~Copyable>(of work: () async throws(ClusterError) -> Success) async -> ClusterError? {
    do {
        _ = try await work()
        return nil
    } catch {
        return error
    }
}

/// A random sequence that is the same every time.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: Int) {
        state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
