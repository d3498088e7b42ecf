import Testing

@testable import BeaconTraffic

@Suite("Byte laws")
struct ByteLawTests {
    private func draws(_ law: ByteLaw, count: Int = 20_000) -> [Int64?] {
        var random = SeededGenerator(seed: 33)
        return (0..<count).map { _ in law.draw(&random) }
    }

    @Test("constant bytes are constant, absent ones absent")
    func plain() {
        #expect(draws(.constant(412)).allSatisfy { $0 == 412 })
        #expect(draws(.absent).allSatisfy { $0 == nil })
    }

    @Test(
        "uniform and padded bytes fill their range",
        arguments: [
            (.uniform(310...1_240), 310...1_240), (.padded(680, upTo: 4_096), 680...4_776),
            (.padded(5, upTo: -3), 5...5),
        ] as [(ByteLaw, ClosedRange<Int64>)])
    func ranges(law: ByteLaw, range: ClosedRange<Int64>) {
        let bytes = draws(law, count: 60_000).compactMap(\.self)
        #expect(bytes.min() == range.lowerBound)
        #expect(bytes.max() == range.upperBound)
        let mean = Double(bytes.reduce(0, +)) / Double(bytes.count)
        let middle = Double(range.lowerBound + range.upperBound) / 2
        #expect(abs(mean - middle) <= Double(range.upperBound - range.lowerBound) * 0.01)
    }

    @Test("padding spreads bytes far beyond what counts as low variation")
    func paddingHidesTheSize() {
        let bytes = draws(.padded(540, upTo: 4_096)).compactMap(\.self).map(Double.init)
        let mean = bytes.reduce(0, +) / Double(bytes.count)
        let variance = bytes.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(bytes.count)
        #expect(variance.squareRoot() > 0.4 * mean)
    }

    @Test("heavy tails keep their median and their limit")
    func heavyTailed() {
        let bytes = draws(.heavyTailed(median: 2_000, limit: 50_000)).compactMap(\.self).sorted()
        #expect(abs(bytes[bytes.count / 2] - 2_000) < 80)
        #expect(bytes.last == 50_000)
        #expect(bytes.allSatisfy { $0 >= 0 })
    }
}
