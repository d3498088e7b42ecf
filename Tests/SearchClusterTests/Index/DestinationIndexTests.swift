import SearchCluster
import TestSupport
import Testing

@Suite("Destination indices", .timeLimit(.minutes(5)))
struct DestinationIndexTests {
    private static let index = DestinationIndex(
        name: "signals-2", mappings: ["dynamic": false, "properties": ["x": ["type": "long"]]],
        aliases: [.init(name: "latest", moves: true), .init(name: "all", moves: false)])

    /// The answer to reading an index that has these fields and aliases.
    private static func existing(_ properties: String, aliases: String = #"{"latest":{},"all":{}}"#) -> Behaviour {
        .json(#"{"signals-2":{"aliases":\#(aliases),"mappings":{"properties":\#(properties)}}}"#)
    }

    @Test("One that is there and lacks nothing is left as it is")
    func there() async throws {
        let server = try RudeServer(Self.existing(#"{"x":{"type":"long"},"y":{"type":"date"}}"#))
        #expect(try await !ClusterClient(server).create(Self.index))
        #expect(server.requests.map(\.method) == ["GET"])
    }

    @Test("One that lacks a field gets it")
    func lacksField() async throws {
        let server = try RudeServer(Self.existing("{}"), .json(#"{"acknowledged":true}"#))
        #expect(try await !ClusterClient(server).create(Self.index))
        #expect(server.requests.map { "\($0.method) \($0.path)" } == ["GET /signals-2", "PUT /signals-2/_mapping"])
        #expect(server.requests[1].text == #"{"properties":{"x":{"type":"long"}}}"#)
    }

    @Test("One that maps a field as another type is refused with both names")
    func otherType() async throws {
        let reason =
            #"{"error":{"type":"illegal_argument_exception","reason":"mapper [x] cannot be changed"},"status":400}"#
        let server = try RudeServer(Self.existing(#"{"x":{"type":"keyword"}}"#), .json(reason, status: 400))
        let client = try ClusterClient(server)
        let error = await failure { () throws(ClusterError) in try await client.create(Self.index) }
        #expect(error?.code == .configuration)
        #expect(error?.sentence.contains("signals-2") == true && error?.sentence.contains("[x]") == true)
    }

    /// An index as it is read, created at that time.
    private static func state(
        _ name: String, aliases: String, created: Int, owner: String = "beaconing"
    ) -> String {
        let mappings = #"{"_meta":{"managed_by":"\#(owner)"},"properties":{"x":{"type":"long"}}}"#
        return
            #""\#(name)":{"aliases":\#(aliases),"mappings":\#(mappings),"settings":{"index":{"creation_date":"\#(created)"}}}"#
    }

    @Test("A lost alias comes back; the moving one only to the index that was created last", arguments: [1, 9])
    func lostAlias(otherCreated: Int) async throws {
        let server = try RudeServer { request in
            switch (request.method, request.path) {
            case ("GET", "/signals-2"): .json("{" + Self.state("signals-2", aliases: "{}", created: 5) + "}")
            case ("GET", "/latest"):
                .json("{" + Self.state("signals-3", aliases: #"{"latest":{}}"#, created: otherCreated) + "}")
            default: .json(#"{"acknowledged":true}"#)
            }
        }
        #expect(try await !ClusterClient(server).create(Self.index))
        let moved =
            #"{"remove":{"index":"signals-3","alias":"latest"}},{"add":{"index":"signals-2","alias":"latest"}},"#
        #expect(
            server.requests.last?.text
                == #"{"actions":[\#(otherCreated < 5 ? moved : ""){"add":{"index":"signals-2","alias":"all"}}]}"#)
    }

    @Test("A missing one is created, and the moving alias comes to it as it leaves the others")
    func created() async throws {
        let server = try RudeServer { request in
            switch (request.method, request.path, request.position) {
            case ("GET", "/signals-2", 0): .text("", status: 404)
            case ("GET", "/signals-2", _):
                .json("{" + Self.state("signals-2", aliases: #"{"all":{}}"#, created: 5) + "}")
            case ("GET", "/latest", _):
                .json("{" + Self.state("signals-1", aliases: #"{"latest":{}}"#, created: 1) + "}")
            default: .json(#"{"acknowledged":true}"#)
            }
        }
        #expect(try await ClusterClient(server).create(Self.index))
        #expect(
            server.requests.map { "\($0.method) \($0.path)" } == [
                "GET /signals-2", "GET /latest", "PUT /signals-2", "GET /signals-2", "GET /latest", "POST /_aliases",
            ])
        #expect(server.requests[2].text.contains(#""aliases":{"all":{}}"#))
        #expect(
            server.requests.last?.text
                == #"{"actions":[{"remove":{"index":"signals-1","alias":"latest"}},{"add":{"index":"signals-2","alias":"latest"}}]}"#
        )
    }

    @Test(
        "The moving alias is not taken from an index of somebody else: nothing is created, an existing one goes without"
    )
    func foreign() async throws {
        let foreign = "{" + Self.state("signals-1", aliases: #"{"latest":{}}"#, created: 1, owner: "fleet") + "}"
        let server = try RudeServer(.text("", status: 404), .json(foreign))
        let client = try ClusterClient(server)
        let error = await failure { () throws(ClusterError) in try await client.create(Self.index) }
        #expect(error?.code == .configuration)
        #expect(error?.sentence.contains("alias latest belongs to index signals-1") == true)
        #expect(error?.cure?.contains("beaconing install --take-over") == true)
        #expect(server.requests.allSatisfy { $0.method == "GET" })
        let existing = try RudeServer(
            .json("{" + Self.state("signals-2", aliases: #"{"all":{}}"#, created: 5) + "}"), .json(foreign))
        #expect(try await !ClusterClient(existing).create(Self.index))
        #expect(existing.requests.map(\.method) == ["GET", "GET"])
    }

    @Test("Where replicas are not ours to choose, the index is created without")
    func serverless() async throws {
        let server = try RudeServer(
            .text("", status: 404), .text("", status: 404),
            .json(#"{"error":{"type":"illegal_argument_exception","reason":"not available"}}"#, status: 400),
            .json(#"{"acknowledged":true}"#),
            .json("{" + Self.state("signals-2", aliases: #"{"all":{},"latest":{}}"#, created: 5) + "}"))
        #expect(try await ClusterClient(server).create(Self.index))
        #expect(server.requests[2].text.contains("auto_expand_replicas"))
        #expect(!server.requests[3].text.contains("settings"))
    }

    @Test("When somebody else creates it in between, that is fine")
    func race() async throws {
        let server = try RudeServer(
            .text("", status: 404), .text("", status: 404),
            .json(
                #"{"error":{"type":"resource_already_exists_exception","reason":"exists"},"status":400}"#, status: 400),
            .json("{" + Self.state("signals-2", aliases: #"{"all":{},"latest":{}}"#, created: 5) + "}"))
        #expect(try await !ClusterClient(server).create(Self.index))
        #expect(server.requests.count == 4)
    }

    @Test("What the cluster refuses is an error that names the index")
    func refused() async throws {
        let server = try RudeServer(
            .text("", status: 404), .text("", status: 404),
            .json(#"{"error":{"type":"mapper_parsing_exception","reason":"bad type"}}"#, status: 400),
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
        #expect(error?.code == .incomplete)
    }
}
