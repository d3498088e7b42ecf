import Foundation
import HTTPTransport
import TestSupport
import Testing

@Suite("TLS", .timeLimit(.minutes(5)))
struct TLSTests {
    /// A file that lasts as long as this value.
    private final class TemporaryFile {
        let path = FileManager.default.temporaryDirectory.appending(path: "tls-test-\(UUID().uuidString).pem").path

        init(_ text: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    /// A certificate that a server has as its own, those with it, and what a client trusts.
    private struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let presents: @Sendable (TestCertificate) throws -> [TestCertificate]
        let trusts: @Sendable (TestCertificate, [TestCertificate]) -> String
        var refusal: HTTPError.Code?
    }

    private static func connect(
        _ presented: [TestCertificate], asking authority: TestCertificate? = nil,
        newest: TLSServer.Version = .tls13, _ change: (inout HTTPConfiguration) -> Void
    ) async throws -> (error: HTTPError?, requests: Int, clients: [String?]) {
        let server = try RudeServer(.text("ok"))
        let tls = try TLSServer(before: server, presented, asking: authority, newest: newest)
        let client = try HTTPClient(change)
        let error = await failure { () throws(HTTPError) in try await client.get(tls.url) }
        return (error, server.requests.count, tls.clients)
    }

    @Test("An authority's file is trusted, another's is not, and nothing of the request goes to a stranger")
    func file() async throws {
        let (ours, theirs) = (try TestCertificate.authority(), try TestCertificate.authority())
        let (own, other) = (try TemporaryFile(ours.pem), try TemporaryFile(theirs.pem))
        let presented = [try ours.server()]
        let good = try await Self.connect(presented) { $0.caFile = own.path }
        #expect(good.error == nil && good.requests == 1)
        let bad = try await Self.connect(presented) { $0.caFile = other.path }
        #expect(bad.error?.code == .certificate && bad.requests == 0)
    }

    @Test("A certificate of another name is refused, also under a trusted fingerprint")
    func name() async throws {
        let authority = try TestCertificate.authority()
        let file = try TemporaryFile(authority.pem)
        let presented = [try authority.server("DNS:es.example.org"), authority]
        let byFile = try await Self.connect(presented) { $0.caFile = file.path }
        #expect(byFile.error?.code == .certificate && byFile.requests == 0)
        let fingerprint = CertificateFingerprint(authority.fingerprint)
        let byFingerprint = try await Self.connect(presented) { $0.caFingerprint = fingerprint }
        #expect(byFingerprint.error?.code == .certificate && byFingerprint.requests == 0)
    }

    @Test("TLS below 1.2 is not spoken", arguments: [TLSServer.Version.tls11, .tls12, .tls13])
    func version(_ newest: TLSServer.Version) async throws {
        let authority = try TestCertificate.authority()
        let file = try TemporaryFile(authority.pem)
        let outcome = try await Self.connect([try authority.server()], newest: newest) { $0.caFile = file.path }
        #expect(outcome.error?.code == (newest == .tls11 ? .tls : nil))
        #expect(outcome.requests == (newest == .tls11 ? 0 : 1))
    }

    private static let fingerprints: [Case] = [
        Case(
            testDescription: "of the root", presents: { [try $0.server(), $0] },
            trusts: { root, _ in root.fingerprint }),
        Case(
            testDescription: "of the certificate itself", presents: { [try $0.server()] },
            trusts: { $1[0].fingerprint }),
        Case(
            testDescription: "of an authority in between",
            presents: {
                let between = try $0.intermediate()
                return [try between.server(), between]
            }, trusts: { $1[1].fingerprint }),
        Case(
            testDescription: "of the root above one in between",
            presents: {
                let between = try $0.intermediate()
                return [try between.server(), between, $0]
            }, trusts: { root, _ in root.fingerprint }),
        Case(
            testDescription: "of a root that is not presented", presents: { [try $0.server()] },
            trusts: { root, _ in root.fingerprint }, refusal: .fingerprint),
        Case(
            testDescription: "of nothing that is presented", presents: { [try $0.server(), $0] },
            trusts: { _, _ in String(repeating: "0f", count: 32) }, refusal: .fingerprint),
        Case(
            testDescription: "of a root that has signed none of it",
            presents: { [try TestCertificate.authority().server(), $0] }, trusts: { root, _ in root.fingerprint },
            refusal: .certificate),
        Case(
            testDescription: "of a certificate of the same authority that is not the server's",
            presents: { [try TestCertificate.authority().server(), try $0.server(), $0] },
            trusts: { $1[1].fingerprint }, refusal: .certificate),
    ]

    @Test("A fingerprint stands for one certificate that vouches for the server", arguments: fingerprints)
    private func fingerprint(_ sample: Case) async throws {
        let root = try TestCertificate.authority()
        let presented = try sample.presents(root)
        let trusted = try #require(CertificateFingerprint(sample.trusts(root, presented)))
        let outcome = try await Self.connect(presented) { $0.caFingerprint = trusted }
        #expect(outcome.error?.code == sample.refusal, "\(String(describing: outcome.error))")
        // What was refused saw no byte of a request, and with it no credentials.
        #expect(outcome.requests == (sample.refusal == nil ? 1 : 0))
        #expect(outcome.error?.mayHaveReachedServer != true)
    }

