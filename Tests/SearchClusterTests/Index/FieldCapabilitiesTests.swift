import SearchCluster
import TestSupport
import Testing

@Suite("Which fields can be grouped by", .timeLimit(.minutes(5)))
struct FieldCapabilitiesTests {
    private static func ask(_ fields: String, indices: String = #"["a","b"]"#) async throws -> FieldCapabilities {
        let server = try RudeServer(.json(#"{"indices":\#(indices),"fields":{\#(fields)}}"#))
        return try await ClusterClient(server).fieldCapabilities(of: ["f"], in: ["logs-*", "x"])
    }

    private static func resolve(
        _ fields: String
    ) async throws -> Result<FieldCapabilities.Resolved, FieldCapabilities.ObstacleError> {
        try await ask(fields).resolve("f")
    }

    private static func obstacle(_ fields: String) async throws -> FieldCapabilities.Obstacle? {
        switch try await resolve(fields) {
        case .success: nil
        case .failure(let error): error.obstacle
        }
    }

    private static func type(_ name: String, _ aggregatable: Bool, _ indices: String? = nil) -> String {
        #""\#(name)":{"type":"\#(name)","searchable":true,"aggregatable":\#(aggregatable)\#(indices.map { #","indices":\#($0)"# } ?? "")}"#
    }

    @Test("A keyword is used as it is", arguments: ["keyword", "ip", "long", "boolean"])
    func aggregatable(type: String) async throws {
        let found = try await Self.resolve(#""f":{\#(Self.type(type, true))}"#).get()
        #expect(found.name == "f")
        #expect(found.type == type)
    }

    @Test("Text with a keyword beside it is used through that")
    func keywordBeside() async throws {
        let found = try await Self.resolve(
            #""f":{\#(Self.type("text", false))},"f.keyword":{\#(Self.type("keyword", true))}"#
        ).get()
        #expect(found.name == "f.keyword")
        #expect(found.type == "keyword")
    }

    @Test("Text alone names the indices that have nothing beside it")
    func textAlone() async throws {
        let everywhere = try await Self.obstacle(#""f":{\#(Self.type("text", false))}"#)
        #expect(everywhere == .notAggregatable(type: "text", indices: ["a", "b"]))

        let inOne = try await Self.obstacle(
            #""f":{\#(Self.type("text", false))},"f.keyword":{\#(Self.type("keyword", true, #"["a"]"#)),\#(Self.type("unmapped", false, #"["b"]"#))}"#
        )
        #expect(inOne == .notAggregatable(type: "text", indices: ["b"]))

        let mixed = try await Self.obstacle(
            #""f":{\#(Self.type("text", false, #"["b"]"#)),\#(Self.type("keyword", true, #"["a"]"#))}"#)
        #expect(mixed == .notAggregatable(type: "text", indices: ["b"]))
    }

    @Test("A keyword here and a text with a keyword there have no one name, and the odd index is named")
    func split() async throws {
        let found = try await Self.obstacle(
            #""f":{\#(Self.type("keyword", true, #"["a"]"#)),\#(Self.type("text", false, #"["b"]"#))},"#
                + #""f.keyword":{\#(Self.type("keyword", true, #"["b"]"#))}"#)
        #expect(found == .split(type: "text", indices: ["b"]))
    }

    @Test("Indices that lack the field do not stand in the way")
    func unmapped() async throws {
        let found = try await Self.resolve(
            #""f":{\#(Self.type("keyword", true, #"["a"]"#)),\#(Self.type("unmapped", false, #"["b"]"#))}"#
        ).get()
        #expect(found.name == "f")
    }

    @Test(
        "A field that no index has is missing",
        arguments: ["", #""g":{}"#, #""f":{"unmapped":{"aggregatable":false}}"#])
    func missing(fields: String) async throws {
        #expect(try await Self.obstacle(fields) == .missing)
    }

    @Test("Indices that disagree about the type are named")
    func conflict() async throws {
        let found = try await Self.obstacle(
            #""f":{\#(Self.type("keyword", true, #"["a","c"]"#)),\#(Self.type("long", true, #"["b"]"#))}"#)
        #expect(found == .conflicting(types: ["keyword", "long"], indices: ["b"]))
    }

    @Test("What is asked, and of whom")
    func request() async throws {
        let server = try RudeServer(.json(#"{"indices":["b","a"],"fields":{}}"#))
        let found = try await ClusterClient(server).fieldCapabilities(of: ["host.name", "p"], in: ["logs-*", "r:x"])
        #expect(found.indices == ["a", "b"])
        #expect(
            server.requests[0].target
                == "/logs-*,r:x/_field_caps?fields=host.name,host.name.keyword,p,p.keyword&include_unmapped=true")
    }

    @Test(
        "No index at all is an error with its cure, and so is a refusal",
        arguments: [
            (Behaviour.json(#"{"indices":[],"fields":{}}"#), ClusterError.Code.noSuchIndex),
            (.json("{}", status: 404), .noSuchIndex),
            (.json(#"{"error":"x"}"#, status: 400), .refused), (.text("<html>"), .malformed),
        ])
    func nothing(behaviour: Behaviour, code: ClusterError.Code) async throws {
        let server = try RudeServer(behaviour)
        let client = try ClusterClient(server)
        let error = await failure { () throws(ClusterError) in try await client.fieldCapabilities(of: ["f"], in: ["a"])
        }
        #expect(error?.code == code)
    }
}
