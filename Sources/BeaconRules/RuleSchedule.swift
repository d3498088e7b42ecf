public import BeaconTransform

/// When the rules of a template look, and how far back, so that they see each signal.
///
/// Signals say when their window ended (`beaconing.window.end`), not when they were indexed. That is a delay and a pass later,
/// and for windows that a runner makes up as much later as it was away. So a rule looks as far back as a runner makes up by
/// itself; that it sees most signals many times does no harm, because an alert for a document, or for a bucket, is made once.
public struct RuleSchedule: Sendable, Equatable {
    /// Seconds between two looks: the template's `frequency`, a minute at least, in whole minutes.
    public let everySeconds: Int
    /// How many seconds before a look a window may have ended whose signals it still has to see.
    public let reachSeconds: Int
    /// Days before that in which a new beacon must not have been seen.
    public static let historyDays = 14
    /// Hours in which hosts that share a destination are counted together, at the least.
    static let sharingHours = 24

    /// The schedule for a template's signals.
    public init(for template: TransformTemplate) {
        everySeconds = max(60, (template.frequencySeconds + 59) / 60 * 60)
        // The windows that a runner makes up, the passes of which take as long as the time between two, and the time until the
        // rule looks next.
        let windows = Schedule.usualCatchUp + 1
        let reach = template.sync.delaySeconds + windows * template.frequencySeconds + everySeconds
        reachSeconds = (reach + 59) / 60 * 60
    }

    /// Seconds before a look in which a new beacon must not have been seen, but for the reach.
    var historySeconds: Int { reachSeconds + Self.historyDays * 86_400 }

    /// The reach of a rule that counts hosts.
    var sharingSeconds: Int { max(reachSeconds, Self.sharingHours * 3_600) }

    /// A length of time in the units of both products' date math: `1h`, `93m`, `20s`.
    static func text(_ seconds: Int) -> String {
        for (unit, length) in [("h", 3_600), ("m", 60)] where seconds % length == 0 {
            return "\(seconds / length)\(unit)"
        }
        return "\(seconds)s"
    }
}
