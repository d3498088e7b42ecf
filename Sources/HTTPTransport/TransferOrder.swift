/// A request handed to the loop, with whom to tell of its end.
struct TransferOrder: Sendable {
    /// How the waiting task is told; exactly once.
    typealias Continuation = CheckedContinuation<Result<HTTPResponse, HTTPError>, Never>

    let id: UInt64
    let request: HTTPRequest
    let endpoint: Endpoint
    /// Seconds from the call to the last byte.
    let limitSeconds: Double
    /// When the limit is reached.
    let deadline: ContinuousClock.Instant
    let continuation: Continuation
}
