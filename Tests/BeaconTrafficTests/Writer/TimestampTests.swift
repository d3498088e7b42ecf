import Foundation
import Testing

@testable import BeaconTraffic

@Suite("Timestamps")
struct TimestampTests {
    private func text(_ millis: Int64) -> String {
        var bytes: [UInt8] = []
        bytes.append(timestamp: millis)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        "moments are written as RFC 3339 with milliseconds",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (1_709_251_199_999, "2024-02-29T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func known(millis: Int64, expected: String) {
        #expect(text(millis) == "\"\(expected)\"")
    }

    @Test("every seventh day from 1970 to 2109 is the one that Foundation says")
    func everySeventhDay() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for day in stride(from: 0 as Int64, to: 51_000, by: 7) {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let expected = String(format: "\"%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
            #expect(text(day * 86_400_000).hasPrefix(expected))
        }
    }

    @Test("the largest and the smallest moment do not trap", arguments: [Int64.min, Int64.max])
    func extremes(millis: Int64) {
        #expect(text(millis).utf8.count == 26)
    }
}
