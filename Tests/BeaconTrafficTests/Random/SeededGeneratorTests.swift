import Foundation
import Testing

@testable import BeaconTraffic

@Suite("Seeded random numbers")
struct SeededGeneratorTests {
    @Test("xoshiro256** gives its published numbers")
    func referenceNumbers() {
        var random = SeededGenerator(state: (1, 2, 3, 4))
        let numbers = (0..<6).map { _ in random.next() }
        #expect(
            numbers == [
                11_520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360, 607_988_272_756_665_600,
            ])
    }

    @Test("a seed is expanded by SplitMix64, so that its state is the published one")
    func seedExpansion() {
        var seeded = SeededGenerator(seed: 0)
        var stated = SeededGenerator(
            state: (0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F, 0xF88B_B8A8_724C_81EC))
        #expect((0..<8).allSatisfy { _ in seeded.next() == stated.next() })
    }

    @Test("streams differ by seed, number, name and part")
    func streamsDiffer() {
        var first: Set<UInt64> = []
        for seed in [1, 2] as [UInt64] {
            for number in 0..<3 {
                for (name, part) in [("a", ""), ("b", ""), ("", "a"), ("a", "b")] {
                    var random = SeededGenerator(seed: seed, number: number, name: name, part: part)
                    first.insert(random.next())
                }
            }
        }
        #expect(first.count == 2 * 3 * 4)
    }

    @Test(
        "the hash is FNV-1a",
        arguments: [("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C)] as [(String, UInt64)])
    func hash(text: String, expected: UInt64) {
        #expect(StableHash.of(text) == expected)
    }

    @Test("the logarithm agrees with the system's to 1e-14")
    func logarithm() {
        var random = SeededGenerator(seed: 5)
        var values = [
            1, 2, 0.5, 0x1p-53, 1e300, Double.leastNormalMagnitude, 1.4142135623730951, 1.4142135623730954, 0.99999,
            1.00001,
        ]
        values += (0..<2_000).map { _ in 1 - random.unit() }
        for value in values {
            let expected = log(value)
            #expect(abs(SeededGenerator.naturalLogarithm(value) - expected) <= 1e-14 * max(abs(expected), 1e-2))
        }
    }

    @Test("integers fill their range and stay in it", arguments: [0...0, -3...3, 10...19, Int64.min...Int64.max])
    func integers(range: ClosedRange<Int64>) {
        var random = SeededGenerator(seed: 9)
        let drawn = Set((0..<2_000).map { _ in random.integer(in: range) })
        #expect(drawn.allSatisfy(range.contains))
        let width = range.upperBound.subtractingReportingOverflow(range.lowerBound)
        #expect(drawn.count == (width.overflow ? 2_000 : Int(width.partialValue) + 1))
    }

    @Test("exponential gaps have their mean and its variation")
    func exponential() {
        var random = SeededGenerator(seed: 3)
        let gaps = (0..<40_000).map { _ in random.exponential(mean: 30) }
        let mean = gaps.reduce(0, +) / Double(gaps.count)
        let deviation = (gaps.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(gaps.count)).squareRoot()
        #expect(abs(mean - 30) < 0.6)
        #expect(abs(deviation - 30) < 1)
        #expect(gaps.allSatisfy { $0 >= 0 && $0.isFinite })
    }

    @Test("heavy tails have their median, and 1 in 60 is above ten times it")
    func heavyTail() {
        var random = SeededGenerator(seed: 4)
        let values = (0..<40_000).map { _ in random.heavyTailed(median: 1_000) }.sorted()
        #expect(abs(values[20_000] - 1_000) < 25)
        let above = values.count { $0 > 10_000 }
        #expect((560...760).contains(above))
    }
}
