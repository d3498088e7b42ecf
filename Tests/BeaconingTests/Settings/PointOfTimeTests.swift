import Testing

@testable import beaconing

@Suite("Point of time")
struct PointOfTimeTests {
    /// 2026-11-23T10:00:00Z, a Monday.
    private static let monday: Int64 = 1_795_428_000

    private func read(_ text: String, clock: Int64 = monday) throws(Failure) -> Int64 {
        try PointOfTime(text, for: "--now", clockSeconds: clock).seconds
    }

    @Test(
        "RFC 3339 with zone, fraction and either case",
        arguments: [
            ("2026-11-23T10:00:00Z", monday), ("2026-11-23t10:00:00z", monday), ("2026-11-23 10:00:00Z", monday),
            ("2026-11-23T10:00:00.999Z", monday), ("2026-11-23T11:00:00+01:00", monday),
            ("2026-11-23T04:30:00-05:30", monday), ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1),
            ("2024-02-29T00:00:00Z", 1_709_164_800), ("1795428000", monday), ("0", 0),
        ])
    func times(_ text: String, _ seconds: Int64) throws {
        #expect(try read(text) == seconds)
    }

    @Test(
        "Date math on the clock",
        arguments: [
            ("now", 90_061 as Int64, 90_061 as Int64), ("now-1h", 90_061, 86_461), ("now/h", 90_061, 90_000),
            ("now/d", 90_061, 86_400),
            ("now-1h/h", 90_061, 86_400), ("now-1d/d+30m", 90_061, 1_800), ("now+90s", 0, 90), ("now-h", 7_200, 3_600),
            ("now/w", monday, monday - 36_000), ("now-1d/w", monday, monday - 36_000 - 604_800), ("now/m", -1, -60),
        ])
    func dateMath(_ text: String, _ clock: Int64, _ seconds: Int64) throws {
        #expect(try read(text, clock: clock) == seconds)
    }

    @Test(
        "Anything else is refused with what to write",
        arguments: [
            "", "yesterday", "2026-11-23", "2026-11-23T10:00:00", "2026-02-30T10:00:00Z", "2026-11-23T25:00:00Z",
            "2026-11-23T10:00:00Z!", "2026-1-2T10:00:00Z", "1795428000000", "now-", "now-1", "now1h", "now-1M", "now/y",
            "now*2", "now/2h", "-5", "now-99999999999d", "now-999999999w", "２０２６-11-23T10:00:00Z", "now-１h",
        ])
    func refused(_ text: String) {
        let failure = #expect(throws: Failure.self) { try read(text) }
        #expect(failure?.code == .usage)
        #expect(failure?.sentence.hasPrefix("--now") == true)
    }

    @Test("A time without a zone is told how to get one")
    func zoneMissing() {
        let failure = #expect(throws: Failure.self) { try read("2026-11-23T10:00:00") }
        #expect(failure?.cure?.contains("add Z") == true)
    }

    @Test("What is printed reads back as the same moment", arguments: [0, 1_709_164_800, monday, -1, 253_402_300_799])
    func printed(_ seconds: Int64) throws {
        #expect(try read(PointOfTime(seconds: seconds).description) == seconds)
    }
}
