public import Foundation

/// The built program, run as a person runs it: with a home folder of its own and no environment but what a test gives.
public struct BuiltProgram: ~Copyable {
    /// What a run left.
    public struct Outcome {
        /// Its exit code; below zero the signal that ended it.
        public let code: Int32
        /// What it wrote to standard output.
        public let output: String
        /// What it wrote to standard error.
        public let messages: String

        /// The lines on standard output.
        public var lines: [Substring] { output.split(separator: "\n", omittingEmptySubsequences: false) }
    }

    /// The folder in which the program runs; also its home and its folder for temporary files.
    public let folder: URL
    /// What else it finds in the environment.
    public var environment: [String: String] = [:]

    /// A program with a new folder of its own.
    public init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("beaconing-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        // What is left in a folder for temporary files is the system's to remove.
        try? FileManager.default.removeItem(at: folder)
    }

    /// Where the program is: beside the tests, where the build puts both.
    public static var path: String {
        get throws {
            var places = [CommandLine.arguments[0]]
            if let flag = CommandLine.arguments.firstIndex(of: "--test-bundle-path"),
                flag + 1 < CommandLine.arguments.count
            {
                places.insert(CommandLine.arguments[flag + 1], at: 0)
            }
            for place in places {
                var folder = URL(fileURLWithPath: place).deletingLastPathComponent()
                for _ in 0..<4 {
                    let program = folder.appendingPathComponent("beaconing").path
                    var isFolder: ObjCBool = false
                    if FileManager.default.fileExists(atPath: program, isDirectory: &isFolder), !isFolder.boolValue {
                        return program
                    }
                    folder.deleteLastPathComponent()
                }
            }
            throw Missing()
        }
    }

    /// The program has not been built.
    public struct Missing: Error {}

    /// Runs it with these words.
    public func run(_ words: String..., input: String = "") async throws -> Outcome {
        try await run(words, input: input)
    }

    /// Runs it with these words.
    public func run(_ words: [String], input: String = "") async throws -> Outcome {
        let process = try start(words, input: input)
        return try await end(of: process)
    }

    /// Runs a line of shell in which `"$0"` is the program.
    public func shell(_ line: String) async throws -> Outcome {
        try await end(of: start(shell: line))
    }

    /// Starts a line of shell in which `"$0"` is the program.
    public func start(shell line: String) throws -> Running {
        try start(executable: "/bin/sh", ["-c", line, try Self.path], input: "")
    }

    /// Starts it; ``end(of:)`` waits for it.
    public func start(_ words: [String], input: String = "") throws -> Running {
        try start(executable: try Self.path, words, input: input)
    }

    /// A program that runs.
    public struct Running {
        /// The process, to send it signals.
        public let process: Process
        /// Ends when the process does.
        public let ended: AsyncStream<Void>
        /// The file that takes its standard output.
        public let output: URL
        /// The file that takes its standard error.
        public let messages: URL
    }

    private func start(executable: String, _ words: [String], input: String) throws -> Running {
        let name = UUID().uuidString
        func file(_ end: String, _ text: String = "") throws -> URL {
            let url = folder.appendingPathComponent(".\(name).\(end)")
            try Data(text.utf8).write(to: url)
            return url
        }
        let (output, messages) = (try file("out"), try file("err"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = words
        process.currentDirectoryURL = folder
        var surroundings = ["HOME": folder.path, "TMPDIR": folder.path, "PATH": "/usr/bin:/bin", "TERM": "xterm"]
        let own = ProcessInfo.processInfo.environment
        // A sanitizer's settings, which scripts/sanitize names here, are of the programs as well as of the tests.
        for name in (own["BEACONING_TEST_PASS_ON"] ?? "").split(separator: " ").map(String.init) {
            surroundings[name] = own[name]
        }
        process.environment = surroundings.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: file("in", input))
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: messages)
        let (ended, continuation) = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in continuation.finish() }
        try process.run()
        return Running(process: process, ended: ended, output: output, messages: messages)
    }

    /// Waits for its end.
    public func end(of running: Running) async throws -> Outcome {
        for await _ in running.ended {}
        let process = running.process
        // A test that is over waits no longer, and its program ends with it.
        if process.isRunning {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        return Outcome(
            code: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: String(decoding: try Data(contentsOf: running.output), as: UTF8.self),
            messages: String(decoding: try Data(contentsOf: running.messages), as: UTF8.self))
    }

    /// Writes a file into the folder and returns its path.
    public func write(_ text: String, to name: String) throws -> String {
        let url = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    /// The text of a file in the folder; `nil` when there is none.
    public func text(of name: String) -> String? {
        try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    /// The names of what is in the folder, without what the tests themselves keep there.
    public var names: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }.sorted()
        }
    }
}
