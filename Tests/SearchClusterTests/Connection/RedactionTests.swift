import Foundation
import HTTPTransport
import TestSupport
import Testing

@testable import SearchCluster

@Suite("Redaction", .timeLimit(.minutes(5)))
struct RedactionTests {
    private static let unreserved = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
    private static let secret = "ca9/+\"\\%ä-nary"

    private func redaction(_ credentials: Credentials, passphrase: String? = nil) -> Redaction {
        var configuration = ClusterConfiguration(urls: ["http://localhost"], credentials: credentials)
        if let passphrase {
            configuration.transport.clientCertificate = ClientCertificate(
                certificateFile: "a", passphrase: Secret(passphrase))
        }
        return Redaction(configuration)
    }

    private func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    @Test("A password is found as it is, escaped, as base64, and with its user")
    func password() throws {
        let redaction = redaction(.basic(user: "u", password: Secret(Self.secret)))
        let escaped = try #require(Self.secret.addingPercentEncoding(withAllowedCharacters: Self.unreserved))
        for form in [
            Self.secret, base64(Self.secret), base64("u:\(Self.secret)"), escaped, escaped.lowercased(),
            base64(Self.secret).replacing("=", with: ""), base64("u:\(Self.secret)").replacing("/", with: "\\/"),
            String(JSONValue.string(Self.secret).text.dropFirst().dropLast()),
        ] {
            #expect(redaction.redacted("before \(form) after \(form)") == "before ••• after •••", "\(form)")
        }
        #expect(redaction.redacted("user u, nothing else") == "user u, nothing else")
    }

    @Test("Every kind of credentials has its secrets found, and none else")
    func kinds() {
        let access = AWSAccess(
            service: .domains, region: "eu-west-1", keyID: "AKID", secretKey: Secret("one-secret"),
            sessionToken: Secret("two-secret"))
        for (credentials, text, expected) in [
            (Credentials.bearer(Secret("one-secret")), "a one-secret", "a •••"),
            (.apiKey(Secret("ident:one-secret")), "ident one-secret \(base64("ident:one-secret"))", "ident ••• •••"),
            (.apiKey(Secret(base64("ident:one-secret"))), "ident:one-secret one-secret", "••• •••"),
            (.aws(access), "AKID one-secret two-secret", "AKID ••• •••"), (.none, "one-secret", "one-secret"),
        ] {
            #expect(redaction(credentials).redacted(text) == expected)
        }
        #expect(redaction(.none, passphrase: "one-secret").redacted("one-secret") == "•••")
    }

    @Test("What is too short to be told from words is left, and dots are not taken for something to take out")
    func short() {
        #expect(redaction(.bearer(Secret("expired"))).redacted("it has expired") == "it has expired")
        let short = redaction(.basic(user: "user", password: Secret("abc")))
        #expect(short.redacted("abc user:abc \(base64("user:abc"))") == "abc ••• •••")
        #expect(Redaction(["••••"]).redacted("••••••••") == "••••••")
        var both = Redaction(["first one"])
        both.add(Redaction(["second one"]))
        #expect(both.redacted("first one, second one") == "•••, •••")
    }

    @Test(
        "A server that repeats the request is not repeated",
        arguments: [400 as Int, 401, 403, 404, 409, 413, 429, 500, 502, 503])
    func echo(_ status: Int) async throws {
        let server = try RudeServer { request in
            let headers = request.headers.map { "\($0.name): \($0.value)" }.joined(separator: "; ")
            let error: JSONValue = [
                "error": ["type": "echo", "reason": .string(headers)], "message": .string(headers),
            ]
            return .answer(status: status, headers: [("Content-Type", "application/json")], body: error.bytes)
        }
        let client = try ClusterClient(
            server, credentials: .basic(user: "u", password: Secret(Self.secret)), attempts: 1)
        let (sent, other) = (base64("u:\(Self.secret)"), "X-Opaque-Id")
        do throws(ClusterError) {
            let response = try await client.send(ClusterCall(.get, ["a"], to: "testing"))
            #expect(!String(decoding: response.body, as: UTF8.self).contains(sent))
            #expect(String(decoding: response.body, as: UTF8.self).contains("Authorization: Basic •••"))
        } catch {
            #expect(!error.description.contains(sent) && !error.description.contains(other))
        }
        #expect(server.requests[0].headers("authorization") == ["Basic \(sent)"])
    }
}
