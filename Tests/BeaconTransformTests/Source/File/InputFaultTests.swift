import SearchCluster
import Testing

@testable import BeaconTransform

@Suite("Input files that are not what they should be")
struct InputFaultTests {
    private static let event = #"{"@timestamp":"2026-11-24T17:00:00Z","host.name":"h","process.name":"p"}"#

    /// What is said of bytes, at the first line that cannot be read.
    private func error(_ bytes: [UInt8], name: String = "events.ndjson") async throws -> InputError? {
        let files = try EventFiles()
        let file = try files.write(bytes, to: name)
        var error = try await FilePairSource(
            SignalSamples.template(), files: [file], options: InputOptions(mostBadLines: 0)
        ).error()
        if let found = error?.file { error?.file = found == file ? name : found }
        return error
    }

    private func description(_ text: String) async throws -> String? {
        try await error(Array(text.utf8))?.description
    }

    @Test(
        "A fault is named with its line and its cure",
        arguments: [
            (
                "[\(event)]\n",
                "events.ndjson:1: this is a JSON array, expected one document a line; convert it first: jq -c '.[]'"
            ),
            ("[\n  \(event)\n]\n", "events.ndjson:1: this is a JSON array"),
            ("{\n  \"@timestamp\": 1\n}\n", "events.ndjson:1: the document goes on over several lines"),
            ("\n\n  {\"a\":\n1}\n", "events.ndjson:3: the document goes on over several lines"),
            (
                "\(event)\n\(event)\n\(event.dropLast(9))",
                "events.ndjson:3: the document is cut off, or something follows it"
            ),
            (
                "\(event)\nhost,process\n",
                "events.ndjson:2: this is not JSON lines: the line starts with \"host,process\""
            ),
            ("\u{1B}[31mred\n", #"the line starts with "\u{1B}[31mred""#),
            (String(repeating: "x", count: 100), "starts with \"\(String(repeating: "x", count: 40))…\""),
            ("\(event)\n{\"index\":{}}\n", "events.ndjson:2: this is an action line of a bulk request"),
            ("{\"took\":1,\"_shards\":{},\"hits\":{}}", "events.ndjson:1: this is a whole answer to a search"),
            ("\(event)\r\n\r\n\(event)x\r\n", "events.ndjson:3: the document is cut off, or something follows it"),
            (
                #"{"@timestamp":"soon"}"#,
                "events.ndjson:1: @timestamp is \"soon\", expected a time such as 2024-02-29T12:00:00Z"
            ),
            (#"{"source":{"ip":"10.0.0.256"}}"#, "source.ip is \"10.0.0.256\", expected an IPv4 or IPv6 address"),
            (#"{"source":{"bytes":"many"}}"#, "source.bytes is \"many\", expected a whole number"),
            ("PK\u{3}\u{4}junk", "events.ndjson: this is a zip archive; unpack it first"),
            (
                "#separator \\x09\n#path\tdns\n#fields\tts\tid.orig_h\n",
                "events.ndjson:3: this is Zeek's dns log; its connections are in conn.log"
            ),
            ("#separator \\x09\n1\t2\n", "events.ndjson:2: the log has no #fields line before this one"),
            ("#separator tab\n", "the separator of the log is \"tab\", expected one byte such as \\x09"),
            ("a,b\n1,2\n", "events.ndjson:1: none of the columns \"a\", \"b\" is a field that is looked at"),
            ("@timestamp,x,x\n", "events.ndjson:1: the heading has the column \"x\" twice"),
            (
                "@timestamp,host.name\n2026-11-24T17:00:00Z\n",
                "events.ndjson:2: the line has 1 column, the heading has 2; it may be cut off"
            ),
            ("@timestamp,host.name\n1,\"a\n", "events.ndjson:2: a quoted value does not end on its line"),
            ("@timestamp,host.name\n1,\"a\"b\n", "events.ndjson:2: something follows the end of a quoted value"),
            ("@timestamp,host.name\nsoon,a\n", "events.ndjson:2: @timestamp is \"soon\", expected a time"),
        ])
    func fault(text: String, sentence: String) async throws {
        let error = try #require(try await error(Array(text.utf8)))
        #expect(error.code == .malformed)
        #expect(error.description.contains(sentence), "\(error)")
    }

    @Test(
        "A document that would be many thousands of groups is refused, and one that is a thousand is read",
        arguments: [(40, 25, 1, true), (40, 26, 1, false), (3_000, 3_000, 1, false), (2, 2, 1_001, false)])
    func manyGroups(hosts: Int, processes: Int, destinations: Int, isRead: Bool) async throws {
        let event = #"{"@timestamp":"2026-11-24T17:00:00Z","event.category":"network","host.name":"#
        let addresses = (0..<destinations).map { "\"1.1.\($0 / 250).\($0 % 250)\"" }.joined(separator: ",")
        let error = try await error(
            Array(
                "\(event)\(Array(0..<hosts)),\"process.name\":\(Array(0..<processes)),\"destination.ip\":[\(addresses)]}"
                    .utf8))
        #expect((error == nil) == isRead)
        if let error { #expect(error.description.contains("events.ndjson:1: the document has more than 1000 values")) }
    }

    @Test("Other packers and encodings are known by their first bytes")
    func foreign() async throws {
        for (head, sentence) in [
            ([0x28, 0xB5, 0x2F, 0xFD, 0], "zstd"), ([0xFD] + Array("7zXZ".utf8), "xz"), (Array("BZh91".utf8), "bzip2"),
            ([0xFF, 0xFE, 0x7B, 0], "UTF-16"), ([0xFE, 0xFF, 0, 0x7B], "UTF-16"), (Array("PAR1".utf8), "Parquet"),
        ] as [([UInt8], String)] {
            let error = try #require(try await error(head))
            #expect(error.code == .malformed && error.sentence.contains(sentence), "\(error)")
            // The same inside gzip, for a file packed twice.
            let packed = try #require(try await self.error(EventFiles.gzip(head)))
            #expect(packed.sentence == error.sentence)
        }
    }

    @Test("A byte that is not UTF-8 is an error with its line")
    func notUTF8() async throws {
        let bytes = Array(Self.event.utf8) + [10] + Array(#"{"x":""#.utf8) + [0xE9] + Array("\"}\n".utf8)
        #expect(try await error(bytes)?.description.contains("events.ndjson:2: the line is not UTF-8") == true)
    }

    @Test("A gzip archive that is cut off, damaged or followed by something else is refused")
    func brokenArchives() async throws {
        let lines = Array(String(repeating: Self.event + "\n", count: 1_000).utf8)
        let whole = EventFiles.gzip(lines)
        #expect(try await error(whole) == nil)
        for length in [3, 12, whole.count / 2, whole.count - 1] {
            let found = try #require(try await error(Array(whole[..<length])), "\(length)")
            #expect(found.code == .malformed && found.sentence.contains("cut off"), "\(found)")
        }
        var damaged = whole
        damaged[whole.count - 6] ^= 1
        #expect(
            try await error(damaged)?.sentence.contains("the gzip archive is broken (incorrect data check)") == true)
        #expect(try await error(whole + Array("junk".utf8))?.sentence.contains("not gzip follows") == true)
        #expect(try await error(whole + Array(repeating: 0, count: 700)) == nil)
        #expect(try await error(whole + whole[..<20])?.sentence.contains("cut off") == true)
    }

    @Test("A few lines that cannot be read are left out and shown, and one too many refuses the input")
    func badLines() async throws {
        let files = try EventFiles()
        let text = ([Self.event] + Array(repeating: "{", count: 3) + [Self.event]).joined(separator: "\n")
        let file = try files.write(text)
        let other = try files.write(Self.event + "\n\n{]\n", to: "other")
        let options = InputOptions(mostBadLines: 4)
        let source = try FilePairSource(SignalSamples.template(), files: [file, other], options: options)
        #expect(try await source.error() == nil)
        #expect(
            source.warnings.first
                == "4 lines could not be read and were left out, the first: \(file):2: the document is cut off, or something "
                + "follows it on the same line")
        let one = try FilePairSource(SignalSamples.template(), files: [other])
        #expect(try await one.error() == nil)
        #expect(one.warnings.first?.hasPrefix("1 line could not be read and was left out: \(other):3: ") == true)
        let strict = try FilePairSource(
            SignalSamples.template(), files: [file, other], options: InputOptions(mostBadLines: 3))
        let error = try #require(try await strict.error())
        #expect(error.file == file && error.line == 2)
        #expect(error.sentence.contains("more than 3 lines like this cannot be read, the last at line 3 of \(other)"))
        // A file that cannot be read from its first event on is something else than it is taken for.
        let foreign = try files.write("{\n\(Self.event)\n", to: "foreign")
        let refused = try #require(
            try await FilePairSource(SignalSamples.template(), files: [file, foreign], options: options).error())
        #expect(refused.file == foreign && refused.line == 1)
    }

    @Test("Lines behind the heading of another log are not read as connections")
    func joinedLogs() async throws {
        let files = try EventFiles()
        let heading = "#separator \\x09\n#path\tconn\n#fields\tts\tid.orig_h\tid.resp_h\n"
        let text =
            heading + "1\t10.0.0.1\t1.1.1.1\n" + heading.replacing("conn", with: "ssl") + "2\t10.0.0.1\t1.1.1.1\n"
            + heading + "3\t10.0.0.1\t1.1.1.1\n"
        let source = try FilePairSource(SignalSamples.template(), files: [files.write(text)])
        #expect(try await source.error() == nil)
        #expect(source.warnings.first?.hasPrefix("2 lines could not be read and were left out, the first: ") == true)
        #expect(
            source.warnings.last?.hasPrefix(
                "none of the 2 documents read, from 1970-01-01 00:00:01 to 1970-01-01 00:00:03") == true)
    }

    @Test("A column that was named has to be in the heading")
    func columns() async throws {
        let files = try EventFiles()
        let file = try files.write("StartTime,SrcAddr\n1,10.0.0.1\n")
        let columns = [("@timestamp", "Starttime"), ("source.ip", "SrcAddr")].map {
            InputOptions.Column(field: $0.0, name: $0.1)
        }
        let error = try #require(
            try await FilePairSource(
                SignalSamples.template(), files: [file], options: InputOptions(columns: columns)
            ).error())
        #expect(
            error.sentence == "there is no column \"Starttime\", which --column names; did you mean StartTime?",
            "\(error)")
    }

    @Test("A file that does not fit the template that was chosen by another is refused, with the way out")
    func misfit() async throws {
        let files = try EventFiles()
        let zeek = try files.write("#separator \\x09\n#fields\tts\tid.orig_h\n", to: "conn.log")
        var options = InputOptions()
        options.chosenTemplateID = "beaconing"
        let error = try #require(
            try await FilePairSource(SignalSamples.template(), files: [zeek], options: options).error())
        #expect(error.sentence.contains("say --template beaconing-flows, or --template beaconing if that is meant"))
        options.chosenTemplateID = nil
        #expect(try await FilePairSource(SignalSamples.template(), files: [zeek], options: options).error() == nil)
    }

    @Test("A line that never ends is refused before it fills the memory")
    func endlessLine() async throws {
        let bytes = [UInt8](repeating: UInt8(ascii: " "), count: (64 << 20) + 100_000)
        let packed = EventFiles.gzip(Array(#"{"@timestamp":""#.utf8) + bytes)
        #expect(
            try await error(packed)?.description.contains("events.ndjson:1: the line is longer than 64 MiB") == true)
    }

    @Test("A file that cannot be read is told with what the system says")
    func unreadable() async throws {
        let files = try EventFiles()
        let good = try files.write(Self.event)
        let missing = try #require(
            try await FilePairSource(SignalSamples.template(), files: [good, files.path + "/none"]).error())
        #expect(missing.code == .unreadable && missing.file == files.path + "/none")
        #expect(missing.sentence == "the file cannot be read: No such file or directory")
        let folder = try #require(try await FilePairSource(SignalSamples.template(), files: [files.path]).error())
        #expect(folder.code == .unreadable && folder.sentence.contains("this is a directory"))
        let twice = try #require(try await FilePairSource(SignalSamples.template(), files: ["-", "-"]).error())
        #expect(twice.code == .unreadable && twice.sentence == "it is named twice")
        #expect(twice.description == "standard input: it is named twice")
    }

    @Test("A file's name cannot act on a terminal")
    func names() async throws {
        let error = try #require(try await error(Array("x".utf8), name: "a\u{1B}[2J"))
        #expect(error.description.hasPrefix("a\\u{1B}[2J:1: "))
    }
}
