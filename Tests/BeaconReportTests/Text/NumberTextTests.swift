import SearchCluster
import Testing

@testable import BeaconReport

@Suite("Numbers for people")
struct NumberTextTests {
    @Test(
        "Lengths of time",
        arguments: [
            (0, "0s"), (45, "45s"), (60, "1m"), (90, "1m 30s"), (3_600, "1h"), (3_630, "1h 30s"),
            (90_061, "1d 1h 1m 1s"),
            (-5, "0s"),
        ] as [(Int64, String)])
    func durations(seconds: Int64, text: String) {
        #expect(DurationText(seconds: seconds).description == text)
    }

    @Test(
        "Time taken",
        arguments: [
            (0.004, "0.00 s"), (0.42, "0.42 s"), (9.99, "9.99 s"), (9.996, "10.0 s"), (119.9, "119.9 s"),
            (119.96, "2m"), (200, "3m 20s"), (.nan, "0.00 s"), (-1, "0.00 s"),
        ] as [(Double, String)])
    func elapsed(seconds: Double, text: String) {
        #expect(ElapsedText(seconds: seconds).description == text)
    }

    @Test(
        "Bytes",
        arguments: [
            (0, "0 B"), (0.4, "0 B"), (999.4, "999 B"), (999.5, "1.0 kB"), (1_240, "1.2 kB"), (9_949, "9.9 kB"),
            (9_950, "10 kB"), (80_000, "80 kB"), (999_499, "999 kB"), (999_500, "1.0 MB"), (3.4e9, "3.4 GB"),
            (1e18, "1.0 EB"), (.nan, "-"), (-1, "-"),
        ] as [(Double, String)])
    func bytes(value: Double, text: String) {
        #expect(ByteText(value).description == text)
    }

    @Test(
        "Fixed digits",
        arguments: [
            (0.984, 2, "0.98"), (0.985_1, 2, "0.99"), (-0.2, 2, "-0.20"), (-0.001, 2, "0.00"), (1, 2, "1.00"),
            (12.5, 0, "13"), (.infinity, 2, "-"), (0.05, 1, "0.1"),
        ] as [(Double, Int, String)])
    func decimals(value: Double, digits: Int, text: String) {
        #expect(DecimalText(value, digits: digits).description == text)
    }

    @Test(
        "Counts",
        arguments: [
            (0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567"), (.max, "9,223,372,036,854,775,807"),
        ] as [(Int64, String)])
    func counts(count: Int64, text: String) {
        #expect(CountText(count).description == text)
        #expect(CountText(1, "page").description == "1 page")
        #expect(CountText(0, "page").description == "0 pages")
    }
}