    @Test("Every connection is verified, and all of them share what is trusted")
    func connections() async throws {
        let authority = try TestCertificate.authority()
        let server = try RudeServer { .text($0.target) }
        let tls = try TLSServer(before: server, [try authority.server(), authority])
        let client = try HTTPClient { $0.caFingerprint = CertificateFingerprint(authority.fingerprint) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    let response = try await client.get("\(tls.url)/\(number)")
                    #expect(response.status == 200)
                }
            }
            try await group.waitForAll()
        }
        #expect(server.requests.count == 20)
        #expect((1...4).contains(tls.connections))
    }

    @Test(
        "Fingerprints are read as they are printed",
        arguments: [
            ("AB:cd:" + String(repeating: "00:", count: 29) + "0f", "abcd" + String(repeating: "00", count: 29) + "0f"),
            (String(repeating: "0F", count: 32), String(repeating: "0f", count: 32)),
            (String(repeating: "0f", count: 31), nil), (String(repeating: "0g", count: 32), nil), ("", nil),
            (String(repeating: "0f;", count: 31) + "0f", nil), (String(repeating: "0f:", count: 32), nil),
        ] as [(String, String?)])
    func reading(_ text: String, _ fingerprint: String?) {
        #expect(CertificateFingerprint(text)?.description == fingerprint)
    }

    @Test("A server that asks gets the client's certificate, also with a key that a passphrase opens")
    func clientCertificate() async throws {
        let authority = try TestCertificate.authority()
        let (trusted, ours) = (try TemporaryFile(authority.pem), try authority.client("the runner"))
        let (both, certificate) = (try TemporaryFile(ours.pem + ours.keyPEM()), try TemporaryFile(ours.pem))
        let locked = try TemporaryFile(ours.keyPEM(passphrase: "hunter2"))
        for shown in [
            ClientCertificate(certificateFile: both.path),
            ClientCertificate(
                certificateFile: certificate.path, keyFile: locked.path, passphrase: Secret("hunter2")),
        ] {
            let outcome = try await Self.connect([try authority.server()], asking: authority) {
                $0.caFile = trusted.path
                $0.clientCertificate = shown
            }
            #expect(outcome.error == nil && outcome.clients == ["the runner"] && outcome.requests == 1)
        }
    }

    @Test("Without a certificate, or with one of a stranger, the server's refusal is told as such")
    func noClientCertificate() async throws {
        let (authority, stranger) = (try TestCertificate.authority(), try TestCertificate.authority())
        let third = try TestCertificate.authority("an authority of another name")
        let trusted = try TemporaryFile(authority.pem)
        let files = try [stranger, third].map { authority in
            let other = try authority.client("somebody")
            return try TemporaryFile(other.pem + other.keyPEM())
        }
        for shown in [nil] + files.map({ ClientCertificate(certificateFile: $0.path) }) {
            let outcome = try await Self.connect([try authority.server()], asking: authority) {
                $0.caFile = trusted.path
                $0.clientCertificate = shown
            }
            #expect(outcome.error?.code == .clientCertificate, "\(String(describing: outcome.error))")
            #expect(outcome.requests == 0 && outcome.clients.isEmpty)
        }
    }

    @Test("Keys that cannot be used are found out before a connection, and no passphrase is asked for or repeated")
    func keys() throws {
        let authority = try TestCertificate.authority()
        let (ours, other) = (try authority.client("us"), try authority.client("others"))
        let certificate = try TemporaryFile(ours.pem)
        let locked = try TemporaryFile(ours.keyPEM(passphrase: "hunter2"))
        let (foreign, empty) = (try TemporaryFile(other.keyPEM()), try TemporaryFile("nothing"))
        let cases: [(key: String, passphrase: String?, words: String)] = [
            (locked.path, nil, "no passphrase is given"), (locked.path, "hunter3", "not opened by its passphrase"),
            (foreign.path, nil, "does not belong to the certificate"), (empty.path, nil, "holds no private key"),
            (certificate.path, nil, "holds no private key"), (certificate.path + ".none", nil, "No such file"),
        ]
        for (key, passphrase, words) in cases {
            do throws(HTTPError) {
                var configuration = HTTPConfiguration()
                configuration.clientCertificate = ClientCertificate(
                    certificateFile: certificate.path, keyFile: key, passphrase: passphrase.map(Secret.init))
                _ = try HTTPClient(configuration: configuration)
                Issue.record("\(words): it was taken")
            } catch {
                #expect(error.code == .unusable && error.message.contains(words), "\(error.message)")
                #expect(!error.message.contains("hunter"))
            }
        }
    }

    @Test("A fingerprint cannot go with a CA file, or with no verification at all")
    func contradictions() throws {
        let authority = try TestCertificate.authority()
        let file = try TemporaryFile(authority.pem)
        for (path, verifies) in [(file.path, true), (nil, false)] as [(String?, Bool)] {
            var configuration = HTTPConfiguration()
            configuration.caFingerprint = CertificateFingerprint(authority.fingerprint)
            configuration.caFile = path
            configuration.verifiesPeer = verifies
            #expect(throws: HTTPError.self) { try HTTPClient(configuration: configuration) }
        }
    }
}
