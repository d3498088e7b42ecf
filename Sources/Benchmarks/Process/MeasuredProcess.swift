import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A process of its own for each thing that is measured, so that its memory and its processor time are its own.
struct MeasuredProcess {
    /// What a run took.
    struct Figures: Sendable {
        /// Seconds from start to end.
        var wallSeconds = 0.0
        /// Seconds of processor time, of the user and of the system.
        var processorSeconds = 0.0
        /// Largest resident memory in bytes.
        var peakBytes = 0
        /// What it wrote to standard output.
        var output = ""
        /// What it wrote to standard error.
        var messages = ""
    }

    /// The program's path.
    let program: String
    let words: [String]
    var environment: [String: String] = [:]
    /// Where it runs, and where its output is kept meanwhile.
    let folder: String

    /// Runs it to its end.
    ///
    /// A process that starts another hands it its own peak of memory, so this must be called by a small one.
    ///
    /// - Throws: ``BenchFailure`` when it cannot be started or ends with anything but 0.
    func run() throws -> Figures {
        let output = folder + "/output.txt"
        let messages = folder + "/messages.txt"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, path) in [(Int32(1), output), (2, messages)] {
            posix_spawn_file_actions_addopen(&actions, number, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        var arguments = ([program] + words).map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var process = pid_t()
        let clock = ContinuousClock()
        let start = clock.now
        let failed = posix_spawn(&process, program, &actions, nil, &arguments, &variables)
        guard failed == 0 else {
            throw BenchFailure("\(program) cannot be started: \(String(cString: strerror(failed)))")
        }
        var status: Int32 = 0
        var usage = rusage()
        while wait4(process, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw BenchFailure("the process cannot be waited for") }
        }
        let wall = start.duration(to: clock.now)
        var figures = Figures()
        figures.wallSeconds = Double(wall.components.seconds) + Double(wall.components.attoseconds) * 1e-18
        figures.processorSeconds = [usage.ru_utime, usage.ru_stime].reduce(0) {
            $0 + Double($1.tv_sec) + Double($1.tv_usec) * 1e-6
        }
        // Linux counts kilobytes, the others bytes.
        #if os(Linux)
            figures.peakBytes = usage.ru_maxrss * 1024
        #else
            figures.peakBytes = usage.ru_maxrss
        #endif
        figures.output = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
        figures.messages = (try? String(contentsOfFile: messages, encoding: .utf8)) ?? ""
        guard status == 0 else {
            throw BenchFailure(
                "\(words.prefix(3).joined(separator: " ")) ended with status \(status): \(figures.messages.suffix(600))"
            )
        }
        return figures
    }
}
