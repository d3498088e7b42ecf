import Foundation
import TestSupport
import Testing

@Suite("Templates at the command line")
struct TemplatesTests {
    @Test("The list has what comes with the program and one's own, and marks what is broken")
    func list() async throws {
        let program = try BuiltProgram()
        let mine = program.folder.appendingPathComponent(".config/beaconing/templates")
        try FileManager.default.createDirectory(at: mine, withIntermediateDirectories: true)
        try Data("nonsense: 1\n".utf8).write(to: mine.appendingPathComponent("broken.yml"))
        let outcome = try await program.run("templates", "list")
        #expect(outcome.code == 0, "\(outcome.messages)")
        let names = outcome.lines.compactMap { $0.first == " " ? nil : $0.split(separator: " ").first }
        #expect(
            names == ["beaconing", "beaconing-fast", "beaconing-flows", "beaconing-slow", "beaconing-sysmon", "broken"])
        #expect(outcome.output.contains("BROKEN"))
    }

    @Test("What is shown is checked and run as it is")
    func show() async throws {
        let program = try BuiltProgram()
        let shown = try await program.run("templates", "show", "beaconing")
        #expect(shown.code == 0)
        #expect(shown.output.contains("#"))
        _ = try program.write(shown.output, to: "mine.yml")
        let checked = try await program.run("templates", "check", "mine.yml", "beaconing")
        #expect(checked.code == 0, "\(checked.output)")
        #expect(checked.output == "mine.yml: ok\nbeaconing: ok\n")
    }

    @Test("The templates that come with the program speak of no verb that it does not have")
    func verbs() async throws {
        let program = try BuiltProgram()
        for name in ["beaconing", "beaconing-fast", "beaconing-flows", "beaconing-slow", "beaconing-sysmon"] {
            let text = try await program.run("templates", "show", name).output
            #expect(!text.isEmpty)
            for spoken in text.matches(of: #/`beaconing ([a-z]+)/#) {
                let help = try await program.run("help", String(spoken.1))
                #expect(help.code == 0, "\(name): beaconing \(spoken.1)")
            }
        }
    }

    @Test("What is shown resolved is JSON and reads back as the same template")
    func resolved() async throws {
        let program = try BuiltProgram()
        let resolved = try await program.run("templates", "show", "--resolved", "beaconing-slow")
        #expect(resolved.code == 0)
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(resolved.output.utf8)) }
        _ = try program.write(resolved.output, to: "mine.json")
        let again = try await program.run("templates", "show", "--resolved", "mine.json")
        #expect(again.output == resolved.output)
    }

    @Test(
        "A comment cannot act on the terminal that shows it, and a pipe gets the bytes as they are",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
    func treacherous() async throws {
        let program = try BuiltProgram()
        let text = "# \u{9B}2J \u{202E}\tend\r\n" + (try await program.run("templates", "show", "beaconing").output)
        _ = try program.write(text, to: "mine.yml")
        #expect(try await program.run("templates", "show", "./mine.yml").output == text)
        let shown = try await program.shell(
            "script -qec '\(try BuiltProgram.path) templates show ./mine.yml' /dev/null")
        #expect(shown.code == 0)
        #expect(
            shown.output.hasPrefix("# \\u{9B}2J \\u{202E}\tend\r\n# The default"), "\(shown.output.prefix(200))")
    }

    @Test("A mistake is told with its file and line, and the others are checked all the same")
    func mistakes() async throws {
        let program = try BuiltProgram()
        let text = try await program.run("templates", "show", "beaconing").output
        _ = try program.write(text + "\nnonsense: 1\n", to: "bad.yml")
        let outcome = try await program.run("templates", "check", "bad.yml", "beaconing")
        #expect(outcome.code == 78)
        #expect(outcome.output.contains(#/bad\.yml:\d+: /#))
        #expect(outcome.output.contains("beaconing: ok\n"))
        #expect(outcome.messages == "beaconing: 1 of 2 templates cannot be run\n")
    }

    @Test("A folder of templates comes before those that come with the program", arguments: [true, false])
    func folders(_ asOption: Bool) async throws {
        var program = try BuiltProgram()
        let text = try await program.run("templates", "show", "beaconing-fast").output
        try FileManager.default.createDirectory(
            at: program.folder.appendingPathComponent("mine"), withIntermediateDirectories: true)
        _ = try program.write(text, to: "mine/beaconing.yml")
        if !asOption { program.environment = ["BEACONING_TEMPLATES": "nowhere:mine"] }
        let option = asOption ? ["--templates-dir", "mine"] : []
        #expect(try await program.run(["templates", "show", "beaconing"] + option).output == text)
    }
}
