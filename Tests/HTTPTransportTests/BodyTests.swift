import HTTPTransport
import TestSupport
import Testing

@Suite("Bodies", .timeLimit(.minutes(5)))
struct BodyTests {
    static let sizes = [0, 1, 64 << 10, 8 << 20]

    @Test("An answer arrives byte for byte", arguments: sizes)
    func plain(size: Int) async throws {
        let body = noise(size)
        let server = try RudeServer(.answer(body: body))
        let response = try await HTTPClient { _ in }.get(server.url)
        #expect(response.status == 200)
        #expect(response.body == body)
        #expect(response.wireBytes == size)
        #expect(response.elapsedSeconds > 0)
    }

    @Test("A compressed answer is unpacked, and counted as it came", arguments: sizes)
    func gzipped(size: Int) async throws {
        let body = noise(size)
        let server = try RudeServer(.gzipped(body: body))
        let response = try await HTTPClient { $0.compression = .always }.get(server.url)
        #expect(response.body == body)
        #expect(response.wireBytes == Gzip.stored(body).count)
        #expect(server.requests[0].headers("accept-encoding") == ["gzip"])
    }

    @Test(
        "This machine's answers are not asked for in compressed form unless somebody wants it",
        arguments: [(HTTPConfiguration.Compression.automatic, "identity"), (.always, "gzip"), (.never, "identity")])
    func asked(compression: HTTPConfiguration.Compression, expected: String) async throws {
        let server = try RudeServer(.answer(body: [1]))
        _ = try await HTTPClient { $0.compression = compression }.get(server.url)
        #expect(server.requests[0].headers("accept-encoding") == [expected])
    }

    @Test("Real compression, several streams in a row, and none at all are unpacked")
    func streams() async throws {
        // A thousand times "ab", packed with a code of its own making.
        let packed: [UInt8] = [
            0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0x4C, 0x4A, 0x1C, 0x85, 0xA3, 0x70, 0x14,
            0x8E, 0xC2, 0x51, 0x38, 0x0A, 0x47, 0xE1, 0x10, 0x87, 0x00, 0x73, 0xAB, 0xB7, 0xC9, 0xD0, 0x07, 0x00, 0x00,
        ]
        let text = Array(repeatElement(Array("ab".utf8), count: 1000).joined())
        for (bytes, encoding, body) in [
            (packed, "gzip", text), (packed + packed, "GZIP", text + text), (Gzip.stored([]), "x-gzip", []),
            ([], "gzip", []), (text, "identity", text),
        ] {
            let server = try RudeServer(.answer(headers: [("Content-Encoding", encoding)], body: bytes))
            #expect(try await HTTPClient { _ in }.get(server.url).body == body)
        }
    }

    @Test("An answer in chunks is put together", arguments: [1, 1000, 70_000])
    func chunked(size: Int) async throws {
        let body = noise(100_000)
        let server = try RudeServer(.chunked(body: size == 1 ? Array(body.prefix(500)) : body, size: size))
        let response = try await HTTPClient { _ in }.get(server.url)
        #expect(response.body == (size == 1 ? Array(body.prefix(500)) : body))
    }

    @Test("A request's body arrives byte for byte", arguments: sizes, [HTTPRequest.Method.post, .put, .delete, .get])
    func upload(size: Int, method: HTTPRequest.Method) async throws {
        let body = noise(size)
        let server = try RudeServer(.text("thanks"))
        let response = try await HTTPClient { _ in }.send(HTTPRequest(method: method, url: server.url, body: body))
        #expect(response.body == Array("thanks".utf8))
        let request = try #require(server.requests.first)
        #expect(request.method == method.rawValue.uppercased())
        #expect(request.body == body)
        #expect(request.headers("content-length") == ["\(size)"])
        #expect(request.headers("expect").isEmpty)
    }

    @Test("A body is sent again when the kept connection turns out to be closed")
    func uploadAgain() async throws {
        // The server says nothing of closing, as one that is restarted.
        let body = noise(1 << 20)
        let server = try RudeServer { $0.position == 1 ? .close : .text("thanks") }
        let client = try HTTPClient { $0.maxConnectionsPerHost = 1 }
        for _ in 0..<2 {
            let response = try await client.send(HTTPRequest(method: .post, url: server.url, body: body))
            #expect(response.status == 200)
        }
        #expect(server.requests.map(\.body) == [body, body, body])
        #expect(server.connections == 2)
    }

    @Test("HEAD brings the headers alone, however long the body would be")
    func head() async throws {
        let server = try RudeServer(.answer(headers: [("X-Is", "there")], body: noise(5000)))
        let client = try HTTPClient { _ in }
        for _ in 0..<2 {
            let response = try await client.send(HTTPRequest(method: .head, url: server.url))
            #expect(response.body.isEmpty)
            #expect(response.header("content-length") == "5000")
            #expect(response.header("x-is") == "there")
        }
        #expect(server.requests.map(\.method) == ["HEAD", "HEAD"])
        #expect(server.connections == 1)
    }

    @Test("An answer as large as allowed is taken, one byte more is not", arguments: [0, 1])
    func limit(excess: Int) async throws {
        let body = noise(100_000 + excess)
        for behaviour in [Behaviour.answer(body: body), .gzipped(body: body), .chunked(body: body, size: 999)] {
            let server = try RudeServer(behaviour)
            let client = try HTTPClient { $0.maxResponseBytes = 100_000 }
            let error = await failure { () throws(HTTPError) in try await client.get(server.url) }
            #expect(error?.code == (excess == 0 ? nil : .tooLarge))
        }
    }
}
