import Synchronization

/// Lets only so many requests at a cluster at a time, first come first served.
final class LoadGate: Sendable {
    private let load: RequestLoad
    private let state: Mutex<State>

    private struct State {
        var free: Int
        var tickets = 0
        var waiting: [(ticket: Int, continuation: CheckedContinuation<Bool, Never>)] = []
        /// Those that were cancelled before they began to wait.
        var cancelled: Set<Int> = []
    }

    /// A point in time is gone when nothing is asked of it for five minutes.
    private static let longestRest = Duration.seconds(60)

    init(_ load: RequestLoad) {
        self.load = load
        state = Mutex(State(free: load.requestsInFlight))
    }

    /// Works when there is room, and rests afterwards as long as the load asks for.
    ///
    /// - Parameter pause: waits; cut short when the task is cancelled.
    /// - Returns: `nil` for a task that was cancelled while it waited.
    func run<Outcome: Sendable>(
        pause: @Sendable (Duration) async throws -> Void, _ work: () async -> Outcome
    ) async -> Outcome? {
        guard await enter() else { return nil }
        defer { leave() }
        let start = ContinuousClock.now
        let outcome = await work()
        if load.restPerSecond > 0 {
            // What was asked for is there, whether the rest is cut short or not.
            try? await pause(min((ContinuousClock.now - start) * load.restPerSecond, Self.longestRest))
        }
        return outcome
    }

    /// Waits for a place; `false` when the task is cancelled meanwhile.
    private func enter() async -> Bool {
        let ticket: Int? = state.withLock { state in
            guard state.free == 0 else {
                state.free -= 1
                return nil
            }
            state.tickets += 1
            return state.tickets
        }
        guard let ticket else { return true }
        defer { state.withLock { _ = $0.cancelled.remove(ticket) } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if state.cancelled.remove(ticket) != nil { return false }
                    guard state.free == 0 else {
                        state.free -= 1
                        return true
                    }
                    state.waiting.append((ticket, continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiting = state.withLock { state -> CheckedContinuation<Bool, Never>? in
                guard let place = state.waiting.firstIndex(where: { $0.ticket == ticket }) else {
                    state.cancelled.insert(ticket)
                    return nil
                }
                return state.waiting.remove(at: place).continuation
            }
            waiting?.resume(returning: false)
        }
    }

    /// Hands the place to who has waited longest.
    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume(returning: true)
    }
}
