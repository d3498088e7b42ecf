import Foundation
import SearchCluster
import Testing

@testable import beaconing

@Suite("Credentials from the environment")
struct CredentialsTests {
    private func read(_ environment: [String: String]) throws(Failure) -> Credentials {
        try Credentials(from: Surroundings(environment: environment, clockSeconds: 0))
    }

    @Test("None, a key, a token, or a user with a password")
    func ways() throws {
        guard case .none = try read(["BEACONING_API_KEY": ""]) else { throw Failure(.defect, "not none") }
        guard case .apiKey = try read(["BEACONING_API_KEY": "k"]) else { throw Failure(.defect, "not a key") }
        guard case .basic("u", _) = try read(["BEACONING_USERNAME": "u", "BEACONING_PASSWORD": "p"]) else {
            throw Failure(.defect, "not basic")
        }
        guard case .bearer = try read(["BEACONING_BEARER_TOKEN": "t"]) else { throw Failure(.defect, "not a token") }
    }

    @Test(
        "Two ways at once, or half of one, are refused",
        arguments: [
            ["BEACONING_API_KEY": "k", "BEACONING_USERNAME": "u", "BEACONING_PASSWORD": "p"],
            ["BEACONING_API_KEY": "k", "BEACONING_USERNAME": "u"],
            ["BEACONING_API_KEY": "k", "BEACONING_PASSWORD": "p"],
            ["BEACONING_API_KEY": "k", "BEACONING_BEARER_TOKEN": "t"],
            ["BEACONING_BEARER_TOKEN": "t", "BEACONING_PASSWORD": "p"],
            ["BEACONING_BEARER_TOKEN": "t", "BEACONING_BEARER_TOKEN_FILE": "/dev/null"],
            ["BEACONING_USERNAME": "u"], ["BEACONING_PASSWORD": "p"],
            ["BEACONING_API_KEY": "k", "BEACONING_API_KEY_FILE": "/dev/null"],
        ])
    func conflicts(_ environment: [String: String]) {
        let failure = #expect(throws: Failure.self) { try read(environment) }
        #expect(failure?.code == .configuration)
    }

    @Test("A secret's file loses the newline at its end, and must hold one line")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("credentials-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("user")
        func user(_ text: String) throws -> Credentials {
            try Data(text.utf8).write(to: file)
            return try read(["BEACONING_USERNAME_FILE": file.path, "BEACONING_PASSWORD": "p"])
        }
        for text in ["elastic", "elastic\n", "elastic\r\n", "elastic\n\n"] {
            guard case .basic("elastic", _) = try user(text) else { throw Failure(.defect, "not elastic") }
        }
        #expect(#expect(throws: Failure.self) { try user("\n") }?.code == .configuration)
        #expect(#expect(throws: Failure.self) { try user("a\nb\n") }?.code == .configuration)
        #expect(
            #expect(throws: Failure.self) { try read(["BEACONING_API_KEY_FILE": folder.path + "/none"]) }?.code == .file
        )
    }
}
