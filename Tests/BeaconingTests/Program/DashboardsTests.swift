import Foundation
import TestSupport
import Testing

@Suite("Dashboards at the command line")
struct DashboardsTests {
    @Test(
        "What is exported passes the check, for each product and version",
        arguments: [
            ["kibana"], ["kibana", "--version", "8.17"], ["kibana", "--version", "9.1"], ["opensearch"],
            ["opensearch", "--version", "2.19"],
        ])
    func export(_ words: [String]) async throws {
        let program = try BuiltProgram()
        let exported = try await program.run(["dashboards", "export", "--for"] + words + ["--output", "out.ndjson"])
        #expect(exported.code == 0, "\(exported.messages)")
        #expect(exported.output.isEmpty)
        #expect(exported.messages.contains(" saved objects for "))
        let checked = try await program.run(["dashboards", "check", "--for"] + words + ["out.ndjson"])
        #expect(checked.code == 0, "\(checked.output)")
        #expect(checked.output == "out.ndjson: ok\n")
    }

    @Test("Standard output has the file alone, the same every time")
    func output() async throws {
        let program = try BuiltProgram()
        let first = try await program.run("dashboards", "export", "--for", "kibana", "-q")
        #expect(first.code == 0)
        #expect(first.messages.isEmpty)
        #expect(first.lines.filter { !$0.isEmpty }.allSatisfy { $0.hasPrefix("{") })
        #expect(try await program.run("dashboards", "export", "--for", "kibana", "-q").output == first.output)
    }

    @Test("A reference that leads nowhere is found with file, line and rule, in a folder too")
    func dangling() async throws {
        let program = try BuiltProgram()
        let text = try await program.run("dashboards", "export", "--for", "kibana", "-q").output
        try FileManager.default.createDirectory(
            at: program.folder.appendingPathComponent("exports"), withIntermediateDirectories: true)
        let broken = text.replacingOccurrences(of: "\"name\":\"events:panel_events\"", with: "\"name\":\"old\"")
        #expect(broken != text)
        _ = try program.write(broken, to: "exports/broken.ndjson")
        _ = try program.write(text, to: "exports/good.ndjson")
        let outcome = try await program.run("dashboards", "check", "exports")
        #expect(outcome.code == 65)
        #expect(outcome.output.contains(#/exports/broken\.ndjson:\d+: error: .*\(rule 9\)/#))
        #expect(outcome.output.contains("exports/good.ndjson: ok\n"))
        #expect(outcome.messages == "beaconing: 1 of 2 files would not work\n")
    }

    @Test("Warnings are told and fail nothing")
    func warnings() async throws {
        let program = try BuiltProgram()
        let text = try await program.run("dashboards", "export", "--for", "kibana", "-q").output
        _ = try program.write(
            text.replacingOccurrences(of: "over the last 24 hours", with: "over the last 6 hours"), to: "x.ndjson")
        let outcome = try await program.run("dashboards", "check", "x.ndjson")
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("warning: "))
    }

    @Test(
        "What is missing or cannot be is told with its cure",
        arguments: [
            (["export"], 64, "--for kibana"), (["export", "--for", "grafana"], 64, "kibana, opensearch"),
            (["export", "--for", "kibana", "--version", "new"], 64, "8.17"),
            (["export", "--for", "kibana", "--version", "7.17"], 78, "8.8 or newer"),
            (["check", "--version", "8.17", "x.ndjson"], 64, "--for"),
            (["check", "nowhere.ndjson"], 74, "does not exist"),
            (["check"], 64, "FILE|DIR is missing"),
            (["export", "--for", "kibana", "--assets", "nowhere"], 78, "--assets"),
        ])
    func mistakes(_ words: [String], _ code: Int, _ part: String) async throws {
        let program = try BuiltProgram()
        let outcome = try await program.run(["dashboards"] + words)
        #expect(Int(outcome.code) == code, "\(outcome.messages)")
        #expect(outcome.messages.contains(part), "\(outcome.messages)")
        #expect(outcome.output.isEmpty)
    }

    @Test("--version before a verb is still the program's")
    func version() async throws {
        let program = try BuiltProgram()
        #expect(try await program.run("--version").output.hasPrefix("beaconing "))
    }
}
