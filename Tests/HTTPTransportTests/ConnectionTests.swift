import HTTPTransport
import TestSupport
import Testing

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

@Suite("Connections", .timeLimit(.minutes(5)))
struct ConnectionTests {
    @Test("One after the other, requests share a connection")
    func reuse() async throws {
        let server = try RudeServer(.text("ok"))
        let client = try HTTPClient { _ in }
        for _ in 0..<20 { #expect(try await client.get(server.url).status == 200) }
        #expect(server.requests.count == 20)
        #expect(server.connections == 1)
    }

    @Test("Side by side, they take as many as are allowed and no more", arguments: [1, 3])
    func parallel(allowed: Int) async throws {
        let server = try RudeServer { .text($0.target) }
        let client = try HTTPClient { $0.maxConnectionsPerHost = allowed }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let response = try await client.get("\(server.url)/\(number)")
                    #expect(response.body == Array("/\(number)".utf8))
                }
            }
            try await group.waitForAll()
        }
        #expect(server.requests.count == 100)
        #expect((1...allowed).contains(server.connections))
    }

    @Test("A host that does not answer does not hold up another")
    func hostsApart() async throws {
        let (slow, quick) = (try RudeServer(.stall), try RudeServer(.text("ok")))
        let client = try HTTPClient { $0.maxConnectionsPerHost = 1 }
        let stalled = Task { await failure { () throws(HTTPError) in try await client.get(slow.url) } }
        await slow.requests(reach: 1)
        #expect(try await client.get(quick.url).status == 200)
        stalled.cancel()
        #expect(await stalled.value?.code == .cancelled)
    }

    @Test("Waiting for a connection counts for the deadline, and not as connecting")
    func waiting() async throws {
        let gate = Gate()
        let server = try RudeServer { request in
            if request.target == "/slow" { gate.wait() }
            return .text("ok")
        }
        let client = try HTTPClient {
            $0.maxConnectionsPerHost = 1
            $0.connectTimeoutSeconds = 0.05
        }
        let slow = Task { try await client.get(server.url + "/slow") }
        await server.requests(reach: 1)
        let patient = Task { try await client.get(server.url + "/patient") }
        let hasty = await failure { () throws(HTTPError) in
            try await client.get(server.url + "/hasty", deadlineSeconds: 0.2)
        }
        #expect(hasty?.code == .timedOut)
        #expect(hasty?.mayHaveReachedServer == false)
        gate.open()
        #expect(try await slow.value.status == 200)
        #expect(try await patient.value.status == 200)
        #expect(server.requests.map(\.target) == ["/slow", "/patient"])
    }

    @Test("Redirects are answers like others")
    func redirect() async throws {
        let server = try RudeServer(.text("elsewhere", status: 302, headers: [("Location", "http://127.0.0.1:1/")]))
        let response = try await HTTPClient { _ in }.get(server.url)
        #expect(response.status == 302)
        #expect(response.header("location") == "http://127.0.0.1:1/")
    }

    @Test("Every status is an answer", arguments: [200, 204, 304, 400, 401, 404, 429, 500, 503])
    func status(status: Int) async throws {
        let hasBody = status != 204 && status != 304
        let server = try RudeServer(.text(hasBody ? "{}" : "", status: status))
        let response = try await HTTPClient { _ in }.get(server.url)
        #expect(response.status == status)
        #expect(response.body.count == (hasBody ? 2 : 0))
    }

    @Test("An interim answer leaves no headers behind")
    func interim() async throws {
        let server = try RudeServer(
            .raw(
                Array(
                    "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\nHTTP/1.1 200 OK\r\nX-Late: 1\r\nContent-Length: 2\r\n\r\nok"
                        .utf8)))
        let response = try await HTTPClient { _ in }.get(server.url)
        #expect(response.status == 200)
        #expect(response.headers.map(\.name) == ["X-Late", "Content-Length"])
    }

    @Test("This machine is reached without the proxy of the environment, and through it when told so")
    func proxy() async {
        // A process of its own: the environment is everybody's.
        await #expect(processExitsWith: .success) {
            let (server, deaf) = (try RudeServer(.text("ok")), try DeafPort())
            for name in ["http_proxy", "all_proxy"] { setenv(name, deaf.url, 1) }
            unsetenv("no_proxy")
            let direct = try await HTTPClient { _ in }.get(server.url)
            try #require(direct.status == 200)

            let proxy = try RudeServer(.text("from the proxy"))
            for name in ["http_proxy", "all_proxy"] { setenv(name, proxy.url, 1) }
            let through = try await HTTPClient { $0.usesProxyForLoopback = true }.get(server.url + "/a")
            try #require(through.body == Array("from the proxy".utf8))
            let elsewhere = try await HTTPClient { _ in }.get("http://cluster.invalid:9200/b")
            try #require(elsewhere.body == Array("from the proxy".utf8))
            try #require(proxy.requests.map(\.target) == [server.url + "/a", "http://cluster.invalid:9200/b"])

            for name in ["http_proxy", "all_proxy"] { setenv(name, "http://user:secret@127.0.0.1:\(deaf.port)", 1) }
            let client = try HTTPClient { _ in }
            let refused = await failure { () throws(HTTPError) in try await client.get("http://cluster.invalid:9200/") }
            try #require(refused?.code == .refused)
            try #require(refused?.message.hasSuffix("; http_proxy names a proxy for it") == true)
            try #require(refused?.message.contains("secret") == false)
        }
    }
}
