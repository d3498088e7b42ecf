import HTTPTransport
import SearchCluster
import TestSupport
import Testing

@Suite("Sending to a cluster", .timeLimit(.minutes(5)))
struct ClusterClientTests {
    private static let call = ClusterCall(.get, ["_search"], to: "searching")

    @Test(
        "What may pass is tried again, then answered",
        arguments: [
            Behaviour.text("{}", status: 408), .text("{}", status: 429), .text("{}", status: 502),
            .text("<html>", status: 503), .text("{}", status: 504), .reset, .close,
            .truncated(body: Array("{}".utf8), after: 1), .chunkedCutOff(body: [1]),
        ])
    func retried(behaviour: Behaviour) async throws {
        let server = try RudeServer(behaviour, behaviour, .json("{}"))
        let pauses = Pauses()
        let client = try ClusterClient(server, pauses: pauses)
        #expect(try await client.send(Self.call).status == 200)
        #expect(server.requests.count == 3)
        #expect(client.traffic.retries == 2)
        #expect(pauses.all.count == 2)
    }

    @Test(
        "What does not pass ends as unreachable with the number of attempts",
        arguments: [1, 2, 5],
        [Behaviour.json(#"{"error":{"type":"busy","reason":"too\nmuch"},"status":429}"#, status: 429), .reset])
    func exhausted(attempts: Int, behaviour: Behaviour) async throws {
        let server = try RudeServer(behaviour)
        let client = try ClusterClient(server, attempts: attempts)
        let error = await failure { () throws(ClusterError) in try await client.send(Self.call) }
        #expect(error?.code == .unreachable)
        #expect(error?.sentence.hasSuffix(", after \(attempts) attempts") == (attempts > 1))
        #expect(error?.sentence.contains("\n") == false)
        if case .answer = behaviour { #expect(error?.sentence.contains("HTTP 429 (too much)") == true) }
        #expect(server.requests.count == attempts)
        #expect(client.traffic.retries == attempts - 1)
    }

    @Test(
        "What stays as it is, is not asked for twice",
        arguments: [
            (401, ClusterError.Code.unauthenticated), (403, .forbidden), (400, nil), (404, nil), (409, nil), (413, nil),
            (500, nil), (302, nil),
        ])
    func final(status: Int, code: ClusterError.Code?) async throws {
        let server = try RudeServer(.json(#"{"error":{"type":"x","reason":"because"}}"#, status: status))
        let client = try ClusterClient(server)
        let error = await failure { () throws(ClusterError) in
            #expect(try await client.send(Self.call).status == status)
        }
        #expect(error?.code == code)
        if status == 403 { #expect(error?.sentence == "the cluster does not allow searching: because") }
        #expect(server.requests.count == 1)
    }

    @Test("Too many buckets are the caller's to solve, also with the status of an overload")
    func tooManyBuckets() async throws {
        let body =
            #"{"error":{"type":"search_phase_execution_exception","caused_by":{"type":"too_many_buckets_exception"}}}"#
        let server = try RudeServer(.json(body, status: 503))
        #expect(try await ClusterClient(server).send(Self.call).status == 503)
        #expect(server.requests.count == 1)
    }

    @Test("Retry-After is obeyed, up to the longest pause", arguments: [("7", 7.0), ("7.5", 7.5), ("9999", 30)])
    func retryAfter(asked: String, seconds: Double) async throws {
        let server = try RudeServer(.text("", status: 429, headers: [("Retry-After", asked)]), .json("{}"))
        let pauses = Pauses()
        _ = try await ClusterClient(server, pauses: pauses).send(Self.call)
        #expect(pauses.all == [.seconds(seconds)])
    }

    @Test("A Retry-After that is no number of seconds changes nothing", arguments: ["soon", "nan", "-5", "", "1e999x"])
    func retryAfterNonsense(asked: String) async throws {
        let server = try RudeServer(.text("", status: 429, headers: [("Retry-After", asked)]), .json("{}"))
        let pauses = Pauses()
        _ = try await ClusterClient(server, pauses: pauses).send(Self.call)
        #expect(pauses.all.count == 1)
        #expect(pauses.all.allSatisfy { (.seconds(0.25) ... .seconds(0.5)).contains($0) })
    }

    @Test("Pauses double, and stay between half and all of the doubled")
    func pauses() {
        let policy = RetryPolicy()
        for (attempt, longest) in [(1, 0.5), (2, 1), (5, 8), (7, 30), (8, 30), (1000, 30)] {
            #expect(policy.pauseSeconds(after: attempt, fraction: 0) == longest / 2)
            #expect(policy.pauseSeconds(after: attempt, fraction: 1) == longest)
        }
        #expect(policy.pauseSeconds(after: 1, fraction: 0, serverAskedSeconds: 0.1) == 0.25)
        #expect(policy.pauseSeconds(after: 0, fraction: 1) == 0.5)
    }

    @Test("Each attempt goes to the next address, and a good one is kept")
    func nodes() async throws {
        let (bad, worse, good) = (
            try RudeServer(.reset), try RudeServer(.text("", status: 503)), try RudeServer(.json("{}"))
        )
        let client = try ClusterClient(bad, worse, good)
        for _ in 0..<3 { #expect(try await client.send(Self.call).status == 200) }
        #expect([bad, worse, good].map(\.requests.count) == [1, 1, 3])
    }

    @Test("A node that is dead is not tried again at the next occasion")
    func deadNode() async throws {
        let deaf = try DeafPort()
        let (first, last) = (
            try RudeServer(.text("", status: 429), .json("{}"), .text("", status: 429)),
            try RudeServer(.json("{}"), .text("", status: 429), .json("{}"))
        )
        var configuration = ClusterConfiguration(urls: [first.url, deaf.url, last.url], pause: { _ in })
        let now = ContinuousClock.now
        configuration.moment = { now }
        let client = try ClusterClient(configuration: configuration)
        // The first is busy, the second dead; then the last is busy, then the first.
        for _ in 0..<3 { #expect(try await client.send(Self.call).status == 200) }
        #expect([first, last].map(\.requests.count) == [3, 3])
        #expect(client.traffic.retries == 4)
    }

    @Test("Too large, garbage and what is packed wrongly are not asked for again")
    func malformed() async throws {
        for (behaviour, code) in [
            (Behaviour.endless, ClusterError.Code.malformed), (.raw(Array("nonsense\r\n".utf8)), .configuration),
            (
                .raw(Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain".utf8)),
                .malformed
            ),
        ] {
            let server = try RudeServer(behaviour)
            var configuration = ClusterConfiguration(urls: [server.url], pause: { _ in })
            configuration.transport.maxResponseBytes = 1000
            let client = try ClusterClient(configuration: configuration)
            let error = await failure { () throws(ClusterError) in try await client.send(Self.call) }
            #expect(error?.code == code)
            #expect(server.requests.count == 1)
        }
    }

    @Test("A server that speaks no TLS is not trusted, with a cure")
    func untrusted() async throws {
        let server = try RawServer(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
        let client = try ClusterClient(
            configuration: ClusterConfiguration(urls: ["https://127.0.0.1:\(server.port)"], pause: { _ in }))
        let error = await failure { () throws(ClusterError) in try await client.send(Self.call) }
        #expect(error?.code == .untrusted)
        #expect(error?.cure?.contains("http://") == true)
    }

    @Test("A cluster whose certificate has not the fingerprint sees no request, and is asked once")
    func fingerprint() async throws {
        let authority = try TestCertificate.authority()
        let server = try RudeServer(.json("{}"))
        let tls = try TLSServer(before: server, [try authority.server(), authority])
        for (text, code) in [
            (authority.fingerprint, nil), (String(repeating: "00", count: 32), ClusterError.Code.untrusted),
        ] {
            let before = (server.requests.count, tls.connections)
            var configuration = ClusterConfiguration(
                urls: [tls.url], credentials: .bearer(Secret("hunter2")), pause: { _ in })
            configuration.transport.caFingerprint = CertificateFingerprint(text)
            let client = try ClusterClient(configuration: configuration)
            let error = await failure { () throws(ClusterError) in try await client.send(Self.call) }
            #expect(error?.code == code)
            if code != nil { #expect(error?.cure?.contains("--ca-file") == true) }
            #expect(server.requests.count == before.0 + (code == nil ? 1 : 0))
            #expect(tls.connections == before.1 + 1)
        }
    }

    @Test("A cluster that asks for a certificate says so, with a cure, and is asked once")
    func clientCertificate() async throws {
        let authority = try TestCertificate.authority()
        let server = try RudeServer(.json("{}"))
        let tls = try TLSServer(before: server, [try authority.server(), authority], asking: authority)
        var configuration = ClusterConfiguration(urls: [tls.url], pause: { _ in })
        configuration.transport.caFingerprint = CertificateFingerprint(authority.fingerprint)
        let client = try ClusterClient(configuration: configuration)
        let error = await failure { () throws(ClusterError) in try await client.send(Self.call) }
        #expect(error?.code == .untrusted)
        #expect(error?.cure?.contains("--client-cert-file") == true)
        #expect(tls.connections == 1 && server.requests.isEmpty)
    }

    @Test("A cancelled task ends as cancelled, in flight and between two attempts")
    func cancelled() async throws {
        let server = try RudeServer(.stall)
        let client = try ClusterClient(server)
        let task = Task { await failure { () throws(ClusterError) in try await client.send(Self.call) } }
        await server.requests(reach: 1)
        task.cancel()
        #expect(await task.value?.code == .cancelled)

        let busy = try RudeServer(.text("", status: 429))
        let waiting = try ClusterClient(
            configuration: ClusterConfiguration(urls: [busy.url], pause: { _ in throw CancellationError() }))
        let error = await failure { () throws(ClusterError) in try await waiting.send(Self.call) }
        #expect(error?.code == .cancelled)
        #expect(busy.requests.count == 1)
    }

    @Test("Traffic counts requests, bytes both ways and seconds")
    func traffic() async throws {
        let server = try RudeServer(.json("{}"), .gzipped(body: Array(repeating: 0x20, count: 100)))
        let client = try ClusterClient(server)
        for _ in 0..<2 {
            _ = try await client.send(ClusterCall(.post, ["a"], body: Array("12345".utf8), to: "testing"))
        }
        #expect(client.traffic.requests == 2)
        #expect(client.traffic.sentBytes == 10)
        #expect(client.traffic.receivedBytes == 2 + Gzip.stored(Array(repeating: 0x20, count: 100)).count)
        #expect(client.traffic.seconds > 0)
        #expect(client.traffic.retries == 0)
    }

    @Test("Paths and queries are escaped part by part")
    func escaping() {
        let call = ClusterCall(
            .get, ["remote:logs-*,other", "a/b%?ü"], query: [("q", "a&b=c d"), ("r", "+")], to: "testing")
        #expect(call.target == "/remote:logs-*,other/a%2Fb%25%3F%C3%BC?q=a%26b%3Dc%20d&r=%2B")
        #expect(ClusterCall(.get, [], to: "testing").target == "/")
    }
}
