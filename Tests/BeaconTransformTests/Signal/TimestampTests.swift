import BeaconTransform
import Foundation
import Testing

@Suite("Dates as text")
struct TimestampTests {
    @Test(
        "Known moments",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"),
            (1, "1970-01-01T00:00:00.001Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (1_795_478_437_505, "2026-11-24T00:00:37.505Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
            (253_402_300_800_000, "+10000-01-01T00:00:00.000Z"),
            (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
            (-62_167_219_200_001, "-0001-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func known(millis: Int64, text: String) {
        #expect(Timestamp(millis: millis).description == text)
    }

    @Test("Every day of eight hundred years is the calendar's")
    func calendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        // From 1600 on, where Foundation's calendar is Gregorian throughout.
        for day in stride(from: -135_140, to: 157_000, by: 1) {
            let text = Timestamp(seconds: Int64(day) * 86_400).plainText
            guard day % 61 == 0 || text.hasSuffix("-02-29 00:00:00") || text.hasSuffix("-03-01 00:00:00") else {
                continue
            }
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400))
            let expected = [parts.year ?? 0, parts.month ?? 0, parts.day ?? 0]
            #expect(text.prefix(10).split(separator: "-").compactMap { Int($0) } == expected)
        }
    }

    @Test("The ends of the numbers do not trap", arguments: [Int64.min, Int64.max])
    func ends(number: Int64) {
        #expect(Timestamp(millis: number).description.hasSuffix("Z"))
        #expect(Timestamp(seconds: number).description.hasSuffix("Z"))
    }

    @Test("Earlier sorts first, milliseconds too")
    func order() {
        #expect(Timestamp(millis: -1) < Timestamp(millis: 0))
        #expect(Timestamp(millis: 1_000) < Timestamp(millis: 1_001))
        #expect(Timestamp(seconds: 5) == Timestamp(millis: 5_000))
    }
}
