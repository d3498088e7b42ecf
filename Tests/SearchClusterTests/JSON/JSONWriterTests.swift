import SearchCluster
import Testing

@Suite("Writing JSON")
struct JSONWriterTests {
    @Test(
        "Values are written as they are",
        arguments: [
            (JSONValue.null, "null"), (true, "true"), (false, "false"), (0, "0"),
            (.integer(.min), "-9223372036854775808"),
            (.integer(.max), "9223372036854775807"), (1.5, "1.5"), (.number(.nan), "null"),
            (.number(.infinity), "null"),
            (.number(1e300), "1e+300"), (.number(-0.0), "-0.0"), ([], "[]"),
            ([1, "a", [.null]], #"[1,"a",[null]]"#),
            ([:], "{}"), (["b": 1, "a": ["c": true]], #"{"b":1,"a":{"c":true}}"#),
        ] as [(JSONValue, String)])
    func values(value: JSONValue, text: String) {
        #expect(value.text == text)
    }

    @Test(
        "Quotes, backslashes and what a terminal would act on are escaped",
        arguments: [
            (#"a"b\c"#, #""a\"b\\c""#), ("\n\r\t", #""\n\r\t""#), ("\u{0}\u{1B}\u{7F}", #""\u0000\u001b\u007f""#),
            ("\u{85}\u{9B}", #""\u0085\u009b""#), ("\u{202E}\u{2028}\u{2066}", #""\u202e\u2028\u2066""#),
            ("\u{FEFF}", #""\ufeff""#), ("\u{FFFD}\u{FFFE}\u{FFFF}", "\"\u{FFFD}\\ufffe\\uffff\""),
            ("é主🙂\u{200B}", "\"é主🙂\u{200B}\""), ("", "\"\""),
        ])
    func strings(text: String, written: String) {
        #expect(JSONValue.string(text).text == written)
    }

    @Test("Bytes that are not UTF-8 are passed on and disturb nothing behind them")
    func invalid() {
        var writer = JSONWriter()
        writer.append(string: [0xE2, 0x80, 0x22, 0xC2, 0x41, 0xE2, 0x80, 0xAE, 0x80, 0xAE])
        #expect(
            writer.bytes == Array("\"".utf8) + [0xE2, 0x80] + Array(#"\""#.utf8) + [0xC2, 0x41] + Array(#"\u202e"#.utf8)
                + [0x80, 0xAE] + Array("\"".utf8))
    }

    @Test("A writer that forgets begins anew")
    func reuse() {
        var writer = JSONWriter(capacity: 10)
        writer.append("a")
        writer.append(byte: 10)
        writer.append(raw: "{}".utf8)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "\"a\"\n{}")
        writer.removeAll()
        #expect(writer.bytes.isEmpty)
    }
}
