import Testing

@testable import BeaconTraffic

@Suite("Timing laws")
struct TimingLawTests {
    struct Promise: Sendable {
        var law: TimingLaw
        var range: ClosedRange<Double>
        var mean: Double
    }

    @Test(
        "sleeps stay in their range, come near both ends of it and have their mean",
        arguments: [
            Promise(law: .shorterOnly(sleep: 60, jitter: 0.2), range: 48...60, mean: 54),
            Promise(law: .shorterOnly(sleep: 45, jitter: 0.37), range: 28.35...45, mean: 36.675),
            Promise(law: .shorterOnly(sleep: 60, jitter: 0), range: 60...60, mean: 60),
            Promise(law: .symmetric(sleep: 600, jitter: 0.5), range: 300...900, mean: 600),
            Promise(law: .symmetric(sleep: 10, jitter: 0.23), range: 7.7...12.3, mean: 10),
            Promise(law: .additive(sleep: 60, extra: 30), range: 60...90, mean: 75),
            Promise(law: .additive(sleep: 15, extra: 0), range: 15...15, mean: 15),
        ])
    func sleeps(promise: Promise) throws {
        var random = SeededGenerator(seed: 21)
        let sleeps = try (0..<20_000).map { _ in try #require(promise.law.sleep(&random)) }
        let shortest = try #require(sleeps.min())
        let longest = try #require(sleeps.max())
        let width = promise.range.upperBound - promise.range.lowerBound
        #expect(shortest >= promise.range.lowerBound - 1e-9 && shortest <= promise.range.lowerBound + width * 0.01)
        #expect(longest <= promise.range.upperBound + 1e-9 && longest >= promise.range.upperBound - width * 0.01)
        let mean = sleeps.reduce(0, +) / Double(sleeps.count)
        // Four standard errors of a uniform mean.
        #expect(abs(mean - promise.mean) <= 4 * width / (12.0 * 20_000).squareRoot() + 1e-9)
    }

    @Test("a jitter of everything still lets the clock go on")
    func fullJitter() throws {
        var random = SeededGenerator(seed: 1)
        for law in [
            TimingLaw.shorterOnly(sleep: 0.0005, jitter: 1), .symmetric(sleep: 1, jitter: 1), .poisson(meanGap: 0),
        ] {
            for _ in 0..<500 {
                let sleep = try #require(law.sleep(&random))
                #expect(sleep >= 0.001)
            }
        }
    }

    @Test("laws of clocks and sessions have no sleep, laws without a clock no period")
    func kinds() {
        var random = SeededGenerator(seed: 1)
        #expect(TimingLaw.clockwork(every: 64, wobble: 1).sleep(&random) == nil)
        #expect(TimingLaw.clockwork(every: 64, wobble: 16).jitter == 0.25)
        #expect(TimingLaw.additive(sleep: 60, extra: 30).jitter == 0.5)
        #expect(TimingLaw.additive(sleep: 60, extra: 30).periodSeconds == 60)
        #expect(TimingLaw.poisson(meanGap: 3).periodSeconds == nil)
        #expect(TrafficProfile.browsing.timing.periodSeconds == nil)
        #expect(TrafficProfile.browsing.timing.jitter == nil)
    }
}
