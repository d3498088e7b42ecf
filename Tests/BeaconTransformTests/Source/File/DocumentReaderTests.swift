import SearchCluster
import Testing

@testable import BeaconTransform

@Suite("Documents on a line")
struct DocumentReaderTests {
    private static func fields(_ names: [String]) -> EventFields {
        var fields = EventFields()
        for name in names { _ = fields.place(of: name) }
        return fields
    }

    private func texts(_ name: String, in document: String) throws -> [String] {
        try QueryAsker.withValues(of: document, Self.fields([name, "h.other"])) { values in
            values.texts(of: 0).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    @Test(
        "A field is found however dots and objects are mixed",
        arguments: [
            (#"{"h.a.name":"x"}"#, ["x"]), (#"{"h":{"a":{"name":"x"}}}"#, ["x"]), (#"{"h.a":{"name":"x"}}"#, ["x"]),
            (#"{"h":{"a.name":"x"}}"#, ["x"]),
            (#"{"h.a.name":"x","h":{"a.name":"y","a":{"name":"z"}}}"#, ["x", "y", "z"]),
            (#"{"h":[{"a":{"name":"x"}},{"a":[{"name":["y",["z",null]]}]},[{"a.name":"w"}]]}"#, ["x", "y", "z", "w"]),
            (#"{"h":{"a":{"name":null}}}"#, []), (#"{"h":null}"#, []), (#"{"h":[]}"#, []), (#"{"h":{}}"#, []),
            ("{}", []),
            (#"{"h":{"a":{"names":"x","nam":"y","":"z"}},"name":"w"}"#, []), (#"{"h.a":[null,{}],"h.a.nam":1}"#, []),
            (#"{"\u0068.\u0061":{"n\u0061me":"x"}}"#, ["x"]), (#"{"h\".a.name":"y","h.a.name":"x"}"#, ["x"]),
            (
                #"{ "h" : { "a" : { "name" : [ 1.50 , true , false , 1e3 , -0 , 12345678901234567890123 ] } } }"#,
                ["1.50", "true", "false", "1e3", "-0", "12345678901234567890123"]
            ),
            (#"{"_index":"logs","_id":"1","_source":{"h":{"a.name":"x"}},"sort":[1]}"#, ["x"]),
        ])
    func found(document: String, expected: [String]) throws {
        #expect(try texts("h.a.name", in: document) == expected)
    }

    @Test(
        "Text is unescaped to the bytes that an engine keeps",
        arguments: [
            (#"a\"b\\c\/d\b\f\n\r\t"#, "a\"b\\c/d\u{8}\u{c}\n\r\t"), (#"\u00e9\u20AC"#, "é€"),
            (#"\ud834\udd1e!"#, "𝄞!"),
            (#"a\u0000b"#, "a\0b"), (#"\ud800"#, "\u{FFFD}"), (#"a\udc00b"#, "a\u{FFFD}b"),
            (#"\ud800\ud834\udd1e"#, "\u{FFFD}𝄞"),
            (#"\ud800\u0041"#, "\u{FFFD}A"), (#"\ud800x"#, "\u{FFFD}x"), ("plain é 𝄞", "plain é 𝄞"), ("", ""),
        ])
    func unescaped(json: String, expected: String) throws {
        let found = try texts("k", in: #"{"k":"\#(json)"}"#)
        #expect(found.map { Array($0.utf8) } == [Array(expected.utf8)])
    }

    @Test(
        "A line that an engine would refuse is refused, saying why",
        arguments: [
            (#"{"k":"a"} x"#, "cut off, or something follows it"),
            (#"{"k":"a"}{"k":"b"}"#, "something follows the document"),
            (#"{"k":"a","k":"b"}"#, "a member stands twice in one object, on the way to k"),
            (#"{"h":{"name":"a"},"h":{}}"#, "a member stands twice in one object, on the way to h.name"),
            (#"{"h":{"name":"a","name":"b"}}"#, "on the way to h.name"),
            (#"{"k":"a","\u006b":"b"}"#, "on the way to k"),
            (#"{"k":{"x":1}}"#, "k is an object, expected a value"), (#"{"k":[{}]}"#, "k is an object"),
            (#"{"h":"x"}"#, "a plain value stands where an object with h.name in it is expected"),
            (#"{"h":[{"name":"a"},1]}"#, "a plain value stands where"),
            (#"{"ip":"x"}"#, "ip is \"x\", expected an IPv4 or IPv6 address"),
            (#"{"ip":["10.0.0.1",1]}"#, "ip is \"1\""), (#"{"ip":true}"#, "ip is \"true\""),
            (#"{"ip":""}"#, "ip is \"\""),
            (#"{"port":"abc"}"#, "port is \"abc\", expected a whole number of 64 bits"),
            (#"{"port":true}"#, "port is \"true\""),
            (#"{"port":9223372036854775808}"#, "port is \"9223372036854775808\""),
            (#"{"@timestamp":"yesterday"}"#, "@timestamp is \"yesterday\", expected a time such as"),
            (#"{"@timestamp":""}"#, "@timestamp is \"\""), (#"{"@timestamp":true}"#, "@timestamp is \"true\""),
            (#"{"@timestamp":"\u001b[2Jx"}"#, "@timestamp is \"\\u{1B}[2Jx\""), (#"{"k":01}"#, "a number is malformed"),
            (#"{"k":NaN}"#, "not one JSON document"), (#"{"k":tru}"#, "not one JSON document"),
            (#"{"k":nul}"#, "not one JSON document"),
            (#"{"k":1.}"#, "a number is malformed"), (#"{"k":+1}"#, "not one JSON document"),
            (#"{"k":-}"#, "a number is malformed"),
            (#"{"k":"a\xb"}"#, "a string holds an unknown escape"), (#"{"k":"\u12g4"}"#, "a broken \\u escape"),
            ("{\"k\":\"a\tb\"}", "not one JSON document"), (#"{"k":"a"#, "the document is cut off"),
            (#"{"k":{"#, "the document is cut off"), (#"{"k":["a"}"#, "the document is cut off"),
            (#"{"k" "a"}"#, "not one JSON document"),
            (#"{"k":"a",}"#, "not one JSON document"), (#"[{"k":"a"}]"#, "this is a JSON array"),
            (#"{"index":{"_index":"logs"}}"#, "an action line of a bulk request"),
            (#"{"create":{}}"#, "an action line of a bulk request"),
            (#"{"took":1,"_shards":{},"hits":{"hits":[]}}"#, "a whole answer to a search"),
            (#"{"_source":"x"}"#, "_source is no object"),
        ])
    func refused(document: String, sentence: String) throws {
        let fields = Self.fields(["k", "h.name", "ip", "port", "@timestamp"])
        let fault = try #require(throws: LineFault.self) {
            try QueryAsker.withValues(of: document, fields) { _ in }
        }
        #expect(fault.sentence.contains(sentence), "\(fault.sentence)")
    }

    @Test("Bytes that are not UTF-8 are refused, wherever they stand")
    func notUTF8() throws {
        let reader = try DocumentReader(Self.fields(["k"]))
        var values = EventValues(fieldCount: 1)
        let line = Array(#"{"other":"a"#.utf8) + [0xFF] + Array(#"b"}"#.utf8)
        let fault = #expect(throws: LineFault.self) {
            try (line + Array(repeating: 0, count: 64)).withUnsafeBytes {
                try reader.read(UnsafeRawBufferPointer(rebasing: $0[..<line.count]), into: &values)
            }
        }
        #expect(fault?.sentence.contains("not UTF-8") == true)
    }

    @Test("Nesting without end is refused where a wanted field is looked for, and skipped elsewhere")
    func depth() throws {
        let deep = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
        #expect(throws: LineFault.self) { try texts("k", in: #"{"k":\#(deep)}"#) }
        #expect(try texts("k", in: #"{"other":\#(deep),"k":"a"}"#) == ["a"])
    }

    @Test(
        "Whole numbers and times are read as the engines index them",
        arguments: [
            (#"{"port":[443,"80","443.9",-1.9,1e3,"+7",""]}"#, "port", [443, 80, 443, -1, 1000, 7]),
            (
                #"{"@timestamp":["2024-01-01",1704067200000.9,"1704067200000",2024]}"#, "@timestamp",
                [1_704_067_200_000, 1_704_067_200_000, 1_704_067_200_000, 1_704_067_200_000]
            ),
        ] as [(String, String, [Int64])])
    func numbers(document: String, field: String, expected: [Int64]) throws {
        let found = try QueryAsker.withValues(of: document, Self.fields([field])) { Array($0.integers(of: 0)) }
        #expect(found == expected)
    }

    @Test("A field of which only presence is asked counts anything below it, and null as nothing")
    func presence() throws {
        for (document, isThere) in [
            (#"{"h":{"x":{"y":1}}}"#, true), (#"{"h.x":[[],{"y":"a"}]}"#, true), (#"{"h":"a"}"#, true),
            (#"{"h":[{}]}"#, false),
            (#"{"h":{"x":null,"y":[],"z":{"w":[null]}}}"#, false), (#"{"hx":1,"x":{"h":1}}"#, false),
            (#"{"h":{"name":"a"}}"#, true),
        ] {
            #expect(try QueryAsker.matches(["exists": ["field": "h"]], document) == isThere, "\(document)")
            let both: JSONValue = [
                "bool": ["filter": [["exists": ["field": "h"]], ["bool": ["must_not": ["term": ["h.name": "b"]]]]]]
            ]
            #expect(try QueryAsker.matches(both, document) == isThere, "\(document)")
        }
    }

    @Test("More fields than are read are refused, not left out")
    func tooMany() throws {
        #expect(throws: InputError.self) { _ = try DocumentReader(Self.fields((0..<200).map { "f\($0)" })) }
        _ = try DocumentReader(Self.fields((0..<128).map { "f\($0)" }))
    }

    @Test("A field of more parts than any mapping has is refused by its name, at once")
    func tooManyParts() throws {
        _ = try DocumentReader(Self.fields([Array(repeating: "a", count: 64).joined(separator: ".")]))
        let error = #expect(throws: InputError.self) {
            _ = try DocumentReader(Self.fields([String(repeating: "a.", count: 100_000) + "b"]))
        }
        #expect(error?.sentence.contains("has 100001 parts") == true)
    }
}
