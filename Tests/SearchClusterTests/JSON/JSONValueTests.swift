import SearchCluster
import Testing

@Suite("JSON values")
struct JSONValueTests {
    private static func random(_ numbers: inout SeededNumbers, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &numbers) {
        case 0: .null
        case 1: .boolean(Bool.random(using: &numbers))
        case 2: .integer(Int64(truncatingIfNeeded: numbers.next()))
        case 3: .number(Double.random(in: -1e9...1e9, using: &numbers) + 0.5)
        case 4, 5: .string(randomText(&numbers))
        case 6: .array((0..<Int.random(in: 0...4, using: &numbers)).map { _ in random(&numbers, depth: depth - 1) })
        default:
            .object(
                (0..<Int.random(in: 0...4, using: &numbers)).map { place in
                    .init(randomText(&numbers) + "\(place)", random(&numbers, depth: depth - 1))
                })
        }
    }

    private static func randomText(_ numbers: inout SeededNumbers) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...5, using: &numbers) {
            let ranges: [ClosedRange<UInt32>] = [
                0...0x7F, 0x20...0x7E, 0x80...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF,
            ]
            let range = ranges[Int.random(in: 0..<ranges.count, using: &numbers)]
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &numbers)) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    @Test("What is written is read back the same, members in order", arguments: 0..<50)
    func roundTrip(seed: Int) {
        var numbers = SeededNumbers(seed: seed)
        let value = Self.random(&numbers, depth: 4)
        #expect(JSONValue(parsing: value.bytes) == value, "\(value.text)")
    }

    @Test(
        "Texts are read to the letter",
        arguments: [
            ("0", 0), ("-0", 0), ("-1", -1), ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9223372036854775808)), ("9007199254740993", 9_007_199_254_740_993),
            ("1.0", 1.0), ("1e3", 1000.0), ("1E-2", 0.01), ("\"\"", ""), (#""\u0000\u00e9\ud83d\ude42\/""#, "\u{0}é🙂/"),
            (" [ ] ", []), ("\t{\n}\r", [:]), (#"{"b":1,"a":2}"#, ["b": 1, "a": 2]),
            (#"{"e\u0301":1,"\u00e9":2}"#, ["e\u{301}": 1, "\u{e9}": 2]),
        ] as [(String, JSONValue)])
    func letters(text: String, value: JSONValue) {
        #expect(JSONValue(parsing: Array(text.utf8)) == value)
    }

    @Test(
        "What is not JSON is none",
        arguments: [
            "", " ", "nul", "nulll", "tru", "01", "-", "+1", "1.", ".5", "1e", "1e+", "0x1", "NaN", "Infinity", "'a'",
            "\"a", "\"\u{1}\"", #""\x""#, #""\u12""#, #""\ud800""#, #""\udc00\ud800""#, "[1,]", "[,1]", "[1 2]", "[",
            "]",
            "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:1}", "{", "1 2", "{}}", "[1]x", "\u{FEFF}{}", "/**/1",
        ])
    func malformed(text: String) {
        #expect(JSONValue(parsing: Array(text.utf8)) == nil)
    }

    @Test(
        "Bytes that are not UTF-8 are no JSON",
        arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] as [[UInt8]])
    func encoding(bytes: [UInt8]) {
        #expect(JSONValue(parsing: bytes) == nil)
    }

    @Test("Nesting without end is none, and does no harm")
    func depth() {
        #expect(
            JSONValue(parsing: Array((String(repeating: "[", count: 100) + String(repeating: "]", count: 100)).utf8))
                != nil)
        for text in ["[", "{\"a\":", "[{\"a\":"] {
            #expect(JSONValue(parsing: Array(String(repeating: text, count: 200_000).utf8)) == nil)
        }
    }

    @Test("Truncated anywhere, a text is none")
    func truncated() {
        let text = Array(#"{"a":[1,2.5e3,"x\u00e9\n",true,false,null],"b":{"c":{}}}"#.utf8)
        #expect(JSONValue(parsing: text) != nil)
        for count in 0..<text.count { #expect(JSONValue(parsing: Array(text[..<count])) == nil) }
    }

    @Test("Members are found by their bytes, the first of a name")
    func access() {
        let value: JSONValue = .object([.init("é", 1), .init("e\u{301}", 2), .init("a", "x"), .init("a", "y")])
        #expect(value["é"]?.integer == 1)
        #expect(value["e\u{301}"]?.integer == 2)
        #expect(value["a"]?.string == "x")
        #expect(value["b"] == nil)
        #expect((["a"] as JSONValue)["a"] == nil)
        #expect(JSONValue.string("é") != .string("e\u{301}"))
        #expect(JSONValue.number(3).integer == 3)
        #expect(JSONValue.number(3.5).integer == nil)
        #expect(JSONValue.number(1e300).integer == nil)
        #expect(JSONValue.integer(3).number == 3)
        #expect(JSONValue.string("3").number == nil)
    }
}
