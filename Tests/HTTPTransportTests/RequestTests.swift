import HTTPTransport
import TestSupport
import Testing

@Suite("What goes over the wire", .timeLimit(.minutes(5)))
struct RequestTests {
    @Test("Headers arrive as given, with no type that nobody gave")
    func headers() async throws {
        let server = try RudeServer(.text("ok"))
        let client = try HTTPClient { $0.userAgent = "beaconing/1" }
        _ = try await client.send(
            HTTPRequest(
                method: .post, url: server.url + "/a%2Fb/../_search?q=1,2",
                headers: [HTTPHeader("Accept", "application/json"), HTTPHeader("X-Empty", "")],
                body: Array("{}".utf8)))
        let request = try #require(server.requests.first)
        #expect(request.target == "/a%2Fb/../_search?q=1,2")
        #expect(request.headers("accept") == ["application/json"])
        #expect(request.headers("x-empty") == [""])
        #expect(request.headers("user-agent") == ["beaconing/1"])
        #expect(request.headers("host") == ["127.0.0.1:\(server.port)"])
        #expect(request.headers("content-type").isEmpty)
        #expect(request.headers("authorization").isEmpty)
    }

    @Test("A body's type is sent when it is given")
    func contentType() async throws {
        let server = try RudeServer(.text("ok"))
        _ = try await HTTPClient { _ in }.send(
            HTTPRequest(
                method: .post, url: server.url, headers: [HTTPHeader("content-type", "application/x-ndjson")],
                body: [10]))
        #expect(server.requests[0].headers("Content-Type") == ["application/x-ndjson"])
        #expect(server.requests[0].headers("User-Agent").isEmpty)
    }

    @Test("PUT, POST and DELETE work without a body", arguments: [HTTPRequest.Method.put, .post, .delete])
    func empty(method: HTTPRequest.Method) async throws {
        let server = try RudeServer(.text("ok"))
        let response = try await HTTPClient { _ in }.send(HTTPRequest(method: method, url: server.url))
        #expect(response.status == 200)
        #expect(server.requests[0].method == method.rawValue.uppercased())
        #expect(server.requests[0].body.isEmpty)
    }

    @Test(
        "A header that would begin another is refused, and its value not shown",
        arguments: [
            HTTPHeader("X-A", "secret\r\nX-B: 1"), HTTPHeader("X-A", "secret\n"), HTTPHeader("X-A: 1\r\nX-B", "secret"),
            HTTPHeader("", "secret"), HTTPHeader("X A", "secret"), HTTPHeader("X-A", "secret\0"),
        ])
    func injection(header: HTTPHeader) async throws {
        let server = try RudeServer(.text("ok"))
        let client = try HTTPClient { _ in }
        let error = await failure { () throws(HTTPError) in
            try await client.send(HTTPRequest(method: .get, url: server.url, headers: [header]))
        }
        #expect(error?.code == .unusable)
        #expect(error?.message.contains("secret") == false)
        #expect(server.requests.isEmpty)
    }

    @Test("HEAD with a body is refused")
    func headWithBody() async throws {
        let client = try HTTPClient { _ in }
        let error = await failure { () throws(HTTPError) in
            try await client.send(HTTPRequest(method: .head, url: "http://127.0.0.1:1", body: [1]))
        }
        #expect(error?.code == .unusable)
    }

    @Test("Headers of an answer are found in whichever case, the first of a name")
    func headerAccess() async throws {
        let server = try RudeServer(
            .text(
                "ok",
                headers: [("X-elastic-PRODUCT", "  Elasticsearch \t"), ("Retry-After", "3"), ("retry-after", "4")]))
        let response = try await HTTPClient { _ in }.get(server.url)
        #expect(response.header("x-Elastic-product") == "Elasticsearch")
        #expect(response.header("RETRY-AFTER") == "3")
        #expect(response.header("retry") == nil)
        #expect(response.headers.filter { $0.name.lowercased() == "retry-after" }.map(\.value) == ["3", "4"])
    }
}
