import Foundation
import TestSupport
import Testing

@Suite("config")
struct ConfigTests {
    private static let file = """
        current_context: lab
        contexts:
          lab:
            url: https://user:canary@lab.example.org
            api_key: canary
            retries: 2
          prod:
            url: https://prod.example.org
            password_file: canary.txt
        """

    /// A program with a settings file at its usual place.
    private func program(_ text: String = file) throws -> BuiltProgram {
        let program = try BuiltProgram()
        let place = program.folder.appendingPathComponent(".config/beaconing")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let path = try program.write(text, to: ".config/beaconing/config.yml")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        return program
    }

    @Test("contexts marks the current one")
    func contexts() async throws {
        let program = try program()
        #expect(try await program.run("config", "contexts").output == "* lab\n  prod\n")
        #expect(try await program.run("config", "contexts", "--context", "prod").output == "  lab\n* prod\n")
        #expect(try await BuiltProgram().run("config", "contexts").code == 78)
    }

    @Test("show names every setting with its origin, and no secret")
    func show() async throws {
        var program = try program()
        program.environment = ["BEACONING_STATE_INDEX": "mine", "BEACONING_DASHBOARDS_PASSWORD": "canary"]
        let outcome = try await program.run("config", "show", "--timeout", "7s")
        let rows = outcome.lines.map { $0.split(separator: " ", omittingEmptySubsequences: true).map(String.init) }
        let file = program.folder.appendingPathComponent(".config/beaconing/config.yml").path
        for row in [
            ["config", file, "default"], ["context", "lab", "current_context"],
            ["url", "•••@lab.example.org", "\(file):4"], ["api_key", "•••", "\(file):5"],
            ["timeout", "7s", "--timeout"],
            ["retries", "2", "\(file):6"], ["state_index", "mine", "BEACONING_STATE_INDEX"],
            ["dashboards_password", "•••", "BEACONING_DASHBOARDS_PASSWORD"],
        ] {
            #expect(rows.contains(row), "\(row): \(outcome.output)")
        }
        #expect(!outcome.output.contains("canary") && !outcome.messages.contains("canary"))
        // An address with a user in it cannot work, which is told after what there is.
        #expect(outcome.code == 78, "\(outcome.messages)")
    }

    @Test("The credentials of a context are sent to its address, and to no other")
    func sent() async throws {
        let (own, other) = (try RudeServer(.json("{}", status: 401)), try RudeServer(.json("{}", status: 401)))
        let program = try program("current_context: a\ncontexts: {a: {url: '\(own.url)', api_key: 'aWQ6a2V5'}}")
        #expect(try await program.run("status").code == 77)
        #expect(own.requests.first?.headers("authorization") == ["ApiKey aWQ6a2V5"])
        let outcome = try await program.run("status", "--url", other.url)
        #expect(outcome.code == 77 && outcome.messages.contains("for its own addresses"), "\(outcome.messages)")
        #expect(other.requests.first?.headers("authorization") == [])
    }

    @Test("A file that cannot be read stops what needs it, and nothing else")
    func broken() async throws {
        let program = try program("contexts: [")
        for words in [["version"], ["help", "run"], ["simulate", "--hours", "1", "--hosts", "1", "--output", "x"]] {
            #expect(try await program.run(words).code == 0)
        }
        for words in [["status"], ["config", "show"], ["templates", "list"]] {
            let outcome = try await program.run(words)
            #expect(outcome.code == 78 && outcome.messages.contains("config.yml:"), "\(outcome.messages)")
        }
    }
}
