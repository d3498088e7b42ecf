import Foundation
import TestSupport
import Testing

@Suite("Where results go")
struct OutputTests {
    private let traffic = ["simulate", "--hosts", "2", "--hours", "1", "--end", "2026-11-23T10:00:00Z"]

    @Test("The same seed makes the same bytes, another seed others")
    func determinism() async throws {
        let program = try BuiltProgram()
        let first = try await program.run(traffic + ["--labels", "labels"])
        let labels = program.text(of: "labels")
        let second = try await program.run(traffic + ["--labels", "labels"])
        #expect(first.code == 0 && second.code == 0, "\(first.messages)")
        #expect(!first.output.isEmpty && first.output == second.output)
        #expect(labels != nil && labels == program.text(of: "labels"))
        #expect(try await program.run(traffic + ["--seed", "2"]).output != first.output)
        let lines = first.output.split(separator: "\n")
        #expect(lines == lines.sorted())
    }

    @Test("A file holds the same as standard output, replaces an older one and leaves nothing else")
    func file() async throws {
        let program = try BuiltProgram()
        _ = try program.write("older", to: "day.ndjson")
        let printed = try await program.run(traffic)
        let written = try await program.run(traffic + ["--output", "day.ndjson"])
        #expect(written.code == 0)
        #expect(written.output.isEmpty)
        #expect(program.text(of: "day.ndjson") == printed.output)
        #expect(try program.names == ["day.ndjson"])
    }

    @Test("A link to a file stays a link, and a file keeps its mode")
    func link() async throws {
        let program = try BuiltProgram()
        let target = try program.write("older", to: "target")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target)
        try FileManager.default.createSymbolicLink(
            atPath: program.folder.appendingPathComponent("link").path, withDestinationPath: "target")
        #expect(try await program.run(traffic + ["--output", "link"]).code == 0)
        #expect(program.text(of: "target")?.hasPrefix("{") == true)
        let attributes = try FileManager.default.attributesOfItem(atPath: target)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try program.names == ["link", "target"])
    }

    @Test("A full disk is exit 74; an older file stays, and no part of the new one")
    func fullDisk() async throws {
        let program = try BuiltProgram()
        _ = try program.write("older", to: "day.ndjson")
        // A limit on the size of files is a disk that is full for one process.
        let line = "ulimit -f 8; exec \"$0\" \(traffic.joined(separator: " ")) --output day.ndjson"
        let outcome = try await program.shell(line)
        #expect(outcome.code == 74, "\(outcome.messages)")
        #expect(outcome.messages.contains("day.ndjson cannot be written: "))
        #expect(program.text(of: "day.ndjson") == "older")
        #expect(try program.names == ["day.ndjson"])
    }

    @Test(
        "A full device is exit 74, as a file and as standard output",
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func fullDevice() async throws {
        let program = try BuiltProgram()
        let file = try await program.run(traffic + ["--output", "/dev/full"])
        #expect(file.code == 74)
        #expect(file.messages.contains("/dev/full cannot be written: no space left on device"))
        let output = try await program.shell("exec \"$0\" \(traffic.joined(separator: " ")) > /dev/full")
        #expect(output.code == 74)
        #expect(output.messages.contains("standard output cannot be written: no space left on device"))
        #expect(try program.names == [])
    }

    @Test(
        "A place that cannot be written to is exit 74",
        arguments: [("none/day.ndjson", "cannot be made"), (".", "is a folder")])
    func noPlace(_ path: String, _ part: String) async throws {
        let outcome = try await BuiltProgram().run(traffic + ["--output", path])
        #expect(outcome.code == 74)
        #expect(outcome.messages.contains(part), "\(outcome.messages)")
    }

    @Test("Events and labels in one file are refused, also by a hard link", arguments: ["day.ndjson", "twin"])
    func twice(_ labels: String) async throws {
        let program = try BuiltProgram()
        let day = try program.write("older", to: "day.ndjson")
        try FileManager.default.linkItem(atPath: day, toPath: program.folder.appendingPathComponent("twin").path)
        let outcome = try await program.run(traffic + ["--output", "day.ndjson", "--labels", labels])
        #expect(outcome.code == 64, "\(outcome.messages)")
        #expect(outcome.messages.contains("--labels \(labels) is the same file as --output day.ndjson"))
        #expect(program.text(of: "day.ndjson") == "older")
    }

    @Test("A reader that goes early is no trouble")
    func brokenPipe() async throws {
        let program = try BuiltProgram()
        let line = "{ \"$0\" \(traffic.joined(separator: " ")) -q; echo $? > code; } | head -1"
        let outcome = try await program.shell(line)
        #expect(outcome.output.hasPrefix("{\"@timestamp\""))
        #expect(outcome.lines.count == 2)
        #expect(outcome.messages.isEmpty)
        #expect(program.text(of: "code") == "0\n")
    }
}
