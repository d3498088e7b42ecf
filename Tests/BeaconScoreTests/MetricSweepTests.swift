import BeaconScore
import TestSupport
import Testing

@Suite("The metric at many settings")
struct MetricSweepTests {
    /// A setting as somebody may try it, values at and beyond the ends of their ranges among them.
    private static func setting(_ random: inout SeededRandom) -> MetricParameters {
        func one<Value>(_ values: [Value], _ random: inout SeededRandom) -> Value {
            values[Int.random(in: 0..<values.count, using: &random)]
        }
        var parameters = MetricParameters()
        parameters.maxBeaconingBytesCOV = one([0, 0.05, 0.1, 0.3, 1, .greatestFiniteMagnitude], &random)
        parameters.maxBeaconingCountRV = one([0, 0.1, 0.4, 2], &random)
        parameters.truncateAt = one(
            [.init(low: 0.1, high: 0.8), .init(low: 0, high: 1), .init(low: 0.5, high: 0.5)], &random)
        parameters.minBeaconingCountAutocovariance = one([-1, 0, 0.5, 0.7, 0.9, 1], &random)
        parameters.maxJitter = one([0, 0, 0.1, 0.3, 2], &random)
        parameters.minNotEmpty = one([0, 0.25, 0.5, 1], &random)
        parameters.minNumberPeriods = one([1, 2, 3, 6, 10, 40], &random)
        return parameters
    }

    @Test("says at each setting what the metric says at that setting alone", arguments: 0..<6 as Range<UInt64>)
    func agrees(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let settings = (0..<24).map { _ in Self.setting(&random) }
        var sweep = MetricSweep(settings)
        var metrics = settings.map { BeaconingMetric(parameters: $0) }
        var series = BucketSeries(bucketCount: 120)
        var found = [false: 0, true: 0]
        for number in 0..<UInt64(60) {
            let kind = RandomSeries(bucketCount: 120, seed: number &+ seed << 32)
            series.removeAll()
            for row in kind.rows { series.add(row) }
            let expected = metrics.indices.map { metrics[$0].evaluate(series).isBeaconing }
            var asked: [Int] = []
            sweep.evaluate(series) { index, isBeaconing in
                asked.append(index)
                #expect(isBeaconing == expected[index], "\(kind) at \(settings[index])")
                found[isBeaconing, default: 0] += 1
            }
            #expect(asked == Array(settings.indices))
            // Leaving out some of them, in whatever order they share what they measure, changes none of the others.
            sweep.evaluate(series, where: { $0 % 3 == Int(number % 3) }) { index, isBeaconing in
                #expect(index % 3 == Int(number % 3) && isBeaconing == expected[index], "\(kind)")
            }
        }
        #expect((found[true] ?? 0) > 100 && (found[false] ?? 0) > 100)
    }
}
