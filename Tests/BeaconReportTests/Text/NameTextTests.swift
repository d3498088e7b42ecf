import Testing

@testable import BeaconReport

@Suite("Names as they are")
struct NameTextTests {
    @Test(
        "A backslash is itself, unless it would read as an escape",
        arguments: [
            (#"C:\Windows\temp"#, #"C:\Windows\temp"#), (#"\\server\share"#, #"\\server\share"#), ("\\", "\\"),
            (#"C:\users"#, #"C:\users"#), (#"C:\xml"#, #"C:\xml"#), (#"a\nb"#, #"a\nb"#), ("a\nb", #"a\u{A}b"#),
            ("\t\r", #"\u{9}\u{D}"#), ("\u{1B}", #"\u{1B}"#), (#"\u{1B}"#, #"\u{5C}u{1B}"#),
            (#"\x80"#, #"\u{5C}x80"#), (#"\"# + "\u{1B}", #"\\u{1B}"#), (#"\\u{1B}"#, #"\\u{5C}u{1B}"#),
            ("漢\\", "漢\\"), ("", ""),
        ])
    func shown(text: String, expected: String) {
        #expect(NameText(text).description == expected)
    }

    @Test("What is shown can be read back, whatever the text", arguments: 0..<40 as Range<UInt64>)
    func unambiguous(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let pieces = ["\\", "u", "{", "}", "1B", "n", "t", "x", "80", "A", "\n", "\t", "\r", "\u{1B}", "\u{202E}", "é"]
        for _ in 0..<200 {
            let text = (0..<Int.random(in: 0...9, using: &random))
                .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let read = NameText(text).description.replacing(#/\\u\{([0-9A-F]+)\}/#) { match in
                UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map(String.init) ?? "?"
            }
            #expect(Array(read.utf8) == Array(text.utf8), "\(NameText(text))")
        }
    }
}
