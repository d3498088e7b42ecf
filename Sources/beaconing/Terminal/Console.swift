import Foundation
import SearchCluster
import Synchronization

/// What is said to a person: all of it on standard error, each message a line, below them the progress of the moment.
final class Console: Sendable {
    private let settings: MessageSettings
    private let terminal: Terminal
    private let started = ContinuousClock.now
    private let drawing = Mutex(Drawing())

    private struct Drawing {
        var isDrawn = false
        var last: ContinuousClock.Instant?
    }

    /// A console that says as much as the settings want.
    init(_ settings: MessageSettings, terminal: Terminal) {
        self.settings = settings
        self.terminal = terminal
    }

    /// The terminal that is written to.
    var width: Int { terminal.width }

    /// Seconds since the console was made, which is when the verb began.
    var elapsedSeconds: Double { (ContinuousClock.now - started) / .seconds(1) }

    /// Says what a person should know before believing a result.
    func warn(_ sentence: String) {
        switch settings.format {
        case .text: say(.warn, "beaconing: warning: " + Self.safe(sentence))
        case .ecs: say(.warn, Self.safe(sentence))
        }
    }

    /// Says what a person may want to know.
    func remark(_ sentence: String) {
        if !settings.isQuiet { say(.info, Self.safe(sentence)) }
    }

    /// Says what helps to find out why something is as it is.
    func detail(_ sentence: @autoclosure () -> String) {
        if settings.isVerbose { say(.debug, Self.safe(sentence())) }
    }

    /// Says why it takes so long, to a person who waits or wants details; a log has the end of it.
    func patience(_ sentence: String) {
        if settings.isVerbose || (terminal.showsMessages && !settings.isQuiet) { say(.info, Self.safe(sentence)) }
    }

    /// Prints lines that are safe already, such as a summary.
    func summary(_ text: String) {
        guard !settings.isQuiet else { return }
        let isPlain = settings.format == .text && !settings.isDated
        for line in isPlain ? [Substring(text)] : text.split(separator: "\n") { say(.info, String(line)) }
    }

    /// Whether progress is drawn at all.
    var drawsProgress: Bool { settings.showsProgress && terminal.drawsProgress }

    /// Draws how far the work has come, at most ten times a second; may be called from any task.
    func progress(_ text: (_ elapsedSeconds: Double) -> String) {
        guard drawsProgress else { return }
        let now = ContinuousClock.now
        drawing.withLock { drawing in
            if let last = drawing.last, now - last < .milliseconds(100) { return }
            drawing.last = now
            drawing.isDrawn = true
            Self.put("\r\u{1B}[K" + text((now - started) / .seconds(1)))
        }
    }

    /// Takes the progress away.
    func endProgress() {
        drawing.withLock { drawing in
            if drawing.isDrawn { Self.put("\r\u{1B}[K") }
            drawing.isDrawn = false
        }
    }

    private func say(_ level: LogLine.Level, _ message: String) {
        let line =
            switch settings.format {
            case .text: settings.isDated ? LogLine(level, message).text : message
            case .ecs: LogLine(level, message).ecs
            }
        drawing.withLock { drawing in
            Self.put((drawing.isDrawn ? "\r\u{1B}[K" : "") + line + "\n")
            drawing.isDrawn = false
        }
    }

    /// Says what a person should know, where no more than that is ever said.
    static func warn(_ sentence: String) {
        put("beaconing: warning: " + safe(sentence) + "\n")
    }

    /// Says why the program ends; needs no console, since settings may be what is wrong.
    ///
    /// - Parameter format: as it was typed, as far as that can be told.
    static func say(_ failure: Failure, format: LogFormat) {
        let message = safe(failure.description)
        put((format == .ecs ? LogLine(.error, message).ecs : "beaconing: \(message)") + "\n")
    }

    /// Text of files and clusters on its way to a terminal, on one line.
    ///
    /// The parts that quote others have made them safe already; this is for those that have not, and changes none twice.
    ///
    /// - Parameter layout: characters that stay as they are.
    static func safe(_ text: String, keeping layout: Set<Unicode.Scalar> = []) -> String {
        var safe = ""
        for scalar in redacted(text).unicodeScalars {
            if SafeText.isTreacherous(scalar), !layout.contains(scalar) {
                safe += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }

    private static let hidden = Mutex(Redaction())

    /// Keeps what this takes out from appearing in any message.
    static func hide(_ redaction: Redaction) {
        hidden.withLock { $0.add(redaction) }
    }

    /// The text without the secrets that this process knows, for whatever outlives it.
    static func redacted(_ text: String) -> String {
        hidden.withLock { $0 }.redacted(text)
    }

    private static func put(_ text: String) {
        // Nobody can be told that standard error cannot be written to.
        do { try Descriptor.write(Array(text.utf8), to: STDERR_FILENO) } catch {}
    }
}
