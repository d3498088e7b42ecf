import Foundation
import TestSupport
import Testing

@testable import beaconing

@Suite("Completion scripts")
struct CompletionTests {
    @Test("A script names every verb, option and choice", arguments: CompletionShell.allCases)
    func everything(_ shell: CompletionShell) {
        let script = shell.script
        for (path, verb) in Program.root.everything() {
            if path.count > 1 {
                #expect(script.contains(path.dropFirst().joined(separator: shell == .zsh ? "_" : " ")), "\(path)")
            }
            for option in verb.options {
                let typed = shell == .fish ? option.name.typed.replacing("--", with: " -l ") : option.name.typed
                #expect(script.contains(typed), "\(path) \(typed)")
                for choice in option.choices { #expect(script.contains(choice), "\(path) \(typed) \(choice)") }
            }
            for choice in verb.arguments.flatMap(\.choices) { #expect(script.contains(choice), "\(path) \(choice)") }
        }
        #expect(script.hasSuffix("\n") && !script.hasSuffix("\n\n"))
    }

    @Test(
        "A shell reads its script without complaint",
        arguments: CompletionShell.allCases.filter { Self.place(of: $0) != nil })
    func syntax(_ shell: CompletionShell) async throws {
        let program = try BuiltProgram()
        let place = try #require(Self.place(of: shell))
        let outcome = try await program.shell("\"$0\" completions \(shell) > script && \(place) -n script")
        #expect(outcome.code == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
        #expect(program.text(of: "script") == shell.script)
    }

    @Test(
        "bash fills in what can follow",
        .enabled(if: Self.place(of: .bash) != nil),
        arguments: [
            (["ru"], ["run", "rules"]), (["templates", "s"], ["show"]), (["install", "ro"], ["roles"]),
            (["--ver"], ["--version"]),
            (["run", "--ev"], ["--every"]), (["run", "-q", "--onc"], ["--once"]), (["demo", "--every"], []),
            (["run", "--format", ""], ["table", "ndjson", "json", "csv"]),
            (["run", "--format", "=", "nd"], ["ndjson"]),
            (["run", "--format", "="], ["table", "ndjson", "json", "csv"]), (["status", "--format", "j"], ["json"]),
            (["status", "--format", ""], ["text", "json"]), (["dashboards", "export", "--for", "k"], ["kibana"]),
            (["rules", "export", "--for", "s"], ["sigma"]), (["watch", "--format", ""], ["text", "ndjson"]),
            (["completions", ""], ["bash", "zsh", "fish"]), (["help", "vers"], ["version"]),
            (["run", "--every", ""], []),
            (["run", "--output", ""], ["<default>"]), (["run", "--assets", ""], ["<dirnames>"]),
            (["preview", "--input", "a", ""], ["<default>"]), (["preview", "--input", "a", "--qui"], ["--quiet"]),
            (["preview", "--input", "a", "--index", ""], []), (["templates", "check", ""], ["<default>"]),
            (["unknown", "--ev"], []), (["run", "demo", "--kee"], []),
        ])
    func bash(_ words: [String], _ offered: [String]) async throws {
        let program = try BuiltProgram()
        _ = try program.write(CompletionShell.bash.script, to: "script")
        // Outside of a completion compopt can only fail; here it says what it was asked for.
        let probe = """
            set -u
            compopt() { offered="<$2>"; }
            offered=""
            . ./script
            COMP_WORDS=(beaconing \(words.map { "'\($0)'" }.joined(separator: " ")))
            COMP_CWORD=\(words.count)
            _beaconing beaconing
            printf '%s\\n' ${offered:+"$offered"} ${COMPREPLY[@]+"${COMPREPLY[@]}"}
            """
        _ = try program.write(probe, to: "probe")
        let outcome = try await program.shell("bash probe")
        #expect(outcome.code == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
        #expect(outcome.lines.filter { !$0.isEmpty }.map(String.init) == offered)
    }

    @Test(
        "fish fills in what can follow",
        .enabled(if: Self.place(of: .fish) != nil),
        arguments: [
            ("ru", ["rules", "run"]), ("install ro", ["roles"]), ("run --ever", ["--every"]), ("demo --ever", []),
            ("run --format ", ["csv", "json", "ndjson", "table"]), ("status --format=j", ["--format=json"]),
            ("completions ", ["bash", "fish", "zsh"]), ("preview --input a sc", ["script"]), ("preview sc", []),
            ("templates check sc", ["script"]), ("run --output sc", ["script"]), ("run --url sc", []),
        ])
    func fish(_ line: String, _ offered: [String]) async throws {
        let program = try BuiltProgram()
        _ = try program.write(CompletionShell.fish.script, to: "script")
        let outcome = try await program.shell("fish -N -c 'source ./script; complete -C \"beaconing \(line)\"'")
        #expect(outcome.code == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
        let words = outcome.lines.compactMap { $0.split(separator: "\t").first.map(String.init) }
        #expect(words.sorted() == offered)
    }

    @Test("Help that would mean something to a shell is only text to it")
    func quoting() {
        #expect(CompletionShell.quoted("it's $HOME") == #"'it'\''s $HOME'"#)
        for option in OptionName.allCases.map(Option.described) {
            #expect(!option.brief.isEmpty && !option.brief.hasSuffix("."), "\(option.name)")
        }
    }

    @Test("A shell that has no script is named, with what was probably meant")
    func unknown() async throws {
        let program = try BuiltProgram()
        let near = try await program.run("completions", "bsh")
        #expect(near.code == ExitCode.usage.rawValue && near.output.isEmpty)
        #expect(near.messages.contains("did you mean bash?"))
        let far = try await program.run("completions", "powershell")
        #expect(far.code == ExitCode.usage.rawValue)
        #expect(far.messages.contains("bash, zsh, fish"))
    }

    private static func place(of shell: CompletionShell) -> String? {
        ["/bin/", "/usr/bin/", "/usr/local/bin/"].map { $0 + shell.rawValue }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
