import Foundation
import HTTPTransport
import TestSupport
import Testing

@Suite("Configuration")
struct ConfigurationTests {
    private static func refusal(_ change: (inout HTTPConfiguration) -> Void) -> HTTPError? {
        var configuration = HTTPConfiguration()
        change(&configuration)
        do throws(HTTPError) {
            _ = try HTTPClient(configuration: configuration)
            return nil
        } catch {
            return error
        }
    }

    @Test("A CA file that is missing, a folder, empty or no PEM is refused by name")
    func caFile() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (empty, other) = (folder.appending(path: "empty.pem"), folder.appending(path: "other.pem"))
        try Data().write(to: empty)
        try Data("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n".utf8).write(to: other)
        for (path, words) in [
            (folder.appending(path: "missing.pem").path, "No such file"), (folder.path, "Is a directory"),
            (empty.path, "holds no certificate"), (other.path, "holds no certificate"),
        ] {
            let error = Self.refusal { $0.caFile = path }
            #expect(error?.code == .unusable)
            #expect(error?.message.contains(path) == true)
            #expect(error?.message.contains(words) == true)
        }
    }

    @Test("A CA file with more than certificates in it is taken")
    func bundle() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".pem")
        let comment = String(repeating: "# an authority -- of ours\n", count: 10_000)
        try Data((comment + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(Self.refusal { $0.caFile = file.path } == nil)
    }

    @Test("A CA file with a broken certificate is found out at the first connection")
    func brokenCertificate() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".pem")
        try Data("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let server = try RawServer(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
        let client = try HTTPClient { $0.caFile = file.path }
        let error = await failure { () throws(HTTPError) in try await client.get("https://127.0.0.1:\(server.port)/") }
        #expect(error?.code == .certificate)
        #expect(error?.message.contains(file.path) == true)
    }

    @Test("Limits that allow nothing are refused")
    func limits() {
        #expect(Self.refusal { $0.maxConnectionsPerHost = 0 }?.code == .unusable)
        #expect(Self.refusal { $0.maxResponseBytes = 0 }?.code == .unusable)
        #expect(Self.refusal { $0.requestTimeoutSeconds = 0 }?.code == .unusable)
        #expect(Self.refusal { $0.connectTimeoutSeconds = -.infinity }?.code == .unusable)
        #expect(Self.refusal { $0.connectTimeoutSeconds = .nan }?.code == .unusable)
        #expect(Self.refusal { $0.connectTimeoutSeconds = .infinity } == nil)
    }
}
