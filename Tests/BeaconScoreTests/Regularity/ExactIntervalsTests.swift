import BeaconScore
import TestSupport
import Testing

@Suite("Exact intervals")
struct ExactIntervalsTests {
    @Test(
        "A scheduler keeps to the grid, an agent that sleeps after each connection does not",
        arguments: [60.0, 300, 900])
    func grid(period: Double) throws {
        var random = SeededRandom(seed: 1)
        let scheduled = (0..<60).map { Int64(Double($0) * period + Double.random(in: 0.1..<2, using: &random)) }
        let cron = try #require(ExactIntervals(scheduled))
        #expect(cron.isOnGrid && cron.law == .grid && abs(cron.periodSeconds - period) < 0.05)
        var time = 0.0
        let slept = (0..<60).map { _ in
            time += period + Double.random(in: 0.1..<0.4, using: &random)
            return Int64(time)
        }
        let agent = try #require(ExactIntervals(slept))
        #expect(!agent.isOnGrid && abs(agent.periodSeconds - period - 0.25) < 0.06)
    }

    @Test("Jitter and its uniform law are told", arguments: [0.1, 0.3, 0.5])
    func jitter(jitter: Double) throws {
        var random = SeededRandom(seed: 2)
        var time = 0.0
        let times = (0..<200).map { _ in
            time += 90 * Double.random(in: 1 - jitter...1 + jitter, using: &random)
            return Int64(time)
        }
        let exact = try #require(ExactIntervals(times))
        #expect(abs(exact.jitter - jitter) < 0.06 && exact.law == .uniform && !exact.isOnGrid)
        #expect(abs(exact.periodSeconds - 90) < 90 * jitter / 5)
    }

    @Test("Several connections of one check-in are one visit")
    func together() throws {
        var times: [Int64] = []
        for number in 0..<40 {
            let start = Int64(number) * 120
            times += [start, start + 1, start + 3]
        }
        let exact = try #require(ExactIntervals(times))
        #expect(exact.periodSeconds == 120)
    }

    @Test("Missed events do not make the period longer")
    func missed() throws {
        let times = (0..<50).filter { $0 % 9 != 4 }.map { Int64($0) * 60 }
        #expect(abs(try #require(ExactIntervals(times)).periodSeconds - 60) < 1e-6)
    }

    @Test("Few events, and events that come by chance, say nothing")
    func nothing() {
        #expect(ExactIntervals([]) == nil)
        #expect(ExactIntervals((0..<11).map { $0 * 60 }) == nil)
        #expect(ExactIntervals(Array(repeating: 7, count: 50)) == nil)
        var random = SeededRandom(seed: 3)
        let times = (0..<100).map { _ in Int64.random(in: 0..<21_600, using: &random) }.sorted()
        #expect(ExactIntervals(times) == nil)
    }
}
