import Testing

@testable import SearchCluster

@Suite("Import files")
struct ImportFileTests {
    @Test("Objects keep their order, the line that counts them is left out")
    func order() throws {
        let file = try SampleObjects.file(.elasticsearch)
        #expect(file.objects.map(\.key) == SampleObjects.keys)
        #expect(try ImportFile(file.bytes).objects.map(\.key) == SampleObjects.keys)
    }

    @Test("A line that is no object is named", arguments: ["x", "[]", #"{"type":"a"}"#, #"{"id":"a","type":1}"#])
    func lines(line: String) async {
        let error = await failure { () throws(ClusterError) in
            try ImportFile(Array((#"{"type":"a","id":"b"}"# + "\n" + line).utf8))
        }
        #expect(error?.code == .malformed && error?.sentence.contains("line 2") == true)
    }
}
