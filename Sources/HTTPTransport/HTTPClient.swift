import CCurl
import Synchronization

/// Sends requests over libcurl and keeps connections for the next ones.
///
/// One thread of its own does all the work; tasks only wait for it. A client does not survive a `fork` without `exec`:
/// the child has no such thread.
public final class HTTPClient: Sendable {
    private let configuration: HTTPConfiguration
    private let queue: TransferQueue
    private let thread: Mutex<LoopThread?>

    /// A client and its thread.
    ///
    /// - Throws: `.unusable` when the file of certificate authorities cannot be read or holds none, when a limit makes no
    ///   sense, or when the system is short of memory or threads.
    public init(configuration: HTTPConfiguration) throws(HTTPError) {
        try configuration.check()
        guard Self.libraryIsReady, let multi = MultiHandle() else {
            throw HTTPError.unusable("libcurl cannot be set up")
        }
        // Kept connections beyond this are closed, the oldest first: enough for a cluster's every node.
        ccurl_multi_set_long(multi.pointer, CURLMOPT_MAXCONNECTS, 8 * max(1, configuration.maxConnectionsPerHost))
        self.configuration = configuration
        queue = TransferQueue(wakes: multi)
        let loop = TransferLoop(multi: multi, queue: queue, configuration: configuration)
        guard let thread = LoopThread(loop) else {
            curl_multi_cleanup(multi.pointer)
            throw HTTPError.unusable("the system does not allow another thread")
        }
        self.thread = Mutex(thread)
    }

    deinit {
        shutdown()
    }

    /// Once a process, and before any other thread calls libcurl.
    private static let libraryIsReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// Sends a request and returns the whole answer.
    ///
    /// A cancelled task's request is given up at once, its connection with it.
    ///
    /// - Throws: ``HTTPError``; an answer with a status of 400 and above is no error.
    public func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        let endpoint = try Endpoint(url: request.url)
        if Task.isCancelled { throw HTTPError.cancelled(endpoint.name, reached: false) }
        let limit = min(max(request.deadlineSeconds ?? configuration.requestTimeoutSeconds, 0), 1e9)
        let deadline = ContinuousClock.now + .seconds(limit)
        let id = queue.nextID()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let order = TransferOrder(
                    id: id, request: request, endpoint: endpoint, limitSeconds: limit, deadline: deadline,
                    continuation: continuation)
                guard queue.add(order) else {
                    continuation.resume(returning: .failure(.cancelled(endpoint.name, reached: false)))
                    return
                }
                // The handler below may have run before the order was there to cancel.
                if Task.isCancelled { queue.cancel(id) }
            }
        } onCancel: {
            queue.cancel(id)
        }
        return try result.get()
    }

    /// Ends all connections and the thread, and waits the moment that takes.
    ///
    /// Requests in flight and those sent later end as `.cancelled`.
    public func shutdown() {
        queue.stop()
        // Only one caller finds it, so it is joined once.
        thread.withLock { $0.take() }?.join()
    }
}
