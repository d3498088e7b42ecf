import Testing

@testable import BeaconReport

@Suite("Text in columns")
struct CellTextTests {
    @Test(
        "Columns of characters",
        arguments: [
            ("", 0), ("abc", 3), ("漢字", 4), ("한글", 4), ("ｗ", 2), ("ｱ", 1), ("🦊", 2), ("e\u{301}", 1), ("é", 1),
            ("…", 1),
            ("·", 1), ("ไทย", 3), ("กี่", 1), ("Ω", 1), ("\u{20000}", 2),
        ])
    func widths(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test(
        "A name that does not fit keeps both its ends",
        arguments: [
            ("rundll32.exe", 12, "rundll32.exe"), ("rundll32.exe", 11, "rundl…2.exe"), ("rundll32.exe", 3, "r…e"),
            ("rundll32.exe", 2, "r…"), ("rundll32.exe", 1, "…"), ("rundll32.exe", 0, ""),
            ("漢字漢字漢字", 7, "漢…字"), ("漢字漢字漢字", 6, "漢…字"), ("ae\u{301}bcde\u{301}", 3, "a…e\u{301}"),
        ])
    func fitted(text: String, columns: Int, expected: String) {
        let fitted = CellText(text).fitted(to: columns)
        #expect(Array(fitted.utf8) == Array(expected.utf8))
        #expect(DisplayWidth.of(fitted) <= columns)
    }

    @Test("Lines are broken at spaces, what follows is indented, a word too long is cut")
    func wrapped() {
        #expect(WrappedText("one two three", width: 7).lines == ["one two", "three"])
        #expect(WrappedText("one two three", width: 7, indent: 2).lines == ["one two", "  three"])
        #expect(WrappedText("abcdefghij k", width: 4, indent: 1).lines == ["abcd", " efg", " hij", " k"])
        #expect(WrappedText("", width: 10).lines == [""])
    }
}
