import Foundation
import Synchronization

/// The signals that end the program in order: work is cancelled, cleans up after itself, and a number tells which came.
///
/// They are blocked in all threads and waited for by the first one. The second signal, or ten seconds without an end,
/// ends the program at once.
enum Interruption {
    private static let received = Mutex<Int32?>(nil)
    private static let secondsToCleanUp: UInt32 = 10
    /// What sends a signal to a process and to its group sends it twice, and means it once.
    private static let sameSignal = Duration.milliseconds(300)

    /// The exit code of the signal that came; `nil` when none did.
    static var code: ExitCode? {
        switch received.withLock({ $0 }) {
        case SIGINT?: .interrupted
        case SIGTERM?: .terminated
        case SIGHUP?: .hungUp
        default: nil
        }
    }

    /// Blocks the signals; to be called before there is a second thread, so that all inherit it.
    static func prepare() {
        // Writing to a pipe nobody reads, or past a size limit, is an error of the call, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        var signals = awaited()
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Waits for signals, for ever.
    ///
    /// - Parameter cancel: called at the first.
    static func wait(cancel: () -> Void) -> Never {
        var signals = awaited()
        var firstCame: ContinuousClock.Instant?
        while true {
            var number: Int32 = 0
            guard sigwait(&signals, &number) == 0 else { continue }
            let isFirst = received.withLock { received in
                guard received == nil, number != SIGALRM else { return false }
                received = number
                return true
            }
            if let firstCame, number != SIGALRM, ContinuousClock.now - firstCame < sameSignal { continue }
            guard isFirst else { endAtOnce() }
            firstCame = ContinuousClock.now
            alarm(secondsToCleanUp)
            cancel()
        }
    }

    private static func endAtOnce() -> Never {
        TemporaryFiles.removeAll()
        _exit((code ?? .interrupted).rawValue)
    }

    private static func awaited() -> sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGALRM] { sigaddset(&signals, number) }
        // nohup ignores it for the program's children; that wish is kept.
        if !isIgnored(SIGHUP) { sigaddset(&signals, SIGHUP) }
        return signals
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        #if canImport(Darwin)
            let handler = action.__sigaction_u.__sa_handler
        #else
            let handler = action.__sigaction_handler.sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
