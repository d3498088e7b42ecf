import BeaconScore
import TestSupport
import Testing

@Suite("The second opinion")
struct RegularityTestTests {
    private static let buckets = 360

    /// Buckets of a minute over six hours with an event at each of these seconds before the window's end.
    private func series(_ seconds: [Double]) -> BucketSeries {
        var series = BucketSeries(bucketCount: Self.buckets)
        for second in seconds where second >= 0 {
            series.add(bucket: Int(second / 60), count: 1, sourceBytes: 0, destinationBytes: 0)
        }
        return series
    }

    /// Times with these gaps, a share of them lost.
    private func times(
        loss: Double = 0, until: Double = 21_600, _ random: inout SeededRandom, gap: (inout SeededRandom) -> Double
    ) -> [Double] {
        var times: [Double] = []
        var time = gap(&random) * Double.random(in: 0..<1, using: &random)
        while time < until {
            if !random.chance(loss) { times.append(time) }
            time += gap(&random)
        }
        return times
    }

    private func measure(_ times: [Double]) -> Regularity? {
        var test = RegularityTest(bucketSeconds: 60)
        return test.measure(series(times))
    }

    @Test(
        "Agents are found in at least 19 of 20 windows, up to half a period of jitter, and their period is told",
        arguments: [10.0, 60, 120, 270, 600, 900], [0, 0.2, 0.5])
    func agents(sleep: Double, jitter: Double) {
        var random = SeededRandom(seed: UInt64(sleep) * 100 + UInt64(jitter * 10))
        var found = 0
        var close = 0
        for _ in 0..<60 {
            let times = times(&random) { sleep * Double.random(in: 1 - jitter...1 + jitter, using: &$0) }
            guard let opinion = measure(times), opinion.isRegular else { continue }
            found += 1
            if abs(opinion.periodSeconds - sleep) <= max(0.05, jitter) * sleep { close += 1 }
        }
        #expect(found >= 57, "\(found) of 60")
        #expect(close * 20 >= found * 19, "\(close) of \(found)")
    }

    @Test("One event in twenty lost hides no agent", arguments: [60.0, 270, 900])
    func loss(sleep: Double) {
        var random = SeededRandom(seed: 7)
        let found = (0..<60).count { _ in
            measure(times(loss: 0.05, &random) { sleep * Double.random(in: 0.7...1.3, using: &$0) })?.isRegular == true
        }
        #expect(found >= 57, "\(found) of 60")
    }

    @Test("Events without memory are hardly ever regular", arguments: [5.0, 15, 60, 120, 240, 600, 900])
    func chance(mean: Double) {
        var random = SeededRandom(seed: UInt64(mean))
        let regular = (0..<1_000).count { _ in
            measure(times(&random) { -mean * Deviations.logarithm(Double.random(in: 1e-9..<1, using: &$0)) })?.isRegular
                == true
        }
        #expect(regular <= 4, "\(regular) of 1000")
    }

    @Test("Bursts of a person's pages are not regular")
    func bursts() {
        var random = SeededRandom(seed: 3)
        let regular = (0..<500).count { _ in
            var all: [Double] = []
            var session = 0.0
            while session < 21_600 {
                session += -900 * Deviations.logarithm(Double.random(in: 1e-9..<1, using: &random))
                for page in 0..<Int.random(in: 2...9, using: &random) {
                    for _ in 0..<Int.random(in: 1...6, using: &random) {
                        all.append(session + Double(page) * 40 + Double.random(in: 0..<20, using: &random))
                    }
                }
            }
            return measure(all.filter { $0 < 21_600 })?.isRegular == true
        }
        #expect(regular <= 2, "\(regular) of 500")
    }

    @Test("A sleep that was changed half-way is told as such, with the newer period")
    func changed() throws {
        var random = SeededRandom(seed: 11)
        let newer = times(until: 10_800, &random) { 60 * Double.random(in: 0.9...1.1, using: &$0) }
        let older = times(until: 10_800, &random) { 180 * Double.random(in: 0.9...1.1, using: &$0) }.map { $0 + 10_800 }
        let opinion = try #require(measure(newer + older))
        #expect(opinion.isRegular && opinion.law == .changing)
        #expect(abs(opinion.periodSeconds - 60) < 5)
    }

    @Test("What lies beyond a long silence is looked at apart")
    func silence() throws {
        var random = SeededRandom(seed: 12)
        let day = times(until: 9_000, &random) { 120 * Double.random(in: 0.8...1.2, using: &$0) }
        let opinion = try #require(measure(day + [21_000, 21_200]))
        #expect(opinion.isRegular && opinion.buckets.upperBound <= 151)
    }

    @Test("Too few filled buckets have no opinion")
    func few() {
        #expect(measure([]) == nil)
        #expect(measure((0..<6).map { Double($0) * 600 }) == nil)
        #expect(measure((0..<9).map { Double($0) * 600 })?.isRegular != true)
    }

    @Test("A warm test says the same as a new one")
    func warm() {
        var random = SeededRandom(seed: 5)
        var warm = RegularityTest(bucketSeconds: 60)
        for _ in 0..<200 {
            let mean = Double.random(in: 20...900, using: &random)
            let series = series(times(&random) { mean * Double.random(in: 0.2...1.8, using: &$0) })
            var new = RegularityTest(bucketSeconds: 60)
            #expect(warm.measure(series) == new.measure(series))
        }
    }

    @Test("The smallest lag is the period where a multiple repeats a little better")
    func fundamental() {
        var test = RegularityTest(bucketSeconds: 60)
        _ = test.measure(series((0..<72).map { Double($0) * 300 + 5 }))
        #expect(test.fundamental(of: 30) == 5)
        #expect(test.fundamental(of: 5) == 5)
        #expect(test.fundamental(of: 0) == 0)
    }
}

/// Draws for tests that need a logarithm.
private enum Deviations {
    static func logarithm(_ value: Double) -> Double {
        // Enough for drawing exponential gaps: halving brings it near 1, a series does the rest.
        var value = value
        var sum = 0.0
        while value < 0.7 {
            value *= 2
            sum -= 0.693_147_180_559_945
        }
        let ratio = (value - 1) / (value + 1)
        let square = ratio * ratio
        return sum + 2 * ratio * (1 + square / 3 + square * square / 5 + square * square * square / 7)
    }
}
