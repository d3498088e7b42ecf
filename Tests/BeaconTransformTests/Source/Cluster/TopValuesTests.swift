import TestSupport
import Testing

@testable import BeaconTransform

@Suite("The most frequent values")
struct TopValuesTests {
    @Test(
        "The best few are those that sorting finds, ties in ascending order", arguments: 0..<40 as Range<UInt64>,
        [0, 1, 3, 10, 500])
    func sorted(seed: UInt64, most: Int) {
        var random = SeededRandom(seed: seed)
        let values = (0..<Int64.random(in: 0...200, using: &random)).map { number in
            GroupContext.Destination(
                value: seed % 2 == 0 ? .integer(number) : .address(IPAddress(high: 0, low: UInt64(number) << 16)),
                documents: .random(in: 1...(seed % 3 == 0 ? 3 : 1_000), using: &random))
        }
        var top = TopValues(most)
        for value in values { top.add(value.value, documents: value.documents) }
        let expected = values.sorted { ($1.documents, $0.value) < ($0.documents, $1.value) }.prefix(most)
        #expect(top.destinations == Array(expected))
    }
}
