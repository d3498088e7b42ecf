import CCurl

/// Drives all transfers of one client on a thread of its own.
///
/// Requests beyond the connections a host may have wait here, not in libcurl: there neither deadline nor
/// cancellation would reach them in every version.
final class TransferLoop {
    private let multi: UnsafeMutableRawPointer
    private let queue: TransferQueue
    private let configuration: HTTPConfiguration
    /// Connections refer to it until libcurl has been cleaned up.
    private let verification: PeerVerification?
    private var active: [UnsafeMutableRawPointer: Transfer] = [:]
    private var waiting: [TransferOrder] = []
    private var connections: [Endpoint: Int] = [:]

    init(multi: MultiHandle, queue: TransferQueue, configuration: HTTPConfiguration) {
        self.multi = multi.pointer
        self.queue = queue
        self.configuration = configuration
        verification =
            configuration.verifiesPeer && PeerVerification.isSupported
            ? PeerVerification(configuration.caFingerprint) : nil
    }

    /// Runs until the queue is told to stop; then nothing is left of what was in flight.
    func run() {
        let clock = ContinuousClock()
        var trouble: CURLMcode = CURLM_OK
        while trouble == CURLM_OK {
            let work = queue.take()
            if work.isStopping { break }
            waiting += work.orders
            for id in work.cancelled { cancel(id) }
            expire(at: clock.now)
            startWaiting()
            var running: Int32 = 0
            trouble = curl_multi_perform(multi, &running)
            finishCompleted()
            // A handle that was just added makes the poll below return at once.
            startWaiting()
            if trouble == CURLM_OK {
                trouble = curl_multi_poll(multi, nil, 0, pollMilliseconds(at: clock.now), nil)
            }
        }
        end(trouble)
    }

    private func startWaiting() {
        guard !waiting.isEmpty else { return }
        waiting.removeAll { order in
            guard connections[order.endpoint, default: 0] < max(1, configuration.maxConnectionsPerHost) else {
                return false
            }
            start(order)
            return true
        }
    }

    private func start(_ order: TransferOrder) {
        do throws(HTTPError) {
            let transfer = try Transfer(order, configuration, verifying: verification)
            let code = curl_multi_add_handle(multi, transfer.easy)
            guard code == CURLM_OK else {
                throw HTTPError.unusable(
                    "libcurl does not take the request: \(String(cString: curl_multi_strerror(code)))",
                    host: order.endpoint.name)
            }
            active[transfer.easy] = transfer
            connections[order.endpoint, default: 0] += 1
        } catch {
            order.continuation.resume(returning: .failure(error))
        }
    }

    private func finishCompleted() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
                let transfer = active[easy]
            else { continue }
            // Removing the handle below frees the message.
            let code = ccurl_message_result(message)
            finish(transfer) {
                transfer.result(code, connectTimeoutSeconds: configuration.connectTimeoutSeconds)
            }
        }
    }

    /// Takes a transfer out of libcurl, and only then tells its task: what it points to may go from then on.
    private func finish(_ transfer: Transfer, _ result: () -> Result<HTTPResponse, HTTPError>) {
        let endpoint = transfer.order.endpoint
        curl_multi_remove_handle(multi, transfer.easy)
        active[transfer.easy] = nil
        connections[endpoint] = connections[endpoint].flatMap { $0 > 1 ? $0 - 1 : nil }
        transfer.order.continuation.resume(returning: result())
    }

    private func cancel(_ id: UInt64) {
        if let place = waiting.firstIndex(where: { $0.id == id }) {
            let order = waiting.remove(at: place)
            order.continuation.resume(returning: .failure(.cancelled(order.endpoint.name, reached: false)))
        } else if let transfer = active.values.first(where: { $0.order.id == id }) {
            finish(transfer) {
                .failure(.cancelled(transfer.order.endpoint.name, reached: transfer.hasReachedServer))
            }
        }
    }

    private func expire(at now: ContinuousClock.Instant) {
        for transfer in active.values where transfer.order.deadline <= now {
            finish(transfer) { .failure(Self.late(transfer.order, reached: transfer.hasReachedServer)) }
        }
        waiting.removeAll { order in
            guard order.deadline <= now else { return false }
            order.continuation.resume(returning: .failure(Self.late(order, reached: false)))
            return true
        }
    }

    private static func late(_ order: TransferOrder, reached: Bool) -> HTTPError {
        HTTPError(
            code: .timedOut, host: order.endpoint.name,
            message: "\(order.endpoint.name) did not answer in full within \(order.limitSeconds) s",
            mayHaveReachedServer: reached)
    }

    /// Until the next deadline; libcurl shortens it to its own next deed.
    private func pollMilliseconds(at now: ContinuousClock.Instant) -> Int32 {
        var next = now + .seconds(60)
        for transfer in active.values { next = min(next, transfer.order.deadline) }
        for order in waiting { next = min(next, order.deadline) }
        let left = now.duration(to: next).components
        // A deadline may pass between the last look and this one, and libcurl calls a negative time a wrong argument.
        return max(0, Int32(left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000) + 1)
    }

    private func end(_ trouble: CURLMcode) {
        func reason(_ order: TransferOrder, reached: Bool) -> Result<HTTPResponse, HTTPError> {
            guard trouble != CURLM_OK else { return .failure(.cancelled(order.endpoint.name, reached: reached)) }
            let words = String(cString: curl_multi_strerror(trouble))
            return .failure(
                HTTPError(
                    code: .connectionLost, host: order.endpoint.name,
                    message: "the connection to \(order.endpoint.name) was given up: \(words)",
                    mayHaveReachedServer: reached))
        }
        for transfer in active.values {
            finish(transfer) { reason(transfer.order, reached: transfer.hasReachedServer) }
        }
        for order in waiting + queue.close() { order.continuation.resume(returning: reason(order, reached: false)) }
        waiting = []
        curl_multi_cleanup(multi)
    }
}
