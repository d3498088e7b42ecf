import HTTPTransport
import TestSupport
import Testing

@Suite("Cancellation and shutdown", .timeLimit(.minutes(5)))
struct CancellationTests {
    @Test("A task that is cancelled already sends nothing")
    func before() async throws {
        let server = try RudeServer(.text("ok"))
        let client = try HTTPClient { _ in }
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await failure { () throws(HTTPError) in try await client.get(server.url) }
        }
        let error = await task.value
        #expect(error?.code == .cancelled)
        #expect(error?.mayHaveReachedServer == false)
        #expect(server.connections == 0)
    }

    @Test("A request in flight is given up at once, and its connection closed")
    func inFlight() async throws {
        let server = try RudeServer(.stall)
        let client = try HTTPClient { _ in }
        let task = Task { await failure { () throws(HTTPError) in try await client.get(server.url) } }
        await server.requests(reach: 1)
        task.cancel()
        let error = await task.value
        #expect(error?.code == .cancelled)
        #expect(error?.mayHaveReachedServer == true)
        await server.endedConnections(reach: 1)
    }

    @Test("A request that waits for a connection never reaches the server once it is cancelled")
    func waiting() async throws {
        let gate = Gate()
        let server = try RudeServer { _ in
            gate.wait()
            return .text("ok")
        }
        let client = try HTTPClient { $0.maxConnectionsPerHost = 1 }
        async let first = client.get(server.url + "/first")
        await server.requests(reach: 1)
        let second = Task { await failure { () throws(HTTPError) in try await client.get(server.url + "/second") } }
        second.cancel()
        let error = await second.value
        #expect(error?.code == .cancelled)
        #expect(error?.mayHaveReachedServer == false)
        gate.open()
        #expect(try await first.status == 200)
        #expect(try await client.get(server.url + "/third").status == 200)
        #expect(server.requests.map(\.target) == ["/first", "/third"])
    }

    @Test("Hundreds of requests cancelled at any moment each end once, and the client works on", arguments: 0..<4)
    func many(round: Int) async throws {
        let server = try RudeServer { request in
            switch request.position % 4 {
            case 0: .stall
            case 1: .drip(everyMillis: 1)
            case 2: .answer(body: noise(50_000))
            default: .gzipped(body: noise(1000))
            }
        }
        let client = try HTTPClient {
            $0.maxConnectionsPerHost = 16
            // On a busy machine a connection may wait long for its turn.
            $0.connectTimeoutSeconds = 120
        }
        let body = noise(20_000)
        let ends = await withTaskGroup(of: HTTPError.Code?.self) { group in
            for number in 0..<300 {
                group.addTask {
                    let one = Task {
                        await failure { () throws(HTTPError) in
                            try await client.send(HTTPRequest(method: .post, url: server.url, body: body))
                        }?.code
                    }
                    // Anything from at once to well into the transfer.
                    for _ in 0..<((number &* 37 &+ round &* 11) % 200) { await Task.yield() }
                    one.cancel()
                    return await one.value
                }
            }
            var ends: [HTTPError.Code?] = []
            for await end in group { ends.append(end) }
            return ends
        }
        #expect(ends.count == 300)
        #expect(ends.filter { $0 != nil && $0 != .cancelled } == [])
        let fresh = try RudeServer(.text("ok"))
        #expect(try await client.get(fresh.url).status == 200)
        client.shutdown()
        await server.endedConnections(reach: server.connections)
    }

    @Test("Shutting down ends requests in flight and in wait as cancelled, and later ones too")
    func shutdown() async throws {
        let server = try RudeServer(.stall)
        let client = try HTTPClient { $0.maxConnectionsPerHost = 2 }
        let tasks = (0..<10).map { _ in
            Task { await failure { () throws(HTTPError) in try await client.get(server.url) } }
        }
        await server.requests(reach: 2)
        client.shutdown()
        for task in tasks { #expect(await task.value?.code == .cancelled) }
        await server.endedConnections(reach: 2)
        let late = await failure { () throws(HTTPError) in try await client.get(server.url) }
        #expect(late?.code == .cancelled)
        #expect(late?.mayHaveReachedServer == false)
        client.shutdown()
    }

    @Test("Clients come and go, with requests in flight, from many tasks at once")
    func churn() async throws {
        let server = try RudeServer { $0.position % 2 == 0 ? .text("ok") : .stall }
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    guard let client = try? HTTPClient(configuration: HTTPConfiguration()) else {
                        Issue.record("a client could not be made")
                        return
                    }
                    let task = Task { await failure { () throws(HTTPError) in try await client.get(server.url) } }
                    for _ in 0..<number { await Task.yield() }
                    client.shutdown()
                    let end = await task.value?.code
                    #expect(end == nil || end == .cancelled)
                }
            }
        }
    }

    @Test("A client that nobody holds any more closes its connections")
    func release() async throws {
        let server = try RudeServer(.text("ok"))
        do {
            let client = try HTTPClient { _ in }
            #expect(try await client.get(server.url).status == 200)
        }
        await server.endedConnections(reach: 1)
    }
}
