import TestSupport
import Testing

@testable import BeaconTransform

@Suite("Whole numbers of documents")
struct WholeNumberTests {
    @Test(
        "A number is cut toward zero, exactly",
        arguments: [
            ("443", 443), ("+443", 443), ("-443", -443), ("443.7", 443), ("-443.9", -443), ("1e3", 1000),
            ("4.43e2", 443), ("4.439E+2", 443), ("44300e-2", 443), ("0", 0), ("-0", 0), ("007", 7), (".5", 0),
            ("5.", 5), ("9223372036854775807", .max), ("-9223372036854775808", .min),
            ("9223372036854775807.9", .max), ("9007199254740993.5", 9_007_199_254_740_993),
            ("1e18", 1_000_000_000_000_000_000),
            ("0e999999999999", 0), ("1e-999999999999", 0), ("0.00000000000000000001e20", 1),
            ("922337203685477580700e-2", .max),
        ] as [(String, Int64)])
    func reads(text: String, value: Int64) {
        #expect(WholeNumber(text.utf8)?.value == value)
    }

    @Test(
        "Other text and what does not fit is refused",
        arguments: [
            "", "-", "+", ".", "e5", "1e", "1e+", "abc", "443d", "0x1F", " 443", "443 ", "1.2.3", "--1", "1e1.5",
            "9223372036854775808", "-9223372036854775809", "1e19", "1e400", "NaN", "Infinity", "١",
        ])
    func refuses(text: String) {
        #expect(WholeNumber(text.utf8) == nil)
    }

    @Test("Rounding finds the whole numbers on both sides of a fraction")
    func rounding() throws {
        for (text, up, down) in [("79.5", 80, 79), ("-5.5", -5, -6), ("7", 7, 7), ("-7", -7, -7), ("-0.5", 0, -1)]
            as [(String, Int64, Int64)]
        {
            let number = try #require(WholeNumber(text.utf8))
            #expect(number.roundedUp == up && number.roundedDown == down, "\(text)")
        }
        #expect(WholeNumber("9223372036854775807.5".utf8)?.roundedUp == nil)
        #expect(WholeNumber("-9223372036854775808.5".utf8)?.roundedDown == nil)
    }

    @Test("Any number survives being moved across the decimal point")
    func shifted() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<2_000 {
            let value = Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0..<63, using: &random)
            let zeros = Int.random(in: 0..<5, using: &random)
            let text = "\(value)" + String(repeating: "0", count: zeros) + "e-\(zeros)"
            #expect(WholeNumber(text.utf8)?.value == value, "\(text)")
            #expect(WholeNumber("\(value).25".utf8)?.hasFraction == true)
        }
    }
}
