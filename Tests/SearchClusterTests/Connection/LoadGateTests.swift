import Synchronization
import Testing

@testable import SearchCluster

@Suite("How many searches a cluster is given at a time")
struct LoadGateTests {
    /// Counts who works at the same time, and how long was paused.
    private final class Watch: Sendable {
        private let state = Mutex((working: 0, most: 0, done: 0))

        var most: Int { state.withLock { $0.most } }
        var done: Int { state.withLock { $0.done } }

        func work() async {
            state.withLock { state in
                state.working += 1
                state.most = max(state.most, state.working)
            }
            for _ in 0..<20 { await Task.yield() }
            state.withLock { state in
                state.working -= 1
                state.done += 1
            }
        }
    }

    @Test("No more than the load says, all of them in the end", arguments: [0.3, 1, 2, 2.5, 7])
    func most(average: Double) async {
        let load = RequestLoad(average: average)
        let gate = LoadGate(load)
        let watch = Watch()
        await withTaskGroup(of: Void.self) { tasks in
            for _ in 0..<60 { tasks.addTask { await gate.run(pause: { _ in }) { await watch.work() } } }
        }
        #expect(watch.done == 60)
        #expect(watch.most <= load.requestsInFlight && watch.most >= min(2, load.requestsInFlight))
    }

    @Test("Under a whole number there is a rest behind each, in proportion to the work")
    func rests() async {
        let rested = Mutex<[Duration]>([])
        let gate = LoadGate(RequestLoad(average: 0.25))
        for _ in 0..<3 {
            await gate.run(pause: { time in rested.withLock { $0.append(time) } }) {
                for _ in 0..<1_000 { await Task.yield() }
            }
        }
        #expect(rested.withLock { $0.count } == 3)
        #expect(rested.withLock { $0.allSatisfy { $0 > .zero } })
        #expect(RequestLoad(average: 0.25).restPerSecond == 3 && RequestLoad(average: 2).restPerSecond == 0)
        #expect(RequestLoad(average: 1.5).requestsInFlight == 2)
    }

    @Test("Who is cancelled while waiting gets no place, and takes none from the others")
    func cancelled() async {
        let gate = LoadGate(RequestLoad(average: 1))
        let (opened, open) = AsyncStream.makeStream(of: Void.self)
        let (began, begin) = AsyncStream.makeStream(of: Void.self)
        async let first: Bool? = gate.run(pause: { _ in }) {
            begin.yield()
            for await _ in opened { break }
            return true
        }
        for await _ in began { break }
        let waiting = Task { await gate.run(pause: { _ in }) { true } }
        for _ in 0..<50 { await Task.yield() }
        waiting.cancel()
        #expect(await waiting.value == nil)
        open.yield()
        #expect(await first == true)
        #expect(await gate.run(pause: { _ in }) { true } == true)
    }

    @Test("A load is kept within what makes sense")
    func range() {
        #expect(RequestLoad(average: 0).average == 0.01 && RequestLoad(average: 1e9).average == 64)
        #expect(RequestLoad(average: .nan) == RequestLoad() && RequestLoad().requestsInFlight == 2)
    }
}
