import SearchCluster
import TestSupport
import Testing

@Suite("Destination indices", .timeLimit(.minutes(1)))
struct DestinationIndexTests {
    private static let index = DestinationIndex(
        name: "signals-2", body: ["mappings": ["dynamic": false]],
        aliases: [.init(name: "latest", moves: true), .init(name: "all", moves: false)])

    @Test("One that is there is left as it is")
    func there() async throws {
        let server = try RudeServer(.text(""))
        #expect(try await !ClusterClient(server).create(Self.index))
        #expect(server.requests.map(\.method) == ["HEAD"])
    }

    @Test("A missing one is created with its aliases, the moving one in the same step as it leaves the others")
    func created() async throws {
        let server = try RudeServer { request in
            switch (request.method, request.path) {
            case ("HEAD", _): .text("", status: 404)
            case ("GET", "/_alias/latest"):
                .json(#"{"signals-1":{"aliases":{"latest":{}}},"signals-2":{"aliases":{}}}"#)
            default: .json(#"{"acknowledged":true}"#)
            }
        }
        #expect(try await ClusterClient(server).create(Self.index))
        #expect(
            server.requests.map { "\($0.method) \($0.path)" } == [
                "HEAD /signals-2", "PUT /signals-2", "GET /_alias/latest", "POST /_aliases",
            ])
        #expect(server.requests[1].text == #"{"mappings":{"dynamic":false}}"#)
        #expect(
            server.requests[3].text
                == #"{"actions":[{"remove":{"index":"signals-1","alias":"latest"}},{"add":{"index":"signals-2","alias":"latest"}},{"add":{"index":"signals-2","alias":"all"}}]}"#
        )
    }

    @Test("When somebody else creates it in between, that is fine")
    func race() async throws {
        let server = try RudeServer(
            .text("", status: 404),
            .json(
                #"{"error":{"type":"resource_already_exists_exception","reason":"exists"},"status":400}"#, status: 400))
        #expect(try await !ClusterClient(server).create(Self.index))
        #expect(server.requests.count == 2)
    }

    @Test("What the cluster refuses is an error that names the index")
    func refused() async throws {
        let server = try RudeServer(
            .text("", status: 404),
            .json(#"{"error":{"type":"mapper_parsing_exception","reason":"bad type"}}"#, status: 400))
        let client = try ClusterClient(server)
        let error = await failure { () throws(ClusterError) in try await client.create(Self.index) }
        #expect(error?.code == .refused)
        #expect(error?.sentence == "index signals-2 cannot be created: bad type")
    }

    @Test("An alias is read, missing, or refused; an error is not taken for indices")
    func alias() async throws {
        let server = try RudeServer(
            .json(#"{"b":{"aliases":{}},"a":{"aliases":{}}}"#),
            .json(#"{"error":"alias [x] missing","status":404}"#, status: 404),
            .json(#"{"error":{"type":"x","reason":"y"},"status":500}"#, status: 500))
        let client = try ClusterClient(server)
        #expect(try await client.indices(behind: "x") == ["a", "b"])
        #expect(try await client.indices(behind: "x") == [])
        let error = await failure { () throws(ClusterError) in try await client.indices(behind: "x") }
        #expect(error?.code == .refused)
    }
}
