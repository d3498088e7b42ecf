import HTTPTransport
import TestSupport
import Testing

@testable import SearchCluster

@Suite("The stand-in takes nothing that the real ones refuse")
struct SavedObjectsStandInTests {
    /// The status of an upload with these words in its place.
    private func upload(
        _ family: ClusterProduct.Family = .elasticsearch, version: String? = nil, text: String? = nil,
        field: String = "file", name: String = "a.ndjson", query: String = "overwrite=true",
        header: (String, String)? = nil, edit: ([UInt8]) -> [UInt8] = { $0 }, type: String? = nil
    ) async throws -> Int {
        let standIn = try SampleObjects.standIn(family, version)
        let body = MultipartBody(
            field: field, fileName: name, content: Array((text ?? SampleObjects.text(family)).utf8))
        let (xsrf, value) = header ?? (family == .elasticsearch ? "kbn-xsrf" : "osd-xsrf", "1")
        let http = try HTTPClient(configuration: HTTPConfiguration())
        defer { http.shutdown() }
        let answer = try await http.send(
            HTTPRequest(
                method: .post, url: "\(standIn.url)/api/saved_objects/_import?\(query)",
                headers: [HTTPHeader("Content-Type", type ?? body.contentType), HTTPHeader(xsrf, value)],
                body: edit(body.bytes)))
        let place = family == .elasticsearch ? "default" : "__user__"
        #expect(standIn.objects(in: place).count == (answer.status == 200 ? 3 : 0))
        return answer.status
    }

    @Test("As it should be it is taken, by either product")
    func good() async throws {
        #expect(try await upload() == 200)
        #expect(try await upload(.opensearch) == 200)
        #expect(try await upload(version: "8.9.0") == 200)
    }

    @Test("Header, form, name and query have to be right")
    func form() async throws {
        #expect(try await upload(header: ("osd-xsrf", "1")) == 400)
        #expect(try await upload(.opensearch, header: ("kbn-xsrf", "1")) == 400)
        #expect(try await upload(field: "files") == 400)
        #expect(try await upload(name: "a.json") == 400)
        #expect(try await upload(edit: { Array($0.dropLast(4)) }) == 400)
        #expect(try await upload(type: "application/json") == 415)
        #expect(try await upload(type: "multipart/form-data; boundary=other") == 400)
        #expect(try await upload(query: "overwrite=yes") == 400)
        #expect(try await upload(query: "force=true") == 400)
        #expect(try await upload(query: "overwrite=true&createNewCopies=true") == 400)
        #expect(try await upload(.opensearch, query: "overwrite=true&security_tenant=global") == 400)
        #expect(try await upload(.opensearch, query: "compatibilityMode=true") == 400)
    }

    @Test("Objects have to be whole, single, and of a version that is known")
    func objects() async throws {
        let text = SampleObjects.text(.elasticsearch)
        #expect(try await upload(text: text + "\n" + text) == 400)
        #expect(try await upload(text: text + "\nx") == 400)
        #expect(try await upload(text: text.replacing("8.9.0", with: "10.9.0")) == 422)
        #expect(try await upload(version: "8.8.0") == 422)
        #expect(try await upload(version: "8.7.0", text: text.replacing("8.9.0", with: "8.7.0")) == 422)
        #expect(try await upload(text: text.replacing("typeMigrationVersion", with: "kind")) == 500)
        #expect(try await upload(text: text.replacing("attributes", with: "attribute")) == 500)
        let classic = SampleObjects.text(.opensearch)
        #expect(try await upload(.opensearch, text: classic.replacing("7.6.0", with: "7.11.0")) == 422)
        #expect(try await upload(.opensearch, text: text) == 422)
    }
}
