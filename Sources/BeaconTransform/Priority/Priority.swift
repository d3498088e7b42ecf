internal import BeaconScore

/// How soon a signal deserves an analyst's look: points, each with its reason, that add up.
public struct Priority: Sendable, Equatable {
    /// Points for one reason.
    public struct Point: Sendable, Equatable {
        /// Above 0 for what speaks for a command-and-control agent, below for what speaks for harmless clockwork.
        public var points: Int
        /// Why, in a few words without names from the data.
        public var reason: String
    }

    /// The reason of a signal whose process is a tool of the system; by it rules find such signals.
    public static let systemToolReason = "the process is a tool of the system that attackers use"

    /// What was counted, in order.
    public private(set) var points: [Point]

    /// The sum of all points, 0 to 100.
    public var value: Int { min(100, max(0, sum)) }

    /// One sentence a point, with a last one where the sum lies outside 0 to 100.
    public var reasons: [String] {
        var reasons = points.map { "\($0.reason) (\($0.points < 0 ? "-" : "+")\(abs($0.points)))" }
        if sum != value { reasons.append("\(sum) in all counts as \(value)") }
        return reasons
    }

    /// Adds points for one more reason.
    mutating func add(_ number: Int, _ reason: String) {
        points.append(Point(points: number, reason: reason))
    }

    private var sum: Int { points.reduce(0) { $0 + $1.points } }

    /// The points of a signal; no points for a group that neither opinion takes for a beacon.
    init(_ judgement: Judgement, _ context: GroupContext?, template: TransformTemplate, window: Window) {
        guard judgement.isSignal else {
            points = []
            return
        }
        var tally = PriorityTally()
        tally.addTiming(judgement)
        if let figures = judgement.verdict.figures { tally.addBytes(figures) }
        tally.addProcess(judgement, template)
        if let context { tally.addDestination(context, judgement.hosts, window) }
        points = tally.points
    }
}
