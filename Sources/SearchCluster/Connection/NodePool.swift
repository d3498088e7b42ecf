/// The nodes of a cluster: which one is asked, and which are left alone for a while because they did not answer.
///
/// The node that answers is kept. One that does not is set aside, each time for twice as long, and tried again afterwards
/// only when another one has to be chosen.
struct NodePool: Sendable {
    private struct Node {
        var failures = 0
        var failedAt: ContinuousClock.Instant?
        var restsUntil: ContinuousClock.Instant?
    }

    private var nodes: [Node]
    private var current = 0
    private static let firstRest = Duration.seconds(2)
    private static let longestRest = Duration.seconds(300)

    /// - Parameter count: how many nodes there are, 1 and above.
    init(count: Int) {
        nodes = Array(repeating: Node(), count: count)
    }

    /// The node to ask now: the last that answered, or the next that is not set aside, or where all are, the one whose time
    /// is over first.
    mutating func choose(at now: ContinuousClock.Instant) -> Int {
        let order = nodes.indices.map { (current + $0) % nodes.count }
        let isFree = order.first { nodes[$0].restsUntil.map { $0 <= now } ?? true }
        current = isFree ?? order.min { (nodes[$0].restsUntil ?? now) < (nodes[$1].restsUntil ?? now) } ?? current
        return current
    }

    /// A node has answered a request.
    mutating func answered(_ node: Int) {
        nodes[node] = Node()
    }

    /// A node has asked to come back later: another one may have time.
    mutating func leave(_ node: Int) {
        if current == node { current = (node + 1) % nodes.count }
    }

    /// A node did not answer.
    ///
    /// - Parameter began: when the request began; of several that were under way together one counts.
    mutating func failed(_ node: Int, began: ContinuousClock.Instant, at now: ContinuousClock.Instant) {
        leave(node)
        if let failedAt = nodes[node].failedAt, began < failedAt { return }
        var rest = Self.firstRest
        for _ in 0..<min(nodes[node].failures, 32) { rest = min(rest * 2, Self.longestRest) }
        nodes[node].failures += 1
        nodes[node].failedAt = now
        nodes[node].restsUntil = now + rest
    }
}
