import Foundation
public import HTTPTransport

/// How to reach a cluster.
public struct ClusterConfiguration: Sendable {
    /// Base addresses of its nodes, at least one; those that do not answer are left alone for a while.
    public var urls: [String]
    /// What answers there, as messages call it.
    public var peer = ClusterPeer.cluster
    /// Who asks.
    public var credentials: Credentials
    /// Whether credentials may travel over plain http to other machines, readable for all on the way.
    public var allowsPlainHTTP = false
    /// Header fields of every request, beside those that the client sends by itself.
    public var headers: [HTTPHeader] = []
    /// Certificates, limits and time-outs.
    public var transport: HTTPConfiguration
    /// How much work the cluster is given.
    public var load = RequestLoad()
    /// When and how often a request is sent again.
    public var retry: RetryPolicy
    /// Waits between two attempts; tests put a clock of their own here.
    public var pause: @Sendable (Duration) async throws -> Void
    /// The clock by which requests are signed, in seconds since 1970.
    public var clockSeconds: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
    /// The clock by which nodes are left alone for a while.
    public var moment: @Sendable () -> ContinuousClock.Instant = { .now }
    /// Told of every answer, from any task; `nil` where nobody wants to know.
    public var observe: (@Sendable (ClusterExchange) -> Void)?
    /// Told before a pause: what failed, which attempt that was, and the seconds until the next.
    public var willRetry: (@Sendable (ClusterError, _ attempt: Int, _ seconds: Double) -> Void)?

    /// A cluster at these addresses.
    public init(
        urls: [String],
        credentials: Credentials = .none,
        transport: HTTPConfiguration = HTTPConfiguration(),
        retry: RetryPolicy = RetryPolicy(),
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.urls = urls
        self.credentials = credentials
        self.transport = transport
        self.retry = retry
        self.pause = pause
    }
}

extension ClusterConfiguration {
    /// The addresses, each checked.
    ///
    /// - Throws: `.configuration` for none, one that cannot be used, or credentials that would cross a network in the clear.
    func addresses() throws(ClusterError) -> [ClusterAddress] {
        guard !urls.isEmpty else {
            throw ClusterError(
                .configuration, "no address of \(peer.name) is given", cure: "give one with \(peer.urlSettings)")
        }
        return try urls.map { url throws(ClusterError) in
            try ClusterAddress(url, carriesCredentials: !credentials.areNone && !allowsPlainHTTP, of: peer)
        }
    }

    /// The hosts that credentials travel to readable for all on the way, because that is allowed.
    ///
    /// - Throws: as ``checkAddresses()``.
    public func exposedHosts() throws(ClusterError) -> [String] {
        guard allowsPlainHTTP, !credentials.areNone else { return [] }
        return try addresses().filter(\.isExposed).map(\.host)
    }

    /// Refuses addresses that cannot be used, before anything shows or asks them.
    ///
    /// - Throws: `.configuration`, with a sentence that repeats no user and no password.
    public func checkAddresses() throws(ClusterError) {
        _ = try addresses()
    }
}

/// When and how often a request is sent again.
///
/// Every request of this program may be repeated: searches read, and documents carry ids of their own.
public struct RetryPolicy: Sendable, Equatable {
    /// How often a request is sent at the most, 1 and above.
    public var attempts = 6
    /// Seconds before the second attempt.
    public var firstPauseSeconds = 0.5
    /// Seconds that no pause exceeds; also the most that a `Retry-After` is obeyed.
    public var longestPauseSeconds = 30.0

    /// Six attempts within about a minute.
    public init() {}

    /// The pause after a failed attempt: it doubles each time, and a random part keeps clients from returning together.
    ///
    /// | attempt | pause (defaults) |
    /// | --- | --- |
    /// | 1 | 0.25 to 0.5 s |
    /// | 2 | 0.5 to 1 s |
    /// | 5 | 4 to 8 s |
    /// | 8 and later | 15 to 30 s |
    ///
    /// - Parameters:
    ///   - attempt: the attempt that failed, from 1.
    ///   - fraction: a random number from 0 to 1.
    ///   - serverAskedSeconds: what a `Retry-After` header asked for; obeyed when it is longer, up to the longest pause.
    public func pauseSeconds(after attempt: Int, fraction: Double, serverAskedSeconds: Double? = nil) -> Double {
        var pause = firstPauseSeconds
        for _ in 1..<max(1, min(attempt, 32)) { pause = min(pause * 2, longestPauseSeconds) }
        let jittered = min(pause, longestPauseSeconds) * (0.5 + 0.5 * fraction)
        return max(jittered, min(serverAskedSeconds ?? 0, longestPauseSeconds))
    }
}
