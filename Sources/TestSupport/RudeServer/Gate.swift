import Foundation
import Synchronization

/// Holds the server's threads until a test opens it.
public final class Gate: Sendable {
    private let condition = NSCondition()
    private let isOpen = Atomic(false)

    /// A closed gate.
    public init() {}

    /// Lets everybody through, now and later.
    public func open() {
        condition.lock()
        defer { condition.unlock() }
        isOpen.store(true, ordering: .sequentiallyConsistent)
        condition.broadcast()
    }

    /// Blocks the calling thread until the gate is open, 30 seconds at most; for a server's behaviours alone.
    public func wait() {
        let limit = Date(timeIntervalSinceNow: 30)
        condition.lock()
        defer { condition.unlock() }
        while !isOpen.load(ordering: .sequentiallyConsistent), condition.wait(until: limit) {}
    }
}
