import Testing

@testable import BeaconTransform

@Suite("Times as other tools write them")
struct LooseTimeTests {
    private func millis(_ text: String) -> Int64? {
        Array(text.utf8).withUnsafeBytes { LooseTime.millis($0) }
    }

    @Test(
        "Numbers are seconds or parts of one by their size",
        arguments: [
            ("1588205199.82437", 1_588_205_199_824), ("1588205199", 1_588_205_199_000),
            ("1588205199.9", 1_588_205_199_900), ("1588205199824", 1_588_205_199_824),
            ("1588205199824370", 1_588_205_199_824), ("1588205199824370111", 1_588_205_199_824),
            ("1.58820519982437e9", 1_588_205_199_824), ("0.0", 0), ("99999999999", 99_999_999_999_000),
            ("100000000000", 100_000_000_000),
        ])
    func numbers(text: String, expected: Int64) {
        #expect(millis(text) == expected)
    }

    @Test(
        "Texts may have a space in place of the T",
        arguments: [
            ("2020-08-07 14:39:04.844", 1_596_811_144_844), ("2020-08-07T14:39:04.844Z", 1_596_811_144_844),
            ("2020-08-07 16:39:04.844 +02:00", 1_596_811_144_844), ("2020-08-07 14:39:04.844Z", 1_596_811_144_844),
            ("2020-08-07T14:39:04.844370+0000", 1_596_811_144_844), ("2020-08-07 14:39:04.844 UTC", 1_596_811_144_844),
            ("2020-08-07", 1_596_758_400_000),
        ])
    func texts(text: String, expected: Int64) {
        #expect(millis(text) == expected)
    }

    @Test(
        "What is no time is none",
        arguments: [
            "", "soon", "-1.5e3", "1.2.3", "1e400", "1e", "12:00", "2020-08-07 25:00:00",
            "2020-13-01 00:00:00",
            "99999999999999999999999", String(repeating: "1", count: 41),
        ])
    func others(text: String) {
        #expect(millis(text) == nil)
    }
}
