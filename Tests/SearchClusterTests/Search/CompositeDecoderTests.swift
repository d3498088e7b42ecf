import Testing

@testable import SearchCluster

@Suite("Reading composite pages")
struct CompositeDecoderTests {
    @Test("Pages of random content are read to the letter", arguments: 0..<60)
    func random(seed: Int) throws {
        var numbers = SeededNumbers(seed: seed)
        let page = TestPage(random: &numbers)
        let read = try page.decode()
        #expect(read.rows == page.rows)
        #expect(read.page.rows == page.rows.count)
        #expect(read.page.after == page.after)
        #expect(read.page.pointInTime == page.pointInTime)
    }

    @Test("One decoder reads page after page, large and small")
    func reuse() throws {
        let decoder = try CompositeDecoder()
        for seed in [1, 2, 3, 1, 2, 3] {
            var numbers = SeededNumbers(seed: seed)
            let page = TestPage(random: &numbers, rows: seed * 200)
            let read = try page.decode(with: decoder)
            #expect(read.rows == page.rows)
        }
    }

    private static let whole = #"""
        {"took":12,"timed_out":false,"_shards":{"total":2,"successful":2,"skipped":0,"failed":0},"hits":{"hits":[]},
        "pit_id":"p\u00e9\"","aggregations":{"p":{"after_key":{ "0" : "a\u0000", "t":1.0E3 },"buckets":[{"key":{"0":"a","1":null,
        "t":1000},"doc_count":3,"m0":{"value":1.5},"m1":{"value":null}}]}}}
        """#

    private static func read(
        _ text: String, groups: Int = 2, metrics: Int = 2, hasTime: Bool = true
    ) -> Result<(rows: [TestRow], page: CompositeDecoder.Page), ClusterError> {
        Result { () throws(ClusterError) in
            try TestPage.decode(
                Array(text.utf8), groups: groups, metrics: metrics, hasTime: hasTime, with: CompositeDecoder())
        }
    }

    private static func code(_ text: String, groups: Int = 2, metrics: Int = 2) -> ClusterError.Code? {
        switch read(text, groups: groups, metrics: metrics) {
        case .success: nil
        case .failure(let error): error.code
        }
    }

    @Test("What is sent back to the cluster comes as the bytes it was")
    func verbatim() throws {
        let read = try Self.read(Self.whole).get()
        #expect(read.page.after == Array(#"{ "0" : "a\u0000", "t":1.0E3 }"#.utf8))
        #expect(read.page.pointInTime == "pé\"")
        #expect(
            read.rows == [
                TestRow(group: [.string([0x61]), .null], time: 1000, documents: 3, metrics: [1.5, nil], starts: true)
            ])
    }

    @Test("A page cut off anywhere is refused")
    func truncated() {
        let bytes = Array(Self.whole.utf8)
        for count in 0..<bytes.count {
            let text = String(decoding: bytes[..<count], as: UTF8.self)
            #expect(Self.code(text) != nil, "\(count)")
        }
    }

    @Test(
        "A page with any byte replaced is read or refused, and does no harm",
        arguments: [0x00, 0x22, 0x2C, 0x5D, 0x7B, 0x80, 0xFF] as [UInt8])
    func corrupted(byte: UInt8) throws {
        let bytes = Array(Self.whole.utf8)
        let decoder = try CompositeDecoder()
        for place in bytes.indices {
            var changed = bytes
            changed[place] = byte
            do throws(ClusterError) {
                let read = try TestPage.decode(changed, groups: 2, metrics: 2, hasTime: true, with: decoder)
                #expect(read.rows.count <= 2)
            } catch {
                #expect(error.code == .malformed || error.code == .incomplete)
            }
        }
    }

    @Test(
        "An answer that leaves something out is refused, though it is a success",
        arguments: [
            (#""timed_out":false"#, #""timed_out":true"#),
            (#""failed":0"#, #""failed":1"#), (#""successful":2"#, #""successful":1"#),
            (#""_shards""#, #""_other""#),
            (#""hits":{"#, #""_clusters":{"total":2,"successful":1,"skipped":1},"hits":{"#),
            (#""hits":{"#, #""_clusters":{"total":2,"successful":2,"skipped":0,"partial":1},"hits":{"#),
            (#""hits":{"#, #""_clusters":{"total":2,"successful":2,"failed":1},"hits":{"#),
            (#""hits":{"#, #""_clusters":{"total":3,"successful":2,"skipped":0},"hits":{"#),
            (#""aggregations""#, #""aggregates""#), (#"{"p":{"#, #"{"q":{"#),
        ])
    func incomplete(part: String, replacement: String) {
        #expect(Self.code(Self.whole.replacing(part, with: replacement)) == .incomplete)
    }

    @Test("All clusters and all shards, some of them skipped as they hold nothing, are whole")
    func complete() {
        let text = Self.whole.replacing(#""skipped":0"#, with: #""skipped":2"#)
            .replacing(#""hits":{"#, with: #""_clusters":{"total":2,"successful":2,"skipped":0},"hits":{"#)
        #expect(Self.code(text) == nil)
    }

    @Test(
        "A page of another shape is refused",
        arguments: [
            (#","m1":{"value":null}"#, ""), (#""m1":{"value":null}"#, #""m1":{}"#),
            (#""m1":{"value":null}"#, #""m1":7"#),
            (#""value":1.5"#, #""value":"1.5""#), (#""doc_count":3"#, #""doc_count":"3""#), (#""doc_count":3,"#, ""),
            (#""doc_count":3"#, #""doc_count":3.5"#), (#""doc_count":3"#, #""doc_count":-1"#),
            (#""doc_count":3"#, #""doc_count":9223372036854775807"#), (#""1":null,"#, ""), (#""1":null"#, #""1":[]"#),
            (#""1":null"#, #""1":{}"#),
            (#""1":null"#, #""2":null"#), (#""1":null"#, #""x":null"#), (#""t":1000"#, #""t":"1000""#),
            (#""t":1000"#, #""u":1000"#),
            (#""t":1000"#, #""t":null"#), (#""0":"a","#, #""0":"\ud800","#), (#""0":"a","#, "\"0\":\"\u{1}\","),
            (#""after_key":{"#, #""after_key":7,"x":{"#), (#""buckets":["#, #""buckets":7,"x":["#),
            (#""took":12"#, #""took":"12""#), (#""timed_out":false"#, #""timed_out":0"#),
        ])
    func otherShape(part: String, replacement: String) {
        #expect(Self.whole.contains(part))
        #expect(Self.code(Self.whole.replacing(part, with: replacement)) != nil)
    }

    @Test(
        "What is not one JSON object is refused",
        arguments: ["", " ", "[]", "7", "null", "\"a\"", "<html>", "{}x", "{}{}"])
    func foreign(text: String) {
        #expect(Self.code(text) != nil)
    }

    @Test("Something behind a whole page makes it none")
    func trailing() {
        #expect(Self.code(Self.whole + " \n\t") == nil)
        for rest in ["}", "{}", "x", "0", "\0"] { #expect(Self.code(Self.whole + rest) == .malformed, "\(rest)") }
    }

    @Test("More group fields or metrics than a page can have are refused before anything is read")
    func tooMany() {
        #expect(Self.code(Self.whole, groups: 17) == .malformed)
        #expect(Self.code(Self.whole, metrics: 17) == .malformed)
    }

    @Test("As many group fields and metrics as there may be are read")
    func most() throws {
        var numbers = SeededNumbers(seed: 5)
        let page = TestPage(random: &numbers, rows: 10, groups: 16, metrics: 16)
        #expect(try page.decode().rows == page.rows)
    }

    @Test(
        "Group values keep their type and every digit",
        arguments: [
            ("9007199254740993", .integer(9_007_199_254_740_993)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775807", .integer(.max)), ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("18446744073709551615", .number(18_446_744_073_709_551_616)), ("1.0", .number(1)), ("-0.5", .number(-0.5)),
            ("1e300", .number(1e300)), ("true", .boolean(true)), ("false", .boolean(false)), ("null", .null),
            (#""""#, .string([])), (#""\u0000\ud83d\ude42\"""#, .string([0, 0xF0, 0x9F, 0x99, 0x82, 0x22])),
            (#""e\u0301""#, .string([0x65, 0xCC, 0x81])),
        ] as [(String, CompositeValue)])
    func values(text: String, value: CompositeValue) throws {
        let read = try Self.read(Self.whole.replacing(#""0":"a","#, with: "\"0\":\(text),")).get()
        #expect(read.rows.map(\.group) == [[value, .null]])
    }

    @Test("Names that look alike but differ in their bytes are groups of their own")
    func lookalikes() throws {
        let bucket = { (name: String) in #"{"key":{"0":"\#(name)"},"doc_count":1}"# }
        let names = ["\u{e9}", "e\u{301}", "e\u{301}", #"e\u0301"#, "e"]
        let text =
            #"{"_shards":{"total":1,"successful":1,"failed":0},"aggregations":{"p":{"buckets":["#
            + names.map(bucket).joined(separator: ",") + "]}}}"
        let read = try Self.read(text, groups: 1, metrics: 0, hasTime: false).get()
        #expect(read.rows.map(\.starts) == [true, true, false, false, true])
        #expect(read.rows[0].group != read.rows[1].group)
        #expect(read.page.after == nil)
    }

    @Test("A page without buckets is the end")
    func empty() throws {
        let text = #"{"_shards":{"total":0,"successful":0,"failed":0},"aggregations":{"p":{"buckets":[]}}}"#
        let read = try Self.read(text).get()
        #expect(read.rows.isEmpty)
        #expect(read.page.after == nil)
        #expect(read.page.pointInTime == nil)
    }
}
