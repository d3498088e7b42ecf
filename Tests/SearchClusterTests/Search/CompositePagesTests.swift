import SearchCluster
import TestSupport
import Testing

@Suite("Drawing composite pages", .timeLimit(.minutes(5)))
struct CompositePagesTests {
    private static let search = CompositeSearch(
        query: ["match_all": [:]],
        sources: [
            .terms(field: "host.name"), .dateHistogram(field: "@timestamp", intervalSeconds: 10, offsetSeconds: -3),
        ],
        metrics: [.sum(field: "bytes")])

    /// A page of one bucket.
    private static func page(_ name: String, after: String?, extra: String = "") -> Behaviour {
        .json(
            #"{"timed_out":false,\#(extra)"_shards":{"total":1,"successful":1,"skipped":0,"failed":0},"aggregations":{"p":{"#
                + (after.map { #""after_key":\#($0),"# } ?? "")
                + #""buckets":[{"key":{"0":"\#(name)","t":1000},"doc_count":2,"m0":{"value":3.0}}]}}}"#)
    }

    private static let end = Behaviour.json(
        #"{"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},"aggregations":{"p":{"buckets":[]}}}"#)

    private static func tooMany(_ status: Int) -> Behaviour {
        .json(
            #"{"error":{"type":"search_phase_execution_exception","reason":"","caused_by":{"type":"too_many_buckets_exception","reason":"Trying to create too many buckets","max_buckets":10}},"status":\#(status)}"#,
            status: status)
    }

    /// Draws all pages, at most ten.
    private static func drawAll(
        _ server: RudeServer, pageSize: Int = 1000, attempts: Int = 3
    ) async throws(ClusterError) -> (names: [String], pageSize: Int) {
        let client: ClusterClient
        do { client = try ClusterClient(server, attempts: attempts) } catch {
            throw ClusterError(.configuration, "\(error)")
        }
        var pages = try CompositePages(of: search, on: ["logs-*"], at: nil, with: client, pageSize: pageSize)
        var names: [String] = []
        for _ in 0..<10 where !pages.isFinished {
            try await pages.next { row in
                if case .string(let name) = row.group[0] { names.append(String(decoding: name, as: UTF8.self)) }
            }
        }
        let isFinished = pages.isFinished
        #expect(isFinished)
        return (names, pages.pageSize)
    }

    @Test("Pages are drawn to the end, each from where the last one ended, to the byte")
    func all() async throws {
        let after = #"{ "0":"a\u0000\u00e9é\/", "t" : 1.0E3,"x":12345678901234567890 }"#
        let server = try RudeServer(Self.page("a", after: after), Self.page("b", after: #"{"0":"b"}"#), Self.end)
        let drawn = try await Self.drawAll(server, pageSize: 1)
        #expect(drawn.names == ["a", "b"])
        let bodies = server.requests.map(\.text)
        try #require(bodies.count == 3)
        #expect(!bodies[0].contains("\"after\""))
        #expect(bodies[1].contains("\"after\":\(after)}"))
        #expect(bodies[2].contains(#""after":{"0":"b"}}"#))
        let request = server.requests[0]
        #expect(request.method == "POST")
        #expect(request.target == "/logs-*/_search?allow_partial_search_results=false&request_cache=false")
        #expect(request.headers("content-type") == ["application/json"])
        #expect(
            bodies[0]
                == #"{"size":0,"track_total_hits":false,"query":{"match_all":{}},"aggs":{"p":{"composite":{"size":1,"sources":[{"0":{"terms":{"field":"host.name"}}},{"t":{"date_histogram":{"field":"@timestamp","fixed_interval":"10s","offset":"-3s"}}}]},"aggs":{"m0":{"sum":{"field":"bytes"}}}}}}"#
        )
    }

    @Test("A page without an after key is the last, whatever it holds")
    func noAfterKey() async throws {
        let server = try RudeServer(Self.page("a", after: nil))
        #expect(try await Self.drawAll(server).names == ["a"])
        #expect(server.requests.count == 1)
    }

    @Test("A page with fewer buckets than were asked for is the last, after key or not")
    func short() async throws {
        let server = try RudeServer(Self.page("a", after: #"{"0":"a"}"#))
        #expect(try await Self.drawAll(server, pageSize: 2).names == ["a"])
        #expect(server.requests.count == 1)
    }

    @Test("A cluster that says the same page again and again is not followed", .timeLimit(.minutes(5)))
    func repeated() async throws {
        let server = try RudeServer(Self.page("a", after: #"{"0":"a"}"#))
        let error = await failure { () throws(ClusterError) in try await Self.drawAll(server, pageSize: 1) }
        #expect(error?.code == .malformed)
        #expect(server.requests.count == 2)
    }

    @Test("A page that is too large is asked for again, half as large", arguments: [400, 503])
    func halved(status: Int) async throws {
        let server = try RudeServer(Self.tooMany(status), Self.tooMany(status), Self.page("a", after: nil))
        let drawn = try await Self.drawAll(server, attempts: 1)
        #expect(drawn.names == ["a"])
        #expect(drawn.pageSize == 250)
        for (request, size) in zip(server.requests, [1000, 500, 250]) {
            #expect(request.text.contains(#""size":\#(size),"#))
        }
    }

    @Test("When even a small page is too large, that is the error")
    func tooManyForever() async throws {
        let server = try RudeServer(Self.tooMany(400))
        let error = await failure { () throws(ClusterError) in try await Self.drawAll(server) }
        #expect(error?.code == .tooManyBuckets)
        #expect(error?.cure?.contains("search.max_buckets") == true)
        #expect(server.requests.last?.text.contains(#""size":102,"#) == true)
    }

    private static func breaker(_ status: Int) -> Behaviour {
        .json(
            #"{"error":{"type":"search_phase_execution_exception","reason":"","caused_by":{"type":"circuit_breaking_exception","reason":"Data too large"}},"status":\#(status)}"#,
            status: status)
    }

    @Test(
        "A cluster whose memory breakers refuse a page is asked for half of it, after a pause", arguments: [429, 503])
    func breakers(status: Int) async throws {
        let server = try RudeServer(Self.breaker(status), Self.breaker(status), Self.page("a", after: nil))
        let pauses = Pauses()
        let client = try ClusterClient(server, attempts: 3, pauses: pauses)
        var pages = try CompositePages(of: Self.search, on: ["logs-*"], at: nil, with: client, pageSize: 1000)
        #expect(try await pages.next { _ in } == 1)
        #expect(pages.pageSize == 250 && pauses.all.count == 2)
    }

    @Test("When the breakers refuse smaller pages too, that is the error, after as many attempts as are allowed")
    func breakersForever() async throws {
        let server = try RudeServer(Self.breaker(429))
        let error = await failure { () throws(ClusterError) in try await Self.drawAll(server, attempts: 2) }
        #expect(error?.code == .unreachable && error?.sentence.contains("too little memory") == true)
        #expect(server.requests.count == 3)
    }

    @Test("No page is larger than every engine allows")
    func largest() async throws {
        let server = try RudeServer(Self.end)
        #expect(try await Self.drawAll(server, pageSize: 1_000_000).pageSize == CompositeSearch.mostBuckets)
    }

    @Test(
        "Partial answers and refusals are errors",
        arguments: [
            (
                Behaviour.json(
                    #"{"timed_out":true,"_shards":{"total":1,"successful":1,"failed":0},"aggregations":{"p":{"buckets":[]}}}"#
                ), ClusterError.Code.incomplete
            ),
            (
                .json(
                    #"{"timed_out":false,"_shards":{"total":2,"successful":1,"failed":1,"failures":[]},"aggregations":{"p":{"buckets":[]}}}"#
                ), .incomplete
            ),
            (
                .json(
                    #"{"error":{"type":"search_phase_execution_exception","reason":"all shards failed"},"status":500}"#,
                    status: 500), .incomplete
            ),
            (
                .json(
                    #"{"error":{"type":"search_phase_execution_exception","root_cause":[{"type":"search_context_missing_exception"}]},"status":404}"#,
                    status: 404), .incomplete
            ),
            (
                .json(
                    #"{"error":{"type":"index_not_found_exception","reason":"no such index [x]"},"status":404}"#,
                    status: 404), .noSuchIndex
            ),
            (
                .json(#"{"error":{"type":"parsing_exception","reason":"unknown field"},"status":400}"#, status: 400),
                .refused
            ),
            (.text("<html>"), .malformed), (.json("{}"), .malformed), (.json("", status: 503), .unreachable),
        ])
    func refused(behaviour: Behaviour, code: ClusterError.Code) async throws {
        let server = try RudeServer(behaviour)
        let error = await failure { () throws(ClusterError) in try await Self.drawAll(server) }
        // An empty object is whole JSON that says nothing of shards.
        #expect(error?.code == code || (error?.code == .incomplete && code == .malformed))
    }

    @Test("A search with a view names it in the body, follows its renewals, and names no index in the path")
    func view() async throws {
        let server = try RudeServer { request in
            switch (request.method, request.position) {
            case ("POST", 0): .json(#"{"id":"v1"}"#)
            case ("POST", 1): Self.page("a", after: #"{"0":"a"}"#, extra: #""pit_id":"v2","#)
            case ("POST", _): Self.end
            default: .json(#"{"succeeded":true}"#)
            }
        }
        let client = try ClusterClient(server)
        try await client.withPointInTime(on: ["logs-*"], of: ClusterProduct(family: .elasticsearch, version: "9")) {
            view in
            var pages = try CompositePages(of: Self.search, on: ["logs-*"], at: view.get(), with: client, pageSize: 1)
            while !pages.isFinished { try await pages.next { _ in } }
        }
        let requests = server.requests
        #expect(requests.map(\.path) == ["/logs-*/_pit", "/_search", "/_search", "/_pit"])
        #expect(requests[1].target == "/_search?allow_partial_search_results=false&request_cache=false")
        #expect(requests[1].text.contains(#""pit":{"id":"v1","keep_alive":"5m"},"#))
        #expect(requests[2].text.contains(#""pit":{"id":"v2","keep_alive":"5m"},"#))
        #expect(requests[3].text == #"{"id":"v2"}"#)
    }
}
