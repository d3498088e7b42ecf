import SearchCluster
import TestSupport
import Testing

/// What `doctor` finds on servers that no engine at hand is like.
@Suite("Doctor")
struct DoctorTests {
    private static func program(_ url: String) throws -> BuiltProgram {
        var program = try BuiltProgram()
        program.environment["BEACONING_URL"] = url
        return program
    }

    @Test(
        "A version that is too old is said first, and nothing else is asked",
        arguments: [
            (
                #"{"version":{"number":"7.9.3","build_flavor":"default","lucene_version":"8.6.2"}}"#, 78,
                "FAULT  version      Elasticsearch 7.9.3 is too old: "
            ),
            (
                #"{"version":{"number":"6.8.23","build_flavor":"default","lucene_version":"7.7.3"}}"#, 78,
                "FAULT  version      Elasticsearch 6.8.23 is too old: "
            ),
        ] as [(String, Int32, String)])
    func old(greeting: String, code: Int32, line: String) async throws {
        let server = try RudeServer { _ in .text(greeting, headers: [("Content-Type", "application/json")]) }
        let outcome = try await Self.program(server.url).run("doctor")
        #expect(outcome.code == code)
        #expect(outcome.output.hasPrefix(line), "\(outcome.output) \(outcome.messages)")
        #expect(server.requests.count == 1)
    }

    @Test("What does not answer, or is no search engine, ends the examination with its sentence")
    func unreachable() async throws {
        let closed = try await Self.program("http://127.0.0.1:\(try ClosedPort.find())").run("doctor", "--retries", "0")
        #expect(closed.code == 69)
        #expect(closed.output.hasPrefix("FAULT  cluster      no connection to 127.0.0.1"), "\(closed.output)")
        #expect(closed.output.contains("-> see whether the cluster runs"))
        let page = try RudeServer { _ in .text("<html>Sign in</html>") }
        let proxy = try await Self.program(page.url).run("doctor")
        #expect(proxy.code == 76)
        #expect(proxy.output.contains("is not Elasticsearch"), "\(proxy.output)")
    }

    @Test("Without a cluster there is nothing to look at")
    func none() async throws {
        let program = try BuiltProgram()
        let outcome = try await program.run("doctor")
        #expect(outcome.code == 78)
        #expect(outcome.messages.contains("no cluster is given to look at"))
    }
}
