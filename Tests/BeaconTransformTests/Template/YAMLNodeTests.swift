import SearchCluster
import Testing

@testable import BeaconTransform

@Suite struct YAMLNodeTests {
    private func read(_ text: String) throws -> YAMLNode {
        try YAMLNode(utf8: Array(text.utf8), file: "t.yml")
    }

    private func problem(_ bytes: [UInt8]) -> String {
        do {
            return "read as \(try YAMLNode(utf8: bytes, file: "t.yml").json.text)"
        } catch {
            return error.description
        }
    }

    private func problem(_ text: String) -> String { problem(Array(text.utf8)) }

    @Test(
        "An unquoted scalar means what it means in JSON, and is a text otherwise",
        arguments: [
            ("true", true), ("false", false), ("null", .null), ("~", .null), ("0", 0), ("-0", 0), ("360", 360),
            ("-7", -7),
            ("0.05", 0.05), ("1e3", 1000.0), ("-2.5E-1", -0.25), ("9223372036854775807", .integer(.max)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("yes", "yes"), ("no", "no"), ("on", "on"),
            ("off", "off"), ("True", "True"), ("010", "010"), ("0x1F", "0x1F"), ("1_000", "1_000"), ("12:30", "12:30"),
            (".5", ".5"), ("5.", "5."), ("+5", "+5"), ("1e", "1e"), (".inf", ".inf"), ("1.2.3", "1.2.3"),
            ("\"true\"", "true"), ("'360'", "360"), ("\"\"", ""), ("!!str 5", "5"),
        ] as [(String, JSONValue)])
    func scalars(text: String, value: JSONValue) throws {
        #expect(try read("a: \(text)").json == ["a": value])
    }

    @Test("A tree keeps its order and the line of every value")
    func tree() throws {
        let node = try read("b: 1\na:\n  - x\n  - {c: [1, 2.5, null]}\n")
        #expect(node.json == ["b": 1, "a": ["x", ["c": [1, 2.5, .null]]]])
        #expect(node["a"]?.elements?[1]["c"]?.place == .init(file: "t.yml", line: 4))
        #expect(node.entries?.map(\.keyPlace.line) == [1, 2])
    }

    @Test("JSON reads as YAML, tabs, escapes and a byte-order mark included")
    func json() throws {
        let text = "\u{FEFF}{\n\t\"a\\u0041\\/\": [true, \"\\u0000\", \"x\\ty\"],\n\t\"b\": {\"c\": -1.5e2}\n}\n"
        #expect(try read(text).json == ["aA/": [true, "\0", "x\ty"], "b": ["c": -150.0]])
    }

    @Test("Aliases stand for their anchors")
    func aliases() throws {
        #expect(try read("a: &x [1, 2]\nb: *x\n").json == ["a": [1, 2], "b": [1, 2]])
    }

    @Test(
        "What is not read says where and why",
        arguments: [
            ("", "t.yml: the file is empty"),
            ("# nothing\n", "t.yml: the file is empty"),
            ("a: 1\nb: 2\na: 3\n", "t.yml:3: \"a\" stands here and on line 1; a name may come only once"),
            ("a: 1\n---\nb: 2\n", "t.yml:2: a second document starts here; one file holds one document"),
            ("a: &x {b: *x}\n", "t.yml:1: the alias *x names no anchor that is complete above it"),
            (
                "a:\n  <<: {b: 1}\n",
                "t.yml:2: merge keys (<<) are not read; write the names out"
            ),
            (
                "a: !!int 5\n",
                "t.yml:1: the tag tag:yaml.org,2002:int is not read; quotes make a text, and nothing else needs a tag"
            ),
            ("? [a]\n: b\n", "t.yml:1: a name was expected here, found a list, a mapping or an alias"),
            ("a: 1e999\n", "t.yml:1: the number is too large to be held"),
            (
                "a: 1\nb: @x\n",
                "t.yml:2: not valid YAML: found character that cannot start any token while scanning for the next token; "
                    + "a text that starts with @, ` or % needs quotes, and indents are spaces, not tabs"
            ),
            (
                "a: 1\n b: 2\n",
                "t.yml:2: not valid YAML: mapping values are not allowed in this context"
            ),
            (
                "a:\n  - 1\n b: 2\n",
                "t.yml:3: not valid YAML: did not find expected key while parsing a block mapping that starts on line 1"
            ),
            ("a: \"x\u{01}\"\n", "t.yml:1: the character U+0001 is not text; write it as an escape in quotes"),
            ("a: 1\n\u{9B}: 2\n", "t.yml:2: the character U+009B is not text; write it as an escape in quotes"),
            ("a: 1\n\n# \u{FFFE}\n", "t.yml:3: the character U+FFFE is not text; write it as an escape in quotes"),
            ("a: 1\nb: \0\n", "t.yml:2: the character U+0000 is not text; write it as an escape in quotes"),
        ])
    func refusals(text: String, expected: String) {
        #expect(problem(text) == expected)
    }

    @Test("Bytes that are not UTF-8 are refused with their line")
    func notUTF8() {
        #expect(problem(Array("a: 1\nb: ".utf8) + [0xC3, 0x28, 0x0A]) == "t.yml:2: these bytes are not UTF-8 text")
        #expect(problem([0xFF, 0xFE, 0x61, 0x00]) == "t.yml:1: the file is UTF-16; save it as UTF-8")
    }

    @Test("Size, depth and aliases that multiply have a limit")
    func limits() {
        let deep = String(repeating: "[", count: 70) + String(repeating: "]", count: 70)
        #expect(problem(deep) == "t.yml:1: more than 64 lists and mappings inside each other")
        var bomb = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(problem(bomb) == "t.yml:5: more than 100000 values, those that aliases repeat included")
        let large = [UInt8](repeating: UInt8(ascii: "#"), count: YAMLNode.mostBytes + 1)
        #expect(problem(large) == "t.yml: the file is larger than 1 MiB")
    }

    @Test("A missing file and a folder are told apart")
    func files() throws {
        let folder = try TemplateFolder()
        #expect(throws: YAMLError(file: folder.path, line: nil, sentence: "this is a folder, not a file")) {
            _ = try YAMLNode(file: folder.path)
        }
        #expect(throws: YAMLError(file: "/nowhere/x.yml", line: nil, sentence: "there is no such file")) {
            _ = try YAMLNode(file: "/nowhere/x.yml")
        }
    }

    @Test("Random bytes are a value or an error, never a crash", arguments: 0..<8)
    func randomBytes(seed: UInt64) {
        var generator = SmallGenerator(state: seed)
        let alphabet = Array("{}[]:,-?&*!|>'\"%@`#\n\t 0aé<~\\".utf8) + [0, 0x80, 0xFF]
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 0..<80, using: &generator)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            #expect(!problem(bytes).isEmpty)
        }
    }
}

/// A seeded generator (SplitMix64), so that a failure can be repeated.
struct SmallGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
