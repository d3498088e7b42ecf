import Foundation
import TestSupport
import Testing

@Suite("Preview of files")
struct PreviewTests {
    private let now = ["--now", BeaconEvents.now]

    private func program() throws -> BuiltProgram {
        let program = try BuiltProgram()
        _ = try program.write(BeaconEvents.text(), to: "day.ndjson")
        return program
    }

    @Test("A table for a person, without escape codes where no person is")
    func table() async throws {
        let program = try program()
        let outcome = try await program.run(["preview", "--input", "day.ndjson"] + now)
        #expect(outcome.code == 0, "\(outcome.messages)")
        #expect(outcome.output.contains("implant.exe"))
        #expect(!outcome.output.contains("\u{1B}") && !outcome.messages.contains("\u{1B}"))
        #expect(!outcome.messages.contains("\r"))
        #expect(outcome.lines.allSatisfy { $0.count <= 80 })
        #expect(outcome.messages.contains("1 seen"))
    }

    @Test("Every format holds the signal, and JSON reads as JSON")
    func formats() async throws {
        let program = try program()
        let arguments = ["preview", "-q", "--input", "day.ndjson"] + now
        let ndjson = try await program.run(arguments + ["--format", "ndjson"])
        let json = try await program.run(arguments + ["--format=json"])
        let csv = try await program.run(arguments + ["--format", "csv"])
        for outcome in [ndjson, json, csv] {
            #expect(outcome.code == 0)
            #expect(outcome.messages.isEmpty)
            #expect(outcome.output.contains("implant.exe"))
        }
        #expect(ndjson.lines.count == 2)
        let one = try JSONSerialization.jsonObject(with: Data(ndjson.output.utf8)) as? [String: Any]
        let all = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
        #expect((one?["beacon_stats"] as? [String: Any])?["is_beaconing"] as? Bool == true)
        #expect(all?.count == 1)
    }

    @Test("Standard input and --output give the same bytes as a file and standard output")
    func sources() async throws {
        let program = try program()
        let file = try await program.run(["preview", "--format", "ndjson", "--input", "day.ndjson"] + now)
        let piped = try await program.run(
            ["preview", "--format", "ndjson", "--input", "-", "--output", "result"] + now, input: BeaconEvents.text())
        #expect(piped.code == 0, "\(piped.messages)")
        #expect(piped.output.isEmpty)
        #expect(program.text(of: "result") == file.output)
    }

    @Test("A result never replaces the events it is made from, also read as standard input")
    func evidence() async throws {
        let program = try program()
        for words in ["--input day.ndjson", "--input - < day.ndjson"] {
            let outcome = try await program.shell("\"$0\" preview --output ./day.ndjson \(words)")
            #expect(outcome.code == 64, "\(outcome.messages)")
            #expect(outcome.messages.contains("is the same file as"), "\(outcome.messages)")
        }
        #expect(program.text(of: "day.ndjson") == BeaconEvents.text())
    }

    @Test("Signals are exit 10 where that was asked for, and only then")
    func failOnSignals() async throws {
        let program = try program()
        let arguments = ["preview", "-q", "--fail-on-signals", "--input", "day.ndjson"]
        #expect(try await program.run(arguments + now).code == 10)
        #expect(try await program.run(arguments + ["--now", "2020-01-01T00:00:00Z"]).code == 0)
    }

    @Test("A window without documents says so and is no failure")
    func nothing() async throws {
        let program = try program()
        let outcome = try await program.run("preview", "--input", "day.ndjson", "--now", "2020-01-01T00:00:00Z")
        #expect(outcome.code == 0)
        #expect(outcome.messages.contains("no documents matched"))
        #expect(outcome.messages.contains("--now"))
    }

    @Test("Judged groups that do not beacon are printed with --all alone")
    func all() async throws {
        let program = try program()
        _ = try program.write(BeaconEvents.text() + BeaconEvents.irregular(), to: "both.ndjson")
        let arguments = ["preview", "-q", "--format", "ndjson", "--input", "both.ndjson"] + now
        let signals = try await program.run(arguments)
        let all = try await program.run(arguments + ["--all"])
        #expect(signals.code == 0 && all.code == 0, "\(all.messages)")
        #expect(signals.lines.count == 2 && !signals.output.contains("browser.exe"))
        #expect(all.lines.count == 3 && all.output.contains(signals.output))
        let other = all.lines.first { $0.contains("browser.exe") }
        #expect(other?.contains(#""is_beaconing":false"#) == true)
    }

    @Test(
        "A window and a number of buckets that disagree are told apart",
        arguments: [
            (["--window", "3h"], 0), (["--window", "6h", "--set", "number_buckets_in_range=360"], 0),
            (["--window", "3h", "--set", "number_buckets_in_range=360", "--set", "time_bucket_length=60"], 64),
        ] as [([String], Int32)])
    func window(_ arguments: [String], _ code: Int32) async throws {
        let outcome = try await program().run(["preview", "-v", "--input", "day.ndjson"] + now + arguments)
        #expect(outcome.code == code, "\(outcome.messages)")
    }

    @Test(
        "A file that is not what it should be is exit 65 and prints nothing",
        arguments: ["{\"a\":", "\u{0}\u{1}\u{2}\n"])
    func malformed(_ text: String) async throws {
        let program = try program()
        _ = try program.write(text, to: "bad")
        let outcome = try await program.run(["preview", "--output", "result", "--input", "day.ndjson", "bad"] + now)
        #expect(outcome.code == 65, "\(outcome.messages)")
        #expect(outcome.messages.contains("bad:1: "))
        #expect(outcome.output.isEmpty)
        #expect(try program.names == ["bad", "day.ndjson"])
    }

    @Test("A name made to trick a terminal is shown, not acted upon")
    func treacherous() async throws {
        let program = try BuiltProgram()
        _ = try program.write(BeaconEvents.text(process: "a\\u001b[2Jb"), to: "day.ndjson")
        for format in ["table", "csv", "ndjson"] {
            let outcome = try await program.run(["preview", "--format", format, "--input", "day.ndjson"] + now)
            #expect(outcome.code == 0)
            #expect(!outcome.output.contains("\u{1B}"))
            #expect(outcome.output.contains("2Jb"))
        }
    }

    @Test(
        "Colour is for a person at a terminal who has not refused it",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")),
        arguments: [
            ([:], true), (["NO_COLOR": "1"], false), (["TERM": "dumb"], false), (["COLUMNS": "60"], true),
        ] as [([String: String], Bool)])
    func colour(_ environment: [String: String], _ isColoured: Bool) async throws {
        var program = try program()
        program.environment = environment
        let preview = "\(try BuiltProgram.path) preview -q --input day.ndjson \(now.joined(separator: " "))"
        let outcome = try await program.shell("script -qec '\(preview)' /dev/null")
        #expect(outcome.output.contains("implant.exe"), "\(outcome.output)")
        #expect(outcome.output.contains("\u{1B}[") == isColoured)
    }
}
