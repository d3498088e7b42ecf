/// `version`: the version, with `-v` what it was built for.
struct VersionCommand: Sendable {
    private let isVerbose: Bool

    init(_ words: TypedWords) {
        isVerbose = words.has(.verbose)
    }

    func perform() throws(Failure) -> ExitCode {
        var output = try ResultOutput(file: nil)
        try output.write("beaconing \(Program.version)\n")
        if isVerbose { try output.write("\(Self.system) \(Self.architecture), Swift \(Self.language)\n") }
        try output.finish()
        return .done
    }

    private static var system: String {
        #if os(Linux)
            "Linux"
        #elseif os(macOS)
            "macOS"
        #else
            "unknown system"
        #endif
    }

    private static var architecture: String {
        #if arch(x86_64)
            "x86_64"
        #elseif arch(arm64)
            "arm64"
        #else
            "unknown processor"
        #endif
    }

    private static var language: String {
        #if compiler(>=6.4)
            "6.4 or later"
        #elseif compiler(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }
}
