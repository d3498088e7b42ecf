import TestSupport
import Testing

@testable import beaconing

@Suite("The README")
struct ReadmeTests {
    @Test("Every command that needs no cluster runs as printed, one after the other")
    func commands() async throws {
        let commands = try Readme.commands().filter { !Readme.needsCluster($0) && !Readme.installs($0) }
        #expect(commands.count >= 3)
        let program = try BuiltProgram()
        for command in commands {
            let outcome = try await program.shell("\"$0\"" + command.dropFirst("beaconing".count))
            #expect(outcome.code == 0, "\(command): \(outcome.messages)")
            #expect(!outcome.output.isEmpty || command.contains("--output"))
        }
    }

    @Test("Every command is read without complaint, also those that need a cluster")
    func words() async throws {
        for command in try Readme.commands() where Readme.needsCluster(command) || Readme.installs(command) {
            var program = try BuiltProgram()
            program.environment["BEACONING_URL"] = "http://127.0.0.1:1"
            // What stays until it is told to stop waits for its cluster, too.
            let once = command.contains("--every") && !command.contains("--once") ? " --once" : ""
            let outcome = try await program.shell("\"$0\"\(command.dropFirst("beaconing".count))\(once) --retries 0")
            #expect(outcome.code == ExitCode.unreachable.rawValue, "\(command): \(outcome.messages)")
        }
    }

    @Test("The table of verbs names the verbs there are")
    func verbs() throws {
        let named = try Readme.table(under: "Verbs").map { $0[0].filter { $0 != "`" } }
        #expect(named == Program.root.verbs.map(\.name))
    }

    @Test("The table of exit codes has every code")
    func codes() throws {
        let named = try Readme.table(under: "Exit codes").flatMap {
            $0[0].split(separator: ",").compactMap { Int32($0.filter { $0 != " " }) }
        }
        #expect(named == ExitCode.allCases.map(\.rawValue))
    }
}
