import Foundation
public import SearchCluster

/// The right to be the only runner of a template and slice, held until it is released or runs out.
///
/// It saves work and orders checkpoints; that nothing wrong is written, also by a runner that was stopped for hours between
/// looking at its lease and writing, is owed to the signals' ids.
public actor RunnerLease {
    /// How the taking of a lease ends.
    public enum Taking: Sendable {
        /// It is held now.
        case taken(RunnerLease)
        /// Somebody else holds it for so long, unless it is renewed.
        case held(by: LeaseHolder, seconds: Double)
    }

    /// What the index remembers, as this runner last saw or wrote it.
    public private(set) var state: RunnerState
    /// The cluster's time.
    public private(set) var clock: ClusterClock
    private let index: StateIndex
    private let token: String
    private let holder: LeaseHolder
    private let seconds: Int
    private var revision: StateIndex.Revision?

    private init(
        index: StateIndex, state: RunnerState, revision: StateIndex.Revision?, clock: ClusterClock, holder: LeaseHolder,
        seconds: Int
    ) {
        self.index = index
        self.state = state
        self.revision = revision
        self.clock = clock
        self.holder = holder
        self.seconds = seconds
        token = UUID().uuidString
    }

    /// Takes the lease where nobody holds it, where it has run out by the cluster's clock, or where its holder was a process
    /// of this machine that has ended.
    ///
    /// The state index is made when it is missing.
    ///
    /// - Parameter seconds: how long it is held without being renewed.
    public static func take(
        _ key: RunnerState.Key, in index: StateIndex, seconds: Int, as holder: LeaseHolder = .current
    ) async throws(ClusterError) -> Taking {
        while true {
            var reading = try await index.read(key.id)
            if reading == .noIndex {
                try await index.create()
                reading = .absent
            }
            let clock = try await ClusterClock(of: index)
            var state = RunnerState(key: key)
            var revision: StateIndex.Revision?
            if case .found(let json, let seen) = reading { (state, revision) = (RunnerState(json, key: key), seen) }
            if let lease = state.lease, !lease.holder.isGone {
                let left = lease.expiresMillis - clock.nowMillis
                if left > 0 { return .held(by: lease.holder, seconds: Double(left) / 1000) }
            }
            let lease = RunnerLease(
                index: index, state: state, revision: revision, clock: clock, holder: holder, seconds: seconds)
            if try await lease.write() { return .taken(lease) }
        }
    }

    /// Renews the lease, and so makes sure that it is still held.
    ///
    /// - Throws: `.leaseLost` when somebody else has taken it.
    public func confirm() async throws(ClusterError) {
        guard try await write() else { throw lost() }
    }

    /// Remembers that every signal of the window that ends then has its outcome; never goes back.
    ///
    /// - Throws: `.leaseLost` when somebody else has taken the lease.
    public func moveCheckpoint(to seconds: Int64, everySeconds: Int?) async throws(ClusterError) {
        state.checkpointSeconds = max(seconds, state.checkpointSeconds ?? seconds)
        state.everySeconds = everySeconds ?? state.everySeconds
        try await confirm()
    }

    /// Reads the cluster's time anew, for a runner that stays for days.
    public func readClock() async throws(ClusterError) {
        clock = try await ClusterClock(of: index)
    }

    /// Gives the lease back; one that is lost already stays with who has it.
    public func release() async throws(ClusterError) {
        isReleased = true
        _ = try await write()
    }

    /// Runs `work` and renews the lease beside it, three times in the time it lasts.
    ///
    /// - Throws: `.leaseLost` as soon as that is known, and `work` is cancelled; whatever `work` throws.
    public func held<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { tasks in
            tasks.addTask { try await work() }
            tasks.addTask {
                try await self.keepRenewing()
                return nil
            }
            defer { tasks.cancelAll() }
            while let result = try await tasks.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }

    private func keepRenewing() async throws {
        while true {
            try await Task.sleep(for: .seconds(Double(seconds) / 3))
            do throws(ClusterError) {
                try await confirm()
            } catch  where error.code == .leaseLost {
                throw error
            } catch {
                // A cluster that does not answer for a moment: the work will say so, or the next time goes well.
            }
        }
    }

    // MARK: - Writing

    private var isReleased = false

    private func lost() -> ClusterError {
        let who = state.lease.map { " by \(SafeText($0.holder.name))" } ?? ""
        return ClusterError(
            .leaseLost, "the lease of \(SafeText(state.key.template)) ran out and was taken\(who)",
            cure: "nothing was written since; the other runner goes on")
    }

    /// Writes the state over the one that was seen last; `false` when somebody else holds the lease now.
    private func write() async throws(ClusterError) -> Bool {
        while true {
            state.updatedMillis = clock.nowMillis
            state.lease =
                isReleased
                ? nil
                : .init(holder: holder, token: token, expiresMillis: state.updatedMillis + Int64(seconds) * 1000)
            let isFirst = !isHeld
            // Whoever goes away does not wait for a cluster that is down: the lease runs out.
            let attempts = isReleased ? 1 : nil
            switch try await index.put(state.key.id, state.json, over: revision, attempts: attempts) {
            case .made(let made):
                revision = made
                isHeld = true
                return true
            case .overtaken:
                guard case .found(let json, let seen) = try await index.read(state.key.id) else {
                    // Somebody deleted the document: whoever writes first holds the lease.
                    guard revision != nil else { return false }
                    revision = nil
                    continue
                }
                let found = RunnerState(json, key: state.key)
                guard found.lease?.token == token else {
                    if !isFirst { state.lease = found.lease }
                    return isReleased
                }
                // An answer that was lost, or the renewal beside: what is there is ours.
                isHeld = true
                revision = seen
            }
        }
    }

    private var isHeld = false
}
