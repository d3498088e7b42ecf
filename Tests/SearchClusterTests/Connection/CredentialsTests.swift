import HTTPTransport
import SearchCluster
import TestSupport
import Testing

@Suite("Credentials", .timeLimit(.minutes(5)))
struct CredentialsTests {
    @Test(
        "They travel in the Authorization header alone",
        arguments: [
            (Credentials.basic(user: "elastic", password: Secret("p:ä")), "Basic ZWxhc3RpYzpwOsOk"),
            (.apiKey(Secret("id:key")), "ApiKey aWQ6a2V5"),
            (.bearer(Secret("AAEAAWVsYXN0aWM=")), "Bearer AAEAAWVsYXN0aWM="),
            (.apiKey(Secret("aWQ6a2V5")), "ApiKey aWQ6a2V5"),
        ])
    func header(credentials: Credentials, value: String) async throws {
        let server = try RudeServer(.json("{}"))
        _ = try await ClusterClient(server, credentials: credentials).send(ClusterCall(.get, ["a"], to: "testing"))
        #expect(server.requests[0].headers("authorization") == [value])
    }

    @Test("Without any, there is no such header")
    func none() async throws {
        let server = try RudeServer(.json("{}"))
        _ = try await ClusterClient(server).send(ClusterCall(.get, ["a"], to: "testing"))
        #expect(server.requests[0].headers("authorization").isEmpty)
    }

    @Test("No way of printing shows a secret")
    func printing() {
        var text = ""
        for credentials in [
            Credentials.basic(user: "u", password: Secret("hunter2")), .apiKey(Secret("hunter2")),
            .bearer(Secret("hunter2")),
        ] {
            var configuration = ClusterConfiguration(urls: ["http://localhost"], credentials: credentials)
            configuration.transport.clientCertificate = ClientCertificate(
                certificateFile: "a", passphrase: Secret("hunter2"))
            text += "\(credentials) \(String(reflecting: credentials)) \(configuration)"
            text += String(reflecting: configuration)
            dump(configuration, to: &text)
            dump(credentials, to: &text)
        }
        dump(Secret("hunter2"), to: &text)
        #expect(text.contains("•••"))
        #expect(!text.contains("hunter2"))
    }

    @Test("A refusal says what was not accepted, without the secret")
    func refused() async throws {
        let server = try RudeServer(.json(#"{"error":"hunter2?"}"#, status: 401))
        for (credentials, words) in [
            (Credentials.none, "no credentials were given"),
            (.basic(user: "elastic", password: Secret("hunter2")), "password of user elastic"),
            (.apiKey(Secret("hunter2")), "API key"), (.bearer(Secret("hunter2")), "bearer token"),
        ] {
            let client = try ClusterClient(server, credentials: credentials)
            let error = await failure { () throws(ClusterError) in
                try await client.send(ClusterCall(.get, ["a"], to: "testing"))
            }
            #expect(error?.code == .unauthenticated)
            #expect(error?.description.contains(words) == true)
            #expect(error?.description.contains("hunter2") == false)
        }
    }
}
