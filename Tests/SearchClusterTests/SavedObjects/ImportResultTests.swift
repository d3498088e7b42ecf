import Testing

@testable import SearchCluster

@Suite("What an import's answer means")
struct ImportResultTests {
    private func result(_ text: String) throws -> ImportResult {
        let answer = try #require(JSONValue(parsing: Array(text.utf8)))
        return try ImportResult(answer, of: SampleObjects.file(.elasticsearch), by: "Kibana")
    }

    private static let all = #"""
        {"type":"index-pattern","id":"beaconing-signals"},{"type":"search","id":"beaconing-documents","overwrite":true},\#
        {"type":"dashboard","id":"beaconing-network","destinationId":"new"}
        """#

    @Test("Success names what is new, what was replaced, and ids that changed")
    func success() throws {
        let result = try result(#"{"success":true,"successCount":3,"successResults":[\#(Self.all)]}"#)
        #expect(result.written.map(\.key) == SampleObjects.keys)
        #expect(result.written.map(\.isOverwritten) == [false, true, false])
        #expect(result.written.map(\.otherID) == [nil, nil, "new"])
        #expect(result.failure(of: 3, on: .elasticsearch) == nil)
    }

    @Test(
        "An answer that does not account for every object is not believed",
        arguments: [
            #"{"success":true,"successCount":2,"successResults":[\#(all)]}"#,
            #"{"success":true,"successCount":3}"#,
            #"{"success":false,"successCount":3,"successResults":[\#(all)]}"#,
            #"{"success":false,"successCount":0}"#,
            #"{"success":true,"successCount":3,"successResults":[\#(all),{"type":"map","id":"x"}]}"#,
            #"{"success":true,"successCount":3,"successResults":[\#(all)],"errors":[{"type":"map","id":"x","error":{}}]}"#,
        ])
    func unaccounted(text: String) throws {
        #expect { try result(text) } throws: { ($0 as? ClusterError)?.code == .incomplete }
    }

    @Test("What is no answer is malformed", arguments: ["[]", "{}", #"{"success":1,"successCount":3}"#])
    func malformed(text: String) throws {
        #expect { try result(text) } throws: { ($0 as? ClusterError)?.code == .malformed }
    }

    @Test(
        "Each error is a sentence with the object's name; some let nothing be written",
        arguments: [
            (#"{"type":"conflict"}"#, "an object of that id is there", true),
            (#"{"type":"ambiguous_conflict","destinations":[{"id":"one"},{"id":"two"}]}"#, "(one, two)", true),
            (
                #"{"type":"missing_references","references":[{"type":"index-pattern","id":"gone"}]}"#,
                "it refers to data view gone", true
            ),
            (#"{"type":"unsupported_type"}"#, "that type are not known", false),
            (#"{"type":"missing_data_source"}"#, "needs a data source", false),
            (#"{"type":"unknown","message":"line\u202Eone","statusCode":500}"#, #"line\u{202E}one"#, false),
            (#"{"type":"new_kind"}"#, "new_kind", false), ("{}", "no reason is given", false),
        ])
    func problems(error: String, part: String, blocks: Bool) throws {
        let result = try result(
            #"""
            {"success":false,"successCount":2,"successResults":[{"type":"search","id":"beaconing-documents"}],\#
            "errors":[{"type":"dashboard","id":"beaconing-network","error":\#(error)}]}
            """#)
        let failure = try #require(result.failure(of: 3, on: .elasticsearch))
        #expect(failure.code == .refused)
        #expect(failure.sentence.contains("dashboard beaconing-network: "), "\(failure)")
        #expect(failure.sentence.contains(part), "\(failure)")
        #expect(result.written.count == (blocks ? 0 : 1))
        #expect(failure.sentence.contains(blocks ? "nothing was imported" : "1 of 3 were imported"), "\(failure)")
    }

    @Test("Where only rights were missing it is a matter of rights")
    func rights() throws {
        let error = #"{"type":"unknown","message":"no","statusCode":403}"#
        let one = #"{"type":"dashboard","id":"beaconing-network","error":\#(error)}"#
        let other = #"{"type":"search","id":"beaconing-documents","error":{"type":"unsupported_type"}}"#
        let only = try result(#"{"success":false,"successCount":0,"errors":[\#(one)]}"#)
        #expect(only.failure(of: 3, on: .elasticsearch)?.code == .forbidden)
        #expect(only.failure(of: 3, on: .elasticsearch)?.cure?.contains("Dashboard") == true)
        let both = try result(#"{"success":false,"successCount":0,"errors":[\#(one),\#(other)]}"#)
        #expect(both.failure(of: 3, on: .elasticsearch)?.code == .refused)
    }
}
