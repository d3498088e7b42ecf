import Synchronization

/// What tasks hand to the thread that drives libcurl; the only thing that both touch.
final class TransferQueue: Sendable {
    /// What the thread finds when it looks.
    struct Work {
        var orders: [TransferOrder] = []
        var cancelled: [UInt64] = []
        var isStopping = false
    }

    private struct State {
        /// Valid as long as it is here: the thread takes it away, under the lock, before it destroys it.
        var multi: MultiHandle?
        var work = Work()
        var lastID: UInt64 = 0
    }

    private let state: Mutex<State>

    init(wakes multi: MultiHandle) {
        state = Mutex(State(multi: multi))
    }

    /// A number for one request, never given twice.
    func nextID() -> UInt64 {
        state.withLock {
            $0.lastID += 1
            return $0.lastID
        }
    }

    /// Hands an order over; `false` when nobody would take it up any more.
    func add(_ order: TransferOrder) -> Bool {
        state.withLock { state in
            guard let multi = state.multi, !state.work.isStopping else { return false }
            state.work.orders.append(order)
            multi.wakeUp()
            return true
        }
    }

    /// Asks for an order to be dropped; one that has ended already is left alone.
    func cancel(_ id: UInt64) {
        state.withLock { state in
            guard let multi = state.multi else { return }
            state.work.cancelled.append(id)
            multi.wakeUp()
        }
    }

    /// Asks the thread to end.
    func stop() {
        state.withLock { state in
            guard let multi = state.multi else { return }
            state.work.isStopping = true
            multi.wakeUp()
        }
    }

    /// What has come in since the last look; for the thread.
    func take() -> Work {
        state.withLock { state in
            let work = state.work
            state.work.orders.removeAll(keepingCapacity: true)
            state.work.cancelled.removeAll(keepingCapacity: true)
            return work
        }
    }

    /// Takes nothing more, and returns what has come in; after this nobody wakes the multi handle.
    func close() -> [TransferOrder] {
        state.withLock { state in
            state.multi = nil
            let orders = state.work.orders
            state.work.orders = []
            return orders
        }
    }
}
