import BeaconScore
import Testing

@testable import BeaconReport
@testable import BeaconTransform

@Suite("Events over time as text")
struct ActivityGridTests {
    /// What the page's script reads.
    static func counts(of text: String, among count: Int) -> [Int] {
        var counts = Array(repeating: 0, count: count)
        var place = 0
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): place += Int(byte - UInt8(ascii: "a")) + 1
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                counts[place] = Int(byte - UInt8(ascii: "A")) + 10
                place += 1
            case UInt8(ascii: "1")...UInt8(ascii: "9"):
                counts[place] = Int(byte - UInt8(ascii: "0"))
                place += 1
            default:
                counts[place] = Int(String(decoding: rest.prefix { $0 != UInt8(ascii: ")") }, as: UTF8.self)) ?? -1
                rest = rest.drop { $0 != UInt8(ascii: ")") }.dropFirst()
                place += 1
            }
        }
        return counts
    }

    private func window(buckets: Int) -> Window {
        var window = ReportSamples.window
        window.bucketCount = buckets
        return window
    }

    @Test("Single events, many, and none have the letters that are told")
    func letters() {
        let grid = ActivityGrid(window(buckets: 40))
        let now = ReportSamples.window.nowSeconds
        let times = [0, 60, 60, 39 * 60].map { now - Int64($0) } + Array(repeating: now - 120, count: 10)
        #expect(grid.text(of: times + Array(repeating: now - 180, count: 36)) == "1zi(36)A21")
        #expect(grid.text(of: []) == "" && grid.text(of: [now - 2_400, now + 60]) == "")
    }

    @Test("Every count comes back, whatever the span", arguments: [1, 7, 360, 719, 720, 721, 1_440, 100_000])
    func round(buckets: Int) {
        var random = SeededRandom(seed: UInt64(buckets))
        let window = window(buckets: buckets)
        let grid = ActivityGrid(window)
        #expect(grid.count <= ActivityGrid.most && grid.firstSecond <= window.firstSecond)
        #expect(grid.count * grid.stretchSeconds >= buckets * 60)
        var times: [Int64] = []
        for _ in 0..<Int.random(in: 0...400, using: &random) {
            let second = Int64.random(in: window.firstSecond...window.nowSeconds, using: &random)
            times += Array(
                repeating: second, count: [1, 1, 2, 9, 10, 35, 36, 1_000].randomElement(using: &random) ?? 1)
        }
        var expected = Array(repeating: 0, count: grid.count)
        for second in times {
            expected[grid.count - 1 - Int((window.nowSeconds - second) / Int64(grid.stretchSeconds))] += 1
        }
        #expect(Self.counts(of: grid.text(of: times), among: grid.count) == expected)
        #expect(expected.reduce(0, +) == times.count)
    }
}
