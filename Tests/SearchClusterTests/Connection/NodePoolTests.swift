import Testing

@testable import SearchCluster

@Suite("The nodes of a cluster")
struct NodePoolTests {
    private let start = ContinuousClock.now

    private func at(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

    @Test("The node that answers is kept, one that is busy is left without being set aside")
    func kept() {
        var pool = NodePool(count: 3)
        for _ in 0..<3 {
            #expect(pool.choose(at: start) == 0)
            pool.answered(0)
        }
        pool.leave(0)
        #expect(pool.choose(at: start) == 1)
        pool.leave(1)
        pool.leave(1)
        #expect(pool.choose(at: start) == 2)
        pool.leave(2)
        #expect(pool.choose(at: start) == 0)
    }

    @Test("A node that does not answer is passed over until its time is over, which doubles each time")
    func aside() {
        var pool = NodePool(count: 2)
        var now = 0.0
        for rest in [2.0, 4, 8, 16, 32, 64, 128, 256, 300, 300] {
            #expect(pool.choose(at: at(now)) == 0)
            pool.failed(0, began: at(now), at: at(now))
            pool.leave(1)
            #expect(pool.choose(at: at(now + rest - 0.1)) == 1)
            pool.leave(1)
            now += rest
        }
        #expect(pool.choose(at: at(now)) == 0)
        pool.answered(0)
        pool.failed(0, began: at(now), at: at(now))
        pool.leave(1)
        #expect(pool.choose(at: at(now + 2)) == 0, "an answer makes up for all failures")
    }

    @Test("Where all are set aside, the one is asked whose time is over first")
    func all() {
        var pool = NodePool(count: 3)
        for (node, time) in [(0, 0.0), (1, 0.5), (2, 0.2)] { pool.failed(node, began: at(time), at: at(time)) }
        #expect(pool.choose(at: at(1)) == 0)
        pool.failed(0, began: at(1), at: at(1))
        #expect(pool.choose(at: at(1)) == 2)
        var alone = NodePool(count: 1)
        alone.failed(0, began: at(0), at: at(0))
        #expect(alone.choose(at: at(0)) == 0)
    }

    @Test("Requests that were under way together count as one failure, and do not push the choice too far")
    func together() {
        var pool = NodePool(count: 3)
        pool.failed(0, began: at(0), at: at(1))
        pool.failed(0, began: at(0.5), at: at(1.1))
        #expect(pool.choose(at: at(1.2)) == 1)
        pool.leave(1)
        pool.leave(2)
        #expect(pool.choose(at: at(3.1)) == 0)
    }
}
