import TestSupport
import Testing

@testable import beaconing

@Suite("README and docs")
struct ManualTests {
    /// The program in a folder with the files that the documents speak of.
    private func program() throws -> BuiltProgram {
        let program = try BuiltProgram()
        _ = try program.write(SampleLogs.zeek, to: "conn.log")
        _ = try program.write(SampleLogs.sysmon, to: "sysmon.json")
        _ = try program.write(SampleLogs.firewall, to: "firewall.csv")
        _ = try program.write(
            "allow:\n- {process: svchelper.exe, destination: 91.186.115.0/24, reason: r, author: a, expires: never}\n",
            to: "allow.yml")
        return program
    }

    @Test("Every command that needs no cluster runs as printed, one after the other", arguments: Manual.all)
    func commands(manual: Manual) async throws {
        // The tutorial is run as a whole.
        let commands = try manual.description == "docs/tutorial.md" ? [] : manual.commands()
        let program = try program()
        if commands.contains(where: { $0.contains("day.ndjson") && !$0.contains("--output day.ndjson") }) {
            let made = try await program.run(
                "simulate", "--hosts", "20", "--hours", "8", "--end", "2026-11-24T18:00:00Z", "--output", "day.ndjson",
                "--labels", "truth.ndjson")
            try #require(made.code == 0, "\(made.messages)")
        }
        for command in commands where !Manual.needsCluster(command) {
            let outcome = try await program.shell("\"$0\"" + command.dropFirst("beaconing".count))
            #expect(outcome.code == 0, "\(command): \(outcome.messages)")
            #expect(!outcome.output.isEmpty || command.contains("--output"))
        }
    }

    @Test("Every command is read without complaint, also those that need a cluster", arguments: Manual.all)
    func words(manual: Manual) async throws {
        for command in try manual.commands() where Manual.needsCluster(command) {
            var program = try program()
            program.environment["BEACONING_URL"] = "http://127.0.0.1:1"
            if command.contains("--template ./mine.yml") {
                _ = try program.write("extends: beaconing\nid: mine\n", to: "mine.yml")
            }
            // What stays until it is told to stop waits for its cluster, too.
            let stays = command.contains("--every") || command.hasPrefix("beaconing watch")
            let once = stays && !command.contains("--once") ? " --once" : ""
            let words = command.dropFirst("beaconing".count).replacing("/var/lib/beaconing", with: "state")
                .replacing("--url https://es.example.org:9200", with: "")
                .replacing("--output dashboards.html", with: "--output d.html")
            let outcome = try await program.shell(
                "mkdir -p \"$HOME/.config/beaconing\"; \"$0\"\(words)\(once) --retries 0")
            // Roles are printed for both products, and made where --apply says so.
            let expected: ExitCode =
                command.hasPrefix("beaconing install roles") && !command.contains("--apply") ? .done : .unreachable
            #expect(outcome.code == expected.rawValue, "\(command): \(outcome.messages)")
        }
    }

    @Test("The tutorial can be followed from its first line to its last")
    func tutorial() async throws {
        let program = try BuiltProgram()
        let manual = try #require(Manual.all.first { $0.description == "docs/tutorial.md" })
        let lines = try manual.shellLines()
        #expect(lines.count { $0.hasPrefix("beaconing ") } >= 6)
        #expect(!lines.contains { $0.hasPrefix("beaconing ") && Manual.needsCluster($0) })
        let outcome = try await program.shell(
            "mkdir -p bin && ln -s \"$0\" bin/beaconing && PATH=\"$PWD/bin:$PATH\" && set -eu\n"
                + lines.joined(separator: "\n"))
        #expect(outcome.code == 0, "\(outcome.messages)")
        // What it says it prints is what is printed.
        for line in try manual.quotedLines() {
            #expect(outcome.output.contains(line), "\(line)")
        }
    }

    @Test("The table of verbs names the verbs there are")
    func verbs() throws {
        let named = try Manual.readme.table(under: "Verbs").map { $0[0].filter { $0 != "`" } }
        #expect(named == Program.root.verbs.map(\.name))
    }

    @Test("The table of exit codes has every code")
    func codes() throws {
        let named = try Manual.readme.table(under: "Exit codes").flatMap {
            $0[0].split(separator: ",").compactMap { Int32($0.filter { $0 != " " }) }
        }
        #expect(named == ExitCode.allCases.map(\.rawValue))
    }
}

extension Manual {
    /// The lines of its blocks of output.
    fileprivate func quotedLines() throws -> [Substring] {
        var isOutput = false
        return try text().split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            if line.hasPrefix("```") {
                isOutput = line == "```text"
                return false
            }
            return isOutput && !line.isEmpty
        }
    }
}
