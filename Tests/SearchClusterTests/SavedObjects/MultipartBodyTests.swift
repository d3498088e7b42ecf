import Testing

@testable import SearchCluster
@testable import TestSupport

@Suite("The form of an upload")
struct MultipartBodyTests {
    @Test("A strict reader gets the file as it was", arguments: ["", "{}\n", "\r\n--x\r\n\r\n", "a\r\n--beaconing-"])
    func whole(text: String) throws {
        let body = MultipartBody(field: "file", fileName: "a.ndjson", content: Array(text.utf8))
        let form = try #require(UploadedForm(body.bytes, contentType: body.contentType))
        #expect(form.parts.count == 1)
        #expect(form.parts[0].name == "file" && form.parts[0].fileName == "a.ndjson")
        #expect(form.parts[0].content == Array(text.utf8))
    }

    @Test("A boundary that occurs in the file is not used")
    func boundary() throws {
        var numbers: [UInt64] = [35, 35, 1]
        let content = Array("one\r\n--beaconing-z--\r\n".utf8)
        let body = MultipartBody(field: "file", fileName: "a.ndjson", content: content) { numbers.removeFirst() }
        #expect(numbers.isEmpty && body.contentType.hasSuffix("boundary=beaconing-1"))
        #expect(UploadedForm(body.bytes, contentType: body.contentType)?.parts.first?.content == content)
    }
}
