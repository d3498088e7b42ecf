import SearchCluster
import TestSupport
import Testing

@testable import BeaconTransform

@Suite("One runner at a time holds the lease")
struct RunnerLeaseTests {
    private let index: ScriptedStateIndex
    private let server: RudeServer
    private let state: StateIndex
    private let key = RunnerState.Key(template: "t", slice: .whole)

    init() throws {
        let index = ScriptedStateIndex()
        self.index = index
        server = try RudeServer { index.answer($0) ?? .json("{}", status: 400) }
        var configuration = ClusterConfiguration(urls: [server.url], pause: { _ in })
        configuration.retry.attempts = 2
        state = StateIndex(name: "beaconing-state", client: try ClusterClient(configuration: configuration))
    }

    /// A process of a machine that this one knows nothing of.
    private func stranger(_ name: String) -> LeaseHolder {
        LeaseHolder(name: name, machine: nil, process: 1, startTicks: nil)
    }

    private func take(_ name: String, seconds: Int = 60) async throws -> RunnerLease {
        switch try await RunnerLease.take(key, in: state, seconds: seconds, as: stranger(name)) {
        case .taken(let lease): return lease
        case .held(let holder, _):
            Issue.record("held by \(holder.name)")
            throw CancellationError()
        }
    }

    @Test("The second is told who holds it and for how long, until it is given back")
    func second() async throws {
        let began = ContinuousClock.now
        let first = try await take("a:1")
        guard case .held(let holder, let seconds) = try await RunnerLease.take(key, in: state, seconds: 60) else {
            Issue.record("taken twice")
            return
        }
        // The scripted clock stands still while this machine's goes on: no further from sixty than the test took.
        let elapsed = (ContinuousClock.now - began) / .seconds(1)
        #expect(holder.name == "a:1" && abs(seconds - 60) <= elapsed + 0.002)
        try await first.release()
        let second = try await take("b:2")
        #expect(await second.state.lease?.holder.name == "b:2")
    }

    @Test("A lease runs out by the cluster's clock, and its former holder finds out before it writes")
    func runsOut() async throws {
        let first = try await take("a:1")
        try await first.moveCheckpoint(to: 1_000, everySeconds: 3_600)
        index.clockMillis += 3_600_000
        let second = try await take("b:2")
        #expect(await second.state.checkpointSeconds == 1_000)
        await #expect {
            try await first.confirm()
        } throws: { error in
            (error as? ClusterError)?.code == .leaseLost && "\(error)".contains("b:2")
        }
        await #expect(throws: ClusterError.self) { try await first.moveCheckpoint(to: 2_000, everySeconds: 3_600) }
        #expect(index.documents[key.id]?["checkpoint_seconds"]?.integer == 1_000)
        // What is no longer held is not given back either.
        try await first.release()
        #expect(index.documents[key.id]?["lease"]?["holder"]?["name"]?.string == "b:2")
        try await second.confirm()
    }

    @Test("A holder that was slow but is the last one goes on, also after its time")
    func slow() async throws {
        let lease = try await take("a:1")
        index.clockMillis += 3_600_000
        try await lease.confirm()
        try await lease.moveCheckpoint(to: 5_000, everySeconds: nil)
        #expect(index.documents[key.id]?["checkpoint_seconds"]?.integer == 5_000)
    }

    @Test("A holder of this machine that has ended is replaced at once; one that lives is not")
    func dead() async throws {
        let current = LeaseHolder.current
        try #require(current.machine != nil, "needs /proc")
        guard case .taken = try await RunnerLease.take(key, in: state, seconds: 60, as: current) else {
            Issue.record("not taken")
            return
        }
        guard case .held = try await RunnerLease.take(key, in: state, seconds: 60, as: current) else {
            Issue.record("taken from the living")
            return
        }
        // The same number, started at another time: the process that had it is gone.
        var gone = current
        gone.startTicks = (current.startTicks ?? 0) + 1
        #expect(gone.isGone && !current.isGone)
        var elsewhere = gone
        elsewhere.machine = "another"
        #expect(!elsewhere.isGone)
        let other = RunnerState.Key(template: "u", slice: .whole)
        for holder in [gone, current] {
            guard case .taken = try await RunnerLease.take(other, in: state, seconds: 60, as: holder) else {
                Issue.record("not taken from the dead")
                return
            }
        }
    }

    @Test("An answer that was lost is no lost lease")
    func lostAnswer() async throws {
        index.loseAnswers(1)
        let lease = try await take("a:1")
        index.loseAnswers(1)
        try await lease.moveCheckpoint(to: 7_000, everySeconds: 60)
        #expect(index.documents[key.id]?["checkpoint_seconds"]?.integer == 7_000)
        try await lease.confirm()
    }

    @Test("Renewals beside each other do not take the lease from themselves")
    func beside() async throws {
        let lease = try await take("a:1")
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for number in 1...20 {
                tasks.addTask { try await lease.moveCheckpoint(to: Int64(number), everySeconds: 60) }
                tasks.addTask { try await lease.confirm() }
            }
            try await tasks.waitForAll()
        }
        #expect(index.documents[key.id]?["checkpoint_seconds"]?.integer == 20)
    }

    @Test("Of many at once one takes it")
    func many() async throws {
        let taken = try await withThrowingTaskGroup(of: Int.self) { tasks in
            for number in 0..<16 {
                tasks.addTask { [self] in
                    let taking = try await RunnerLease.take(
                        key, in: state, seconds: 60, as: stranger("r:\(number)"))
                    if case .taken = taking { return 1 }
                    return 0
                }
            }
            return try await tasks.reduce(0, +)
        }
        #expect(taken == 1)
    }

    @Test("Slices and purposes have leases of their own")
    func apart() async throws {
        _ = try await take("a:1")
        for key in [
            RunnerState.Key(template: "t", slice: HostSlice(number: 0, of: 2)),
            RunnerState.Key(template: "t", slice: .whole, purpose: "replay-1-2-3"),
            RunnerState.Key(template: "u", slice: .whole),
        ] {
            guard case .taken = try await RunnerLease.take(key, in: state, seconds: 60) else {
                Issue.record("\(key) is held")
                return
            }
        }
    }
}
