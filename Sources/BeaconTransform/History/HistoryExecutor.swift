internal import Dispatch

/// Runs an actor's work on a thread of its own, for disks block.
final class HistoryExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "beaconing.history")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
