import Foundation

/// What is known of the terminal that a stream goes to.
struct Terminal: Sendable, Equatable {
    /// Whether standard output goes to a person.
    let showsOutput: Bool
    /// Whether standard error goes to a person.
    let showsMessages: Bool
    /// Whether it understands escape codes.
    let isSmart: Bool
    /// Whether colour is unwanted.
    let refusesColour: Bool
    /// Columns.
    let width: Int

    /// The terminal of this process.
    init(_ surroundings: Surroundings) {
        showsOutput = isatty(STDOUT_FILENO) == 1
        showsMessages = isatty(STDERR_FILENO) == 1
        isSmart = surroundings[.terminal] != "dumb"
        refusesColour = surroundings[.noColour] != nil
        let told = surroundings[.columns].flatMap { Int($0) }.flatMap { (20...10_000).contains($0) ? $0 : nil }
        width = told ?? Self.columns(of: STDOUT_FILENO) ?? Self.columns(of: STDERR_FILENO) ?? 80
    }

    /// Whether what goes to standard output is coloured.
    var coloursOutput: Bool { showsOutput && isSmart && !refusesColour }
    /// Whether a line on standard error can be redrawn.
    var drawsProgress: Bool { showsMessages && isSmart }

    private static func columns(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 else { return nil }
        return Int(size.ws_col)
    }
}
