import TestSupport
import Testing

@testable import BeaconTransform

@Suite("Lines of files")
struct LineReaderTests {
    private func lines(_ bytes: [UInt8], bufferSize: Int = 1 << 20) throws -> [String] {
        let files = try EventFiles()
        var reader = LineReader(try InputFile(files.write(bytes)), bufferSize: bufferSize)
        var lines: [String] = []
        let cancellation = Cancellation()
        while let line = try reader.next(unless: cancellation) { lines.append(String(decoding: line, as: UTF8.self)) }
        #expect(reader.line == lines.count && reader.readBytes == bytes.count)
        return lines
    }

    @Test(
        "Ends of lines, blank lines and byte-order marks are as people write them",
        arguments: [
            ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\r\nb\r\n", ["a", "b"]),
            ("a\n\n\nb", ["a", "", "", "b"]),
            (" \ta b\t \n", ["a b"]), ("\u{FEFF}a\nb", ["a", "b"]), ("\u{FEFF}", []), ("\r\n", [""]),
            ("a\n ", ["a", ""]),
        ])
    func ends(text: String, expected: [String]) throws {
        #expect(try lines(Array(text.utf8)) == expected)
        #expect(try lines(Array(text.utf8), bufferSize: 8) == expected)
        if !text.isEmpty {
            let packed = EventFiles.gzip(Array(text.utf8))
            #expect(try lines(packed) == expected)
        }
    }

    @Test("Lines come out whole, whatever the size of the buffer and however the file is packed")
    func random() throws {
        var random = SeededRandom(seed: 11)
        for _ in 0..<20 {
            let expected = (0..<Int.random(in: 1..<200, using: &random)).map { _ in
                String(repeating: "x", count: random.chance(0.05) ? 5_000 : Int.random(in: 1..<40, using: &random))
                    + "y"
            }
            let whole = Array(expected.joined(separator: "\n").utf8)
            let bufferSize = Int.random(in: 8..<3_000, using: &random)
            #expect(try lines(whole, bufferSize: bufferSize) == expected)
            // Several archives end to end, cut anywhere.
            let cuts = ([0, whole.count] + (0..<3).map { _ in Int.random(in: 0...whole.count, using: &random) })
                .sorted()
            let packed = zip(cuts, cuts.dropFirst()).flatMap { EventFiles.gzip(Array(whole[$0..<$1])) }
            #expect(try lines(packed, bufferSize: bufferSize) == expected)
        }
    }

    @Test("A document of several megabytes is one line")
    func longLine() throws {
        let long = String(repeating: "z", count: 5 << 20)
        #expect(try lines(Array("a\n\(long)\nb".utf8)) == ["a", long, "b"])
    }
}
