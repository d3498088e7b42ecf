import Testing

@testable import BeaconTransform

@Suite struct TimeSpanTests {
    @Test(
        "A number and a unit are read, and written in the unit people say",
        arguments: [
            ("90s", 90, "90s"), ("10m", 600, "10m"), ("600s", 600, "10m"), ("6h", 21_600, "6h"), ("2d", 172_800, "48h"),
            ("30d", 2_592_000, "30d"), ("0s", 0, "0s"), ("24h", 86_400, "24h"), ("007m", 420, "7m"),
            ("36525d", 3_155_760_000, "36525d"),
        ])
    func reads(text: String, seconds: Int, written: String) throws {
        let span = try TimeSpan(text)
        #expect(span.seconds == seconds)
        #expect(span.description == written)
        #expect(try TimeSpan(span.description) == span)
    }

    @Test(
        "Anything else is refused",
        arguments: ["", "6", "h", "1.5h", "-1h", "+1h", "1h30m", "6 h", "500ms", "1w", "6H", "٣h", "6h\n"])
    func refuses(text: String) {
        #expect(throws: TimeSpanError.self) { _ = try TimeSpan(text) }
    }

    @Test("What would overflow is refused", arguments: ["36526d", "9223372036854775807d", "99999999999999999999s"])
    func tooLong(text: String) {
        #expect(throws: TimeSpanError(description: "\"\(text)\" is more than a hundred years")) {
            _ = try TimeSpan(text)
        }
    }
}
