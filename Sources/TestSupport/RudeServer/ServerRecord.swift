import Synchronization

/// What has come to a server; shared by its threads and the test.
final class ServerRecord: Sendable {
    private struct State {
        var requests: [ReceivedRequest] = []
        var sockets: [Int: Socket] = [:]
        var accepted = 0
        var ended = 0
        var isStopping = false
        var waiting: [(isOver: (borrowing State) -> Bool, CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var requests: [ReceivedRequest] { state.withLock { $0.requests } }
    var accepted: Int { state.withLock { $0.accepted } }

    /// Notes a request and numbers it.
    func add(_ request: ReceivedRequest) -> ReceivedRequest {
        var numbered = request
        change { state in
            numbered.position = state.requests.count
            state.requests.append(numbered)
        }
        return numbered
    }

    /// Notes a connection and numbers it; `nil` when the server is stopping.
    func open(_ socket: Socket) -> Int? {
        var number: Int?
        change { state in
            guard !state.isStopping else { return }
            number = state.accepted
            state.sockets[state.accepted] = socket
            state.accepted += 1
        }
        return number
    }

    /// Closes a connection; under the lock, lest its number be woken when the system has given it to somebody else.
    func close(_ number: Int, withReset reset: Bool) {
        change { state in
            state.sockets.removeValue(forKey: number)?.close(withReset: reset)
            state.ended += 1
        }
    }

    var isStopping: Bool { state.withLock { $0.isStopping } }

    /// Ends all connections, now and to come; the first time it also wakes the listener, which its thread then closes.
    func stop(_ listener: Socket) {
        change { state in
            guard !state.isStopping else { return }
            state.isStopping = true
            listener.wake()
            for socket in state.sockets.values { socket.wake() }
        }
    }

    /// Waits until that many requests have come.
    func requests(reach count: Int) async {
        await wait { $0.requests.count >= count }
    }

    /// Waits until that many connections have ended.
    func endedConnections(reach count: Int) async {
        await wait { $0.ended >= count }
    }

    private func wait(until isOver: @escaping @Sendable (borrowing State) -> Bool) async {
        await withCheckedContinuation { continuation in
            let over = state.withLock { state in
                if isOver(state) { return true }
                state.waiting.append((isOver, continuation))
                return false
            }
            if over { continuation.resume() }
        }
    }

    private func change(_ body: (inout State) -> Void) {
        let free = state.withLock { state in
            body(&state)
            var free: [CheckedContinuation<Void, Never>] = []
            var waiting = state.waiting
            waiting.removeAll { waiter in
                guard waiter.isOver(state) else { return false }
                free.append(waiter.1)
                return true
            }
            state.waiting = waiting
            return free
        }
        for continuation in free { continuation.resume() }
    }
}
