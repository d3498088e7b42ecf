import Foundation
import SearchCluster
import TestSupport
import Testing

@Suite("Roles are printed or created, secrets are not printed")
struct RolesTests {
    @Test("Without a cluster the roles of both products are printed, for the named indices")
    func printed() async throws {
        let outcome = try await BuiltProgram().run("install", "roles", "--index", "events-*,-events-old")
        #expect(outcome.code == 0, "\(outcome.messages)")
        let roles = try #require(JSONValue(parsing: Array(outcome.output.utf8)))
        let runner = roles["elasticsearch"]?["beaconing-runner"]?["indices"]?.array
        #expect(runner?.first == ["names": ["events-*"], "privileges": ["read"]])
        #expect(
            roles["opensearch"]?["beaconing-installer"]?["cluster_permissions"] == ["cluster_manage_index_templates"])
    }

    @Test(
        "What contradicts itself is a wrong command line",
        arguments: [["--apply"], ["--credentials", "file"], ["--index", ","]])
    func usage(words: [String]) async throws {
        let program = try BuiltProgram()
        let outcome = try await program.run(["install", "roles"] + words)
        #expect(outcome.code == 64, "\(outcome.messages)")
        #expect(try program.names.isEmpty)
    }

    /// Elasticsearch, whose security answers in this way.
    private static func cluster(_ key: Behaviour) throws -> RudeServer {
        try RudeServer { request in
            switch request.path {
            case "/": .json(#"{"version":{"number":"9.5.0","build_flavor":"default"}}"#)
            case "/_security/api_key": key
            default: .json(#"{"role":{"created":true}}"#)
            }
        }
    }

    @Test("The key goes to a file of its owner's, encoded, and nowhere else")
    func key() async throws {
        let server = try Self.cluster(.json(#"{"id":"an-id","name":"x","api_key":"a-key"}"#))
        let program = try BuiltProgram()
        let words = ["install", "roles", "--apply", "--credentials", "key", "--url", server.url, "-v"]
        let outcome = try await program.run(words)
        #expect(outcome.code == 0, "\(outcome.messages)")
        let secret = Data("an-id:a-key".utf8).base64EncodedString()
        #expect(program.text(of: "key") == secret + "\n")
        let path = program.folder.appendingPathComponent("key").path
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        for text in [outcome.output, outcome.messages] {
            #expect(!text.contains(secret) && !text.contains("a-key"))
        }
        // A file that is there may be in use.
        let again = try await program.run(words)
        #expect(again.code == 74 && program.text(of: "key") == secret + "\n")
        #expect(server.requests.count { $0.path == "/_security/api_key" } == 1)
    }

    @Test(
        "When it is not allowed or there is no security, no file stays",
        arguments: [(403 as Int, 77 as Int32), (400, 78), (405, 78)])
    func refused(status: Int, code: Int32) async throws {
        let server = try Self.cluster(
            .json(#"{"error":{"type":"x","reason":"not here"},"status":\#(status)}"#, status: status))
        let program = try BuiltProgram()
        let outcome = try await program.run(
            "install", "roles", "--apply", "--credentials", "key", "--url", server.url)
        #expect(outcome.code == code, "\(outcome.messages)")
        #expect(outcome.messages.contains("to create an API key") && outcome.messages.contains("not here"))
        #expect(try program.names.isEmpty)
    }
}
