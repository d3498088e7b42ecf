import HTTPTransport
import SearchCluster
import Testing

@testable import beaconing

@Suite("Whom a connection trusts, and what it shows")
struct TrustSettingsTests {
    private static let fingerprint = String(repeating: "0f", count: 32)
    private static let other = String(repeating: "ab", count: 32)
    // The files are read only when connections are made.
    private static let file = #filePath

    private func transport(_ words: [String], _ environment: [String: String] = [:]) throws -> HTTPConfiguration {
        let surroundings = Surroundings(environment: environment, clockSeconds: 0)
        guard case .words(let typed) = try CommandLineParser().parse(["run", "--url", "https://es"] + words) else {
            throw Failure(.defect, "help")
        }
        return try #require(try ClusterSettings(typed, in: surroundings)).configuration.transport
    }

    @Test("A file or a fingerprint; what is typed comes before the environment as a whole")
    func order() throws {
        let plain = try transport([])
        #expect(plain.caFile == nil && plain.caFingerprint == nil && plain.verifiesPeer)
        let fromFile = try transport(["--ca-file", Self.file], ["BEACONING_CA_FINGERPRINT": Self.other])
        #expect(fromFile.caFile == Self.file && fromFile.caFingerprint == nil)
        let typed = try transport(
            ["--ca-fingerprint", Self.fingerprint],
            ["BEACONING_CA_FINGERPRINT": Self.other, "BEACONING_CA_FILE": Self.file])
        #expect(typed.caFile == nil && typed.caFingerprint?.description == Self.fingerprint)
        let told = try transport([], ["BEACONING_CA_FINGERPRINT": Self.other])
        #expect(told.caFingerprint?.description == Self.other)
        let nobody = try transport(["--insecure"], ["BEACONING_CA_FINGERPRINT": Self.other])
        #expect(!nobody.verifiesPeer && nobody.caFingerprint == nil)
    }

    @Test(
        "What contradicts itself or is no fingerprint is refused",
        arguments: [
            (["--ca-file", file, "--ca-fingerprint", fingerprint], [:], ExitCode.usage),
            (["--insecure", "--ca-fingerprint", fingerprint], [:], .usage),
            (["--ca-fingerprint", "0f0f"], [:], .configuration),
            ([], ["BEACONING_CA_FINGERPRINT": "sha256"], .configuration),
            ([], ["BEACONING_CA_FINGERPRINT": other, "BEACONING_CA_FILE": file], .configuration),
            (["--client-key-file", file], [:], .configuration),
            ([], ["BEACONING_CLIENT_KEY_PASSPHRASE": "hunter2"], .configuration),
            (["--client-cert-file", "/nowhere.pem"], [:], .file),
            (
                ["--client-cert-file", file],
                ["BEACONING_CLIENT_KEY_PASSPHRASE": "hunter2", "BEACONING_CLIENT_KEY_PASSPHRASE_FILE": file],
                .configuration
            ),
        ] as [([String], [String: String], ExitCode)])
    func refused(_ words: [String], _ environment: [String: String], _ code: ExitCode) {
        let failure = #expect(throws: Failure.self) { try transport(words, environment) }
        #expect(failure?.code == code)
        #expect(failure?.description.contains("hunter2") == false)
    }

    @Test("A client's certificate comes with its key, or holds it")
    func client() throws {
        #expect(try transport([]).clientCertificate == nil)
        let one = try transport(["--client-cert-file", Self.file]).clientCertificate
        #expect(one?.certificateFile == Self.file && one?.keyFile == Self.file && one?.passphrase == nil)
        let two = try transport(
            ["--client-key-file", "/dev/null"],
            ["BEACONING_CLIENT_CERT_FILE": Self.file, "BEACONING_CLIENT_KEY_PASSPHRASE": "hunter2"]
        ).clientCertificate
        #expect(two?.certificateFile == Self.file && two?.keyFile == "/dev/null" && two?.passphrase != nil)
    }
}
