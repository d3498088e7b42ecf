import HTTPTransport
import TestSupport
import Testing

@Suite("What servers do wrong", .timeLimit(.minutes(5)))
struct FailureTests {
    static let cases: [(Behaviour, HTTPError.Code)] = [
        (.close, .connectionLost),
        (.reset, .connectionLost),
        (.truncated(body: noise(10_000), after: 0), .truncated),
        (.truncated(body: noise(10_000), after: 9_999), .truncated),
        (.announced(length: 101, body: noise(100)), .truncated),
        (.announced(length: 1 << 60, body: noise(100)), .tooLarge),
        (.announced(length: 7 << 20, body: noise(100)), .truncated),
        (.chunkedCutOff(body: noise(100)), .truncated),
        (.raw(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8)), .unusable),
        (.raw(noise(4096)), .unusable),
        (.raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 5".utf8)), .truncated),
        (.raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n".utf8)), .truncated),
        (.raw(Array("HTTP/1.1 200 OK".utf8)), .connectionLost),
        (.raw(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)), .connectionLost),
        (.raw(Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain".utf8)), .badEncoding),
        (
            .raw(Array("HTTP/1.1 200 OK\r\nContent-Encoding: rot13\r\nContent-Length: 5\r\n\r\nplain".utf8)),
            .badEncoding
        ),
        (.hugeHeader(bytes: 10 << 20), .tooLarge),
        (.manyHeaders(count: 50_000), .tooLarge),
        (.packed(Gzip.stored(noise(1000)).dropLast()), .truncated),
        (.packed(Gzip.stored(noise(1000)).prefix(1)), .truncated),
        (.packed(Gzip.stored(noise(1000)).prefix(500)), .truncated),
        (.packed(Gzip.stored(noise(1000)) + [1]), .truncated),
        (.packed(Gzip.stored(noise(1000)) + [0, 0, 0]), .badEncoding),
        (.packed(Gzip.stored(noise(1000)).dropLast() + [1]), .badEncoding),
        (.endless, .tooLarge),
        (.gzipBomb, .tooLarge),
    ]

    @Test("Each ends as an error that says what happened and where", arguments: 0..<cases.count)
    func ends(place: Int) async throws {
        let (behaviour, code) = Self.cases[place]
        let server = try RudeServer(behaviour)
        let client = try HTTPClient { $0.maxResponseBytes = 8 << 20 }
        let error = await failure { () throws(HTTPError) in try await client.get(server.url) }
        #expect(error?.code == code, "\(behaviour) ended as \(String(describing: error))")
        #expect(error?.host == "127.0.0.1:\(server.port)")
        #expect(error?.message.contains("127.0.0.1:\(server.port)") == true)
        #expect(error?.mayHaveReachedServer == true)
    }

    @Test("What comes after the announced end of an answer does not disturb the next")
    func excess() async throws {
        let server = try RudeServer(.announced(length: 10, body: noise(100)), .text("next"))
        let client = try HTTPClient { _ in }
        #expect(try await client.get(server.url).body == Array(noise(100).prefix(10)))
        #expect(try await client.get(server.url).body == Array("next".utf8))
    }

    @Test("A name without an address is told from a closed port")
    func unreachable() async throws {
        let client = try HTTPClient { _ in }
        // A label longer than a name may have: no resolver is asked.
        let name = String(repeating: "a", count: 70) + ".invalid"
        let unresolved = await failure { () throws(HTTPError) in try await client.get("http://\(name):9200/") }
        #expect(unresolved?.code == .unresolved)
        #expect(unresolved?.message == "the name \(name) has no address")
        #expect(unresolved?.mayHaveReachedServer == false)

        let deaf = try DeafPort()
        let refused = await failure { () throws(HTTPError) in try await client.get(deaf.url) }
        #expect(refused?.code == .refused)
        #expect(refused?.message == "no connection to 127.0.0.1:\(deaf.port): Connection refused")
        #expect(refused?.mayHaveReachedServer == false)
    }

    @Test("A server that speaks no TLS is told from one that hangs up")
    func plaintext() async throws {
        let client = try HTTPClient { _ in }
        let server = try RawServer(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
        let tls = await failure { () throws(HTTPError) in try await client.get("https://127.0.0.1:\(server.port)/") }
        #expect(tls?.code == .tls)
        #expect(tls?.mayHaveReachedServer == false)

        let silent = try RawServer([])
        let lost = await failure { () throws(HTTPError) in try await client.get("https://127.0.0.1:\(silent.port)/") }
        #expect(lost?.code == .connectionLost)
        #expect(lost?.mayHaveReachedServer == false)
    }

    @Test("Silence and dripping end with the deadline", arguments: [Behaviour.stall, .drip(everyMillis: 10)])
    func deadline(behaviour: Behaviour) async throws {
        let server = try RudeServer(behaviour)
        let client = try HTTPClient { _ in }
        // A machine with much else to do may need longer than that to connect.
        var seconds = 0.1
        repeat {
            seconds *= 2
            let error = await failure { () throws(HTTPError) in
                try await client.get(server.url, deadlineSeconds: seconds)
            }
            #expect(error?.code == .timedOut)
            #expect(error?.message == "127.0.0.1:\(server.port) did not answer in full within \(seconds) s")
            #expect(error?.mayHaveReachedServer == true || server.requests.isEmpty)
        } while server.requests.isEmpty
        await server.endedConnections(reach: 1)
    }

    @Test("The client's own time limit holds where a request has none")
    func defaultDeadline() async throws {
        let server = try RudeServer(.stall)
        let client = try HTTPClient { $0.requestTimeoutSeconds = 0.1 }
        let error = await failure { () throws(HTTPError) in try await client.get(server.url) }
        #expect(error?.code == .timedOut)
    }

    @Test("An address with a user, a password or a broken part is never quoted")
    func addresses() async throws {
        let client = try HTTPClient { _ in }
        for url in [
            "ftp://user:secret@127.0.0.1/", "file:///etc/passwd", "http://user:secret@:80:80/", "", "127.0.0.1",
            "http://", "http://127.0.0.1:99999/?secret", "http://127.0.0.1/\0secret", "http://127.0.0.1/a\r\nsecret: 1",
        ] {
            let error = await failure { () throws(HTTPError) in try await client.get(url) }
            #expect(error != nil, "\(url)")
            #expect(error?.message.contains("secret") == false)
        }
        let deaf = try DeafPort()
        let refused = await failure { () throws(HTTPError) in
            try await client.get("http://user:secret@127.0.0.1:\(deaf.port)/?key=secret")
        }
        #expect(refused?.code == .refused)
        #expect(refused?.message.contains("secret") == false)
    }
}

extension Behaviour {
    /// Announces gzip and sends these bytes, whole as a message.
    fileprivate static func packed(_ bytes: some Sequence<UInt8>) -> Behaviour {
        .answer(headers: [("Content-Encoding", "gzip")], body: Array(bytes))
    }
}
