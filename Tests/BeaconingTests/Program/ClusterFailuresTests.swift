import Foundation
import TestSupport
import Testing

@Suite("What a cluster does becomes an exit code")
struct ClusterFailuresTests {
    @Test(
        "Refused credentials, a refused request, another server",
        arguments: [
            (401 as Int, "{}", 77 as Int32, "credentials"), (503, "{}", 69, "HTTP 503"),
            (200, "<html>", 76, "not Elasticsearch"),
        ])
    func answers(_ status: Int, _ body: String, _ code: Int32, _ part: String) async throws {
        let server = try RudeServer(.json(body, status: status))
        let outcome = try await BuiltProgram().run("preview", "--url", server.url, "--retries", "0")
        #expect(outcome.code == code, "\(outcome.messages)")
        #expect(outcome.messages.contains(part), "\(outcome.messages)")
        #expect(outcome.output.isEmpty)
    }

    @Test("Certificates that are not checked are warned of each time")
    func insecure() async throws {
        let address = "https://127.0.0.1:\(try ClosedPort.find())"
        let outcome = try await BuiltProgram().run("preview", "--url", address, "--insecure", "--retries", "0", "-q")
        #expect(outcome.code == 69, "\(outcome.messages)")
        #expect(outcome.messages.hasPrefix("beaconing: warning: the cluster's certificate is not checked"))
    }

    @Test("The credentials are sent, the variables are asked in their order, and a secret is never printed")
    func environment() async throws {
        let server = try RudeServer(.json("{}", status: 401))
        var program = try BuiltProgram()
        program.environment = [
            "ELASTICSEARCH_URL": server.url, "ES_URL": "http://127.0.0.1:1", "BEACONING_USERNAME": "elastic",
            "BEACONING_PASSWORD_FILE": try program.write("hunter2\n", to: "password"),
        ]
        let outcome = try await program.run("preview", "-v")
        #expect(outcome.code == 77)
        #expect(outcome.messages.contains("from ELASTICSEARCH_URL"))
        #expect(outcome.messages.contains("user elastic"))
        #expect(!outcome.messages.contains("hunter2"))
        let sent = server.requests.first?.headers("authorization")
        #expect(sent == ["Basic " + Data("elastic:hunter2".utf8).base64EncodedString()])
    }
}
