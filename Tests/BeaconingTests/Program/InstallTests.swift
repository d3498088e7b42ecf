import SearchCluster
import TestSupport
import Testing

@Suite("Installing says what it changes, and why when it cannot")
struct InstallTests {
    private static let missing = Behaviour.json(#"{"error":{"type":"index_not_found_exception"}}"#, status: 404)
    private static let noTemplates = Behaviour.json(#"{"index_templates":[]}"#)
    private static let done = Behaviour.json(#"{"acknowledged":true}"#)

    /// A cluster without anything, which answers what is written to it in this way.
    private static func empty(_ write: @escaping @Sendable (ReceivedRequest) -> Behaviour = { _ in done }) throws
        -> RudeServer
    {
        try RudeServer { request in
            guard request.method == "GET" else { return write(request) }
            return request.path == "/_index_template" ? noTemplates : missing
        }
    }

    @Test("Told beforehand, everything is read and nothing is written")
    func dryRun() async throws {
        let server = try Self.empty()
        let outcome = try await BuiltProgram().run("install", "--dry-run", "--url", server.url)
        #expect(outcome.code == 0, "\(outcome.messages)")
        #expect(
            outcome.output == """
                would create index template beaconing-ml_beaconing for ml_beaconing-*, priority 150
                would create index ml_beaconing-1.0.0
                would add alias ml_beaconing.latest to index ml_beaconing-1.0.0
                would add alias ml_beaconing.all to index ml_beaconing-1.0.0
                would create index beaconing-state\n
                """)
        #expect(outcome.messages.hasPrefix("nothing was changed (--dry-run)\n"))
        #expect(server.requests.allSatisfy { $0.method == "GET" && $0.body.isEmpty })
    }

    @Test("The template and the index come before the aliases, which change all at once")
    func order() async throws {
        let server = try Self.empty()
        let outcome = try await BuiltProgram().run("install", "--url", server.url)
        #expect(outcome.code == 0, "\(outcome.messages)")
        let writes = server.requests.filter { $0.method != "GET" }
        #expect(
            writes.map { "\($0.method) \($0.path)" } == [
                "PUT /_index_template/beaconing-ml_beaconing", "PUT /ml_beaconing-1.0.0", "POST /_aliases",
                "PUT /beaconing-state",
            ])
        let index = try #require(JSONValue(parsing: writes[1].body))
        #expect(index["mappings"]?["_meta"]?["managed_by"] == "beaconing")
        let template = try #require(JSONValue(parsing: writes[0].body))
        #expect(template["_meta"]?["managed_by"] == "beaconing")
        #expect(template["template"]?["mappings"]?["_meta"] == nil)
    }

    @Test(
        "What is refused half way ends with the reason and with what was made before",
        arguments: [
            (403 as Int, "security_exception", 77 as Int32), (400, "illegal_argument_exception", 78), (503, "x", 69),
        ])
    func halfWay(status: Int, type: String, code: Int32) async throws {
        let server = try Self.empty { request in
            request.path == "/_aliases"
                ? .json(#"{"error":{"type":"\#(type)","reason":"no, never"},"status":\#(status)}"#, status: status)
                : Self.done
        }
        let outcome = try await BuiltProgram().run("install", "--url", server.url, "--retries", "0")
        #expect(outcome.code == code, "\(outcome.messages)")
        #expect(outcome.messages.contains("no, never"), "\(outcome.messages)")
        #expect(outcome.messages.contains("2 of 4 changes were made before"), "\(outcome.messages)")
        #expect(outcome.lines.count == 3)
    }

    @Test(
        "A right that is missing is named by what was being done", arguments: ["/_index_template", "/ml_beaconing-*"])
    func noRight(path: String) async throws {
        let server = try RudeServer { request in
            if request.path == path {
                return .json(
                    #"{"error":{"type":"security_exception","reason":"action [x] is unauthorized"},"status":403}"#,
                    status: 403)
            }
            return request.path == "/_index_template" ? Self.noTemplates : Self.missing
        }
        let outcome = try await BuiltProgram().run("install", "--url", server.url)
        #expect(outcome.code == 77, "\(outcome.messages)")
        let what = path == "/_index_template" ? "reading index templates" : "the aliases of ml_beaconing-*"
        #expect(outcome.messages.contains(what), "\(outcome.messages)")
        #expect(outcome.messages.contains("action [x] is unauthorized"), "\(outcome.messages)")
        #expect(outcome.output.isEmpty)
    }

    @Test("An index that has the name of an alias is in the way")
    func indexAsAlias() async throws {
        let server = try RudeServer { request in
            switch request.path {
            case "/_index_template": Self.noTemplates
            case "/ml_beaconing.latest": .json(#"{"ml_beaconing.latest":{"aliases":{},"mappings":{}}}"#)
            default: Self.missing
            }
        }
        let outcome = try await BuiltProgram().run("install", "--url", server.url)
        #expect(outcome.code == 78)
        #expect(outcome.messages.contains("ml_beaconing.latest is to be an alias and is the name of an index"))
    }

    @Test("Where replicas are not ours to choose, the index template is made without settings")
    func serverless() async throws {
        let server = try Self.empty { request in
            request.text.contains("auto_expand_replicas")
                ? .json(
                    #"{"error":{"type":"illegal_argument_exception","reason":"not available in serverless"}}"#,
                    status: 400)
                : Self.done
        }
        let outcome = try await BuiltProgram().run("install", "--url", server.url)
        #expect(outcome.code == 0, "\(outcome.messages)")
        #expect(server.requests.count { $0.method == "PUT" } == 6)
    }

    @Test("There is nothing to uninstall where nothing is, and no cluster is a setting that is missing")
    func uninstallNothing() async throws {
        let server = try Self.empty()
        let program = try BuiltProgram()
        let outcome = try await program.run("uninstall", "--url", server.url)
        #expect(outcome.code == 0 && outcome.output == "nothing to do\n")
        for verb in ["install", "uninstall"] {
            let nowhere = try await program.run(verb)
            #expect(nowhere.code == 78 && nowhere.messages.contains("--url"), "\(nowhere.messages)")
        }
    }

    @Test("A count that left out shards deletes nothing")
    func halfCount() async throws {
        let meta = #"{"managed_by":"beaconing","template_version":"1.0.0"}"#
        let server = try RudeServer { request in
            switch request.path {
            case "/_index_template": Self.noTemplates
            case "/ml_beaconing-1.0.0/_refresh": .json(#"{"_shards":{"total":1,"successful":1,"failed":0}}"#)
            case "/ml_beaconing-1.0.0/_count":
                .json(#"{"count":0,"_shards":{"total":2,"successful":1,"failed":1}}"#)
            default: .json(#"{"ml_beaconing-1.0.0":{"aliases":{},"mappings":{"_meta":\#(meta)}}}"#)
            }
        }
        let outcome = try await BuiltProgram().run("uninstall", "--url", server.url)
        #expect(outcome.code == 76, "\(outcome.messages)")
        #expect(!server.requests.contains { $0.method == "DELETE" })
    }
}
