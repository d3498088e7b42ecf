import TestSupport
import Testing

@testable import BeaconTransform

@Suite("Numbering keys")
struct ByteTableTests {
    @Test("Keys get the numbers that a dictionary would give them, and keep their bytes")
    func numbers() {
        var random = SeededRandom(seed: 3)
        var table = ByteTable()
        var expected: [[UInt8]: Int] = [:]
        for _ in 0..<20_000 {
            let length = Int.random(in: 0..<4, using: &random)
            let key = (0..<length).map { _ in UInt8.random(in: 0..<20, using: &random) }
            #expect(key.withUnsafeBytes { table.find($0) } == expected[key])
            let number = expected[key] ?? expected.count
            expected[key] = number
            #expect(key.withUnsafeBytes { table.intern($0) } == number)
        }
        #expect(table.count == expected.count)
        for (key, number) in expected { #expect(table.key(number) == key) }
    }

    @Test("Pairs are numbered likewise, and listed group by group in the order in which they came")
    func pairs() {
        var random = SeededRandom(seed: 4)
        var table = PairTable()
        var expected: [[UInt32]: Int] = [:]
        for _ in 0..<20_000 {
            let pair = PairTable.Pair(
                group: .random(in: 0..<50, using: &random), other: .random(in: 0..<100, using: &random))
            let number = expected[[pair.group, pair.other]] ?? expected.count
            expected[[pair.group, pair.other]] = number
            #expect(table.intern(pair) == number)
        }
        let (numbers, starts) = table.numbersByGroup(groupCount: 51)
        #expect(starts.count == 52 && starts.last == expected.count)
        for group in 0..<51 {
            let own = Array(numbers[starts[group]..<starts[group + 1]])
            #expect(own == own.sorted())
            #expect(own.allSatisfy { table.pairs[$0].group == UInt32(group) })
        }
    }
}
