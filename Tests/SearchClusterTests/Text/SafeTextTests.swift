import SearchCluster
import Testing

@Suite("Text that others wrote")
struct SafeTextTests {
    @Test(
        "What a terminal would act on is shown, not done",
        arguments: [
            ("plain ünïcode 主机 🙂", "plain ünïcode 主机 🙂"), ("a\nb\r\tc", #"a\nb\r\tc"#),
            ("\u{1B}[31mred\u{07}", #"\u{1B}[31mred\u{7}"#), ("a\u{0}b", #"a\u{0}b"#), ("a\u{9B}31m", #"a\u{9B}31m"#),
            ("evil\u{202E}exe.txt", #"evil\u{202E}exe.txt"#), ("a\u{2066}b\u{2069}", #"a\u{2066}b\u{2069}"#),
            ("a\u{200B}\u{FEFF}\u{AD}b", #"a\u{200B}\u{FEFF}\u{AD}b"#), ("a\u{2028}b", #"a\u{2028}b"#),
            (#"C:\u{41}"#, #"C:\\u{41}"#), ("a\u{E0041}", #"a\u{E0041}"#), ("\u{7F}", #"\u{7F}"#), ("", ""),
        ])
    func controls(text: String, shown: String) {
        #expect(SafeText(text).description == shown)
    }

    @Test(
        "Bytes that are not UTF-8 are shown one by one",
        arguments: [
            ([0x61, 0xFF, 0x62], #"a\xFFb"#), ([0xC3], #"\xC3"#), ([0xC3, 0x28], #"\xC3("#),
            ([0xED, 0xA0, 0x80], #"\xED\xA0\x80"#), ([0xC0, 0x80], #"\xC0\x80"#),
            ([0xF0, 0x9F, 0x99], #"\xF0\x9F\x99"#),
            ([0x80, 0x0A], #"\x80\n"#), ([0xF5, 0x80, 0x80, 0x80], #"\xF5\x80\x80\x80"#),
        ] as [([UInt8], String)])
    func invalid(bytes: [UInt8], shown: String) {
        #expect(SafeText(utf8: bytes).description == shown)
    }

    @Test("Whatever the bytes, nothing treacherous is left, and different bytes look different", arguments: 0..<20)
    func random(seed: Int) {
        var numbers = SeededNumbers(seed: seed)
        let awkward: [UInt8] = [0x5C, 0x78, 0xEF, 0xBF, 0xBD, 0x80, 0xE2, 0x0A, 0x41, 0x7B]
        var seen: [String: [UInt8]] = [:]
        for _ in 0..<200 {
            let bytes = (0..<Int.random(in: 0...6, using: &numbers)).map { _ in
                awkward[Int.random(in: 0..<awkward.count, using: &numbers)]
            }
            let shown = SafeText(utf8: bytes).description
            #expect(!shown.unicodeScalars.contains(where: SafeText.isTreacherous))
            if let other = seen[shown] { #expect(other == bytes) }
            seen[shown] = bytes
        }
    }
}
