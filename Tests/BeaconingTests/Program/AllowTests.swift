import SearchCluster
import TestSupport
import Testing

@Suite("Allow-lists at the command line")
struct AllowTests {
    private static let entries = """
        allow:
          - process: WeatherTray.exe
            destination: [20.0.0.0/8, 52.0.0.0/8]
            reason: the weather
            author: ann
            expires: never
          - process: "MicrosoftEdge*"
            host: ws-0010
            reason: updates
            author: bob
            expires: 2026-11-25
          - process: rundll32.exe
            reason: gone
            author: bob
            expires: 2026-11-01

        """

    /// Made traffic, whose window ends with it.
    private func program() async throws -> BuiltProgram {
        let program = try BuiltProgram()
        _ = try program.write(Self.entries, to: "allow.yml")
        let made = try await program.run(
            "simulate", "--hosts", "20", "--hours", "8", "--end", "2026-11-24T18:00:00Z", "--output", "day.ndjson")
        try #require(made.code == 0, "\(made.messages)")
        return program
    }

    @Test("What allow check says of files is what a run then marks, signal by signal")
    func agreement() async throws {
        let program = try await program()
        let check = try await program.run(
            "allow", "check", "--allow", "allow.yml", "--input", "day.ndjson", "--format", "json", "-q")
        let review = try #require(JSONValue(parsing: Array(check.output.utf8)), "\(check.messages)")
        let said = (review["entries"]?.array ?? []).flatMap { $0["signals"]?.array ?? [] }
            .map { "\($0["host"]?.string ?? "") \($0["process"]?.string ?? "")" }.sorted()
        let preview = try await program.run(
            "preview", "--allow", "allow.yml", "--input", "day.ndjson", "--format", "ndjson")
        let documents = preview.lines.compactMap { JSONValue(parsing: Array($0.utf8)) }
        let marked = documents.filter { $0["beaconing"]?["allowed"] == true }
            .map { "\($0["host"]?["name"]?.string ?? "") \($0["process"]?["name"]?.string ?? "")" }.sorted()
        #expect(said == marked && said.count >= 3, "\(said)\n\(marked)")
        #expect(Int64(documents.count) == review["signals"]?.integer)
        #expect(
            documents.contains {
                $0["process"]?["name"]?.string == "rundll32.exe" && $0["beaconing"]?["allowed"] == nil
            })
        #expect(preview.messages.contains(", \(marked.count) of them allowed"), "\(preview.messages)")
        let without = try await program.run("preview", "--input", "day.ndjson", "--format", "ndjson", "-q")
        #expect(without.lines.count == preview.lines.count)
    }

    @Test("A list is found in the usual place and through the environment, and a wrong one ends the run")
    func places() async throws {
        let program = try await program()
        let usual = try await program.shell(
            "mkdir -p \"$HOME/.config/beaconing\" && cp allow.yml \"$HOME/.config/beaconing/\" && \"$0\" allow list")
        #expect(usual.code == 0 && usual.output.contains("the weather"), "\(usual.messages)")
        #expect(usual.output.contains("warning: it has expired; its signals are back"))
        _ = try program.write("allow:\n- {process: a}\n- 3\n", to: "bad.yml")
        let list = try await program.run("allow", "list", "--allow", "bad.yml")
        #expect(list.code == 78 && list.output.split(separator: "\n").count == 4, "\(list.output)")
        let run = try await program.shell("BEACONING_ALLOW=allow.yml:bad.yml \"$0\" preview --input day.ndjson")
        #expect(run.code == 78 && run.messages.contains("bad.yml:2: the entry has no reason"), "\(run.messages)")
        let none = try await program.run("allow", "list", "--allow", "none.yml")
        #expect(none.code == 78 && none.output.contains("none.yml"), "\(none.output)")
        let usage = try await program.run("allow", "check", "--input", "day.ndjson", "--days", "3")
        #expect(usage.code == 64, "\(usage.messages)")
    }

    @Test("Signals that are all allowed are no reason for exit code 10")
    func failOnSignals() async throws {
        let program = try await program()
        _ = try program.write("allow:\n- {host: '?*', reason: r, author: a, expires: never}\n", to: "all.yml")
        let words = ["preview", "-q", "--input", "day.ndjson", "--fail-on-signals", "--allow"]
        #expect(try await program.run(words + ["allow.yml"]).code == 10)
        #expect(try await program.run(words + ["all.yml"]).code == 0)
    }
}
