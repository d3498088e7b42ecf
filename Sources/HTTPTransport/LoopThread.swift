#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A thread that runs one loop, with every signal blocked.
///
/// Signals belong to the program's other threads; and a broken connection under TLS raises SIGPIPE in the thread that
/// writes, where it then stays pending until the thread is gone, without ending the program.
struct LoopThread: ~Copyable, Sendable {
    private let thread: pthread_t

    /// Starts the thread; `nil` when the system allows no more.
    init?(_ loop: sending TransferLoop) {
        let context = Unmanaged.passRetained(loop)
        // A thread inherits the mask of the one that starts it.
        var (all, before) = (sigset_t(), sigset_t())
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        #if canImport(Darwin)
            var created: pthread_t?
            let failure = pthread_create(&created, nil, { Self.main($0) }, context.toOpaque())
        #else
            var created = pthread_t()
            let failure = pthread_create(&created, nil, { $0.flatMap(LoopThread.main) }, context.toOpaque())
        #endif
        #if canImport(Darwin)
            guard failure == 0, let created else {
                context.release()
                return nil
            }
        #else
            guard failure == 0 else {
                context.release()
                return nil
            }
        #endif
        thread = created
    }

    private static func main(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<TransferLoop>.fromOpaque(context).takeRetainedValue().run()
        return nil
    }

    /// Waits for the thread's end.
    consuming func join() {
        pthread_join(thread, nil)
    }
}
