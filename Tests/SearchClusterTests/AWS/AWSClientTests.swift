import HTTPTransport
import Synchronization
import TestSupport
import Testing

@testable import SearchCluster

@Suite("Sending signed requests", .timeLimit(.minutes(5)))
struct AWSClientTests {
    private static let access = AWSAccess(
        service: .domains, region: "eu-central-1", keyID: "AKID", secretKey: Secret("hunter2"),
        sessionToken: Secret("a-session-token"))

    private func client(
        _ server: RudeServer, path: String = "", _ change: (inout ClusterConfiguration) -> Void = { _ in }
    ) throws -> ClusterClient {
        var configuration = ClusterConfiguration(
            urls: [server.url + path], credentials: .aws(Self.access), pause: { _ in })
        change(&configuration)
        return try ClusterClient(configuration: configuration)
    }

    @Test("What arrives is what was signed: host, path, query and body")
    func arrives() async throws {
        let server = try RudeServer(.json("{}"))
        let client = try client(server, path: "/proxy/") { $0.clockSeconds = { 1_440_938_160 } }
        let body = Array(#"{"size":0}"#.utf8)
        _ = try await client.send(
            ClusterCall(
                .post, ["logs-*,metrics", "_search"], query: [("b", "*"), ("a", "")], body: body, to: "testing"))
        let request = server.requests[0]
        #expect(request.target == "/proxy/logs-%2A%2Cmetrics/_search?a=&b=%2A")
        #expect(request.headers("host") == ["127.0.0.1:\(server.port)"])
        let again = Self.access.signed(
            .post, host: request.headers("host")[0], target: request.target, body: request.body,
            atSeconds: 1_440_938_160)
        for header in again.headers { #expect(request.headers(header.name) == [header.value], "\(header.name)") }
        #expect(again.target == request.target)
    }

    @Test("Each attempt is signed anew, by the clock of its moment")
    func attempts() async throws {
        let server = try RudeServer(.text("", status: 503), .json("{}"))
        let clock = Mutex<Int64>(1_440_938_160)
        let client = try client(server) {
            $0.clockSeconds = {
                clock.withLock { seconds in
                    seconds += 60
                    return seconds
                }
            }
        }
        _ = try await client.send(ClusterCall(.get, ["a"], to: "testing"))
        #expect(server.requests.flatMap { $0.headers("x-amz-date") } == ["20150830T123700Z", "20150830T123800Z"])
        #expect(Set(server.requests.flatMap { $0.headers("authorization") }).count == 2)
    }

    @Test(
        "A refused signature says why, and what to do; a missing right is another matter",
        arguments: [
            (
                "Signature expired: 20150830T123600Z is now earlier than 20150830T130000Z (…)",
                ClusterError.Code.unauthenticated, "clock"
            ),
            ("Signature not yet current: 20150830T123600Z is still later than …", .unauthenticated, "clock"),
            ("The security token included in the request is expired", .unauthenticated, "get a new one"),
            ("The security token included in the request is invalid.", .unauthenticated, "AWS_REGION"),
            (
                "The request signature we calculated does not match the signature you provided.", .unauthenticated,
                "--aws"
            ),
            (
                "The Canonical String should have been 'x-amz-security-token:a-session-token'. The request signature we "
                    + "calculated does not match", .unauthenticated, "security-token:•••'"
            ),
            ("User: arn:aws:iam::1:user/u is not authorized to perform: es:ESHttpGet", .forbidden, "not authorized"),
        ])
    func refused(_ reason: String, _ code: ClusterError.Code, _ words: String) async throws {
        let server = try RudeServer(.json(#"{"message":"\#(reason)"}"#, status: 403))
        let client = try client(server)
        let error = await failure { () throws(ClusterError) in
            try await client.send(ClusterCall(.get, ["a"], to: "testing"))
        }
        #expect(error?.code == code)
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
        #expect(server.requests.count == 1)
    }

    @Test("Neither key nor token is printed")
    func printing() {
        var text = "\(Self.access) \(String(reflecting: Self.access)) \(Credentials.aws(Self.access))"
        dump(Self.access, to: &text)
        #expect(!text.contains("hunter2") && !text.contains("a-session-token"))
    }

    @Test("A signature does not travel over plain http to another machine: its session token would be readable")
    func plain() {
        let configuration = ClusterConfiguration(urls: ["http://es.example.org"], credentials: .aws(Self.access))
        #expect(throws: ClusterError.self) { try ClusterClient(configuration: configuration) }
    }
}
