import SearchCluster

/// How one kind of traffic fared: counts of groups.
struct EvaluationRow: Sendable, Equatable {
    /// What the groups are: an agent's sleep and jitter, or a profile.
    var name: String
    /// Seconds between check-ins; `nil` for what is no agent.
    var sleep: Double?
    /// Largest change of the sleep as a fraction; `nil` for what is no agent.
    var jitter: Double?
    /// Groups with enough events to be judged.
    var judged = 0
    /// Groups that the strict metric takes for beacons.
    var strict = 0
    /// Groups whose intervals the second opinion finds regular.
    var regular = 0
    /// Groups that either takes for beacons.
    var either = 0
    /// Regular groups whose period is within 5 %, or the jitter's own width, of the truth.
    var close = 0
    /// Groups that were mixed into a busy process.
    var mixed = 0
    /// Those of them that are found when the process is looked at by destination.
    var split = 0

    static func += (sum: inout EvaluationRow, row: EvaluationRow) {
        sum.judged += row.judged
        sum.strict += row.strict
        sum.regular += row.regular
        sum.either += row.either
        sum.close += row.close
        sum.mixed += row.mixed
        sum.split += row.split
    }

    var json: JSONValue {
        var members: [JSONValue.Member] = [.init("name", .string(name))]
        if let sleep { members.append(.init("sleep_seconds", .number(sleep))) }
        if let jitter { members.append(.init("jitter", .number(jitter))) }
        members += [
            .init("judged", .integer(Int64(judged))), .init("strict", .integer(Int64(strict))),
            .init("regular", .integer(Int64(regular))), .init("either", .integer(Int64(either))),
        ]
        if sleep != nil {
            members += [
                .init("period_close", .integer(Int64(close))), .init("mixed", .integer(Int64(mixed))),
                .init("split", .integer(Int64(split))),
            ]
        }
        members.append(
            .init("either_interval_95", .array(WilsonInterval(either, of: judged).bounds.map { .number($0) })))
        return .object(members)
    }
}

/// Where a share truly lies with 95 % certainty (Wilson, 1927).
struct WilsonInterval: Sendable, Equatable {
    /// The lower and the upper bound, 0 to 1, to four digits.
    let bounds: [Double]

    /// The interval of so many of so many; the whole range for none.
    init(_ hits: Int, of trials: Int) {
        guard trials > 0 else {
            bounds = [0, 1]
            return
        }
        let z = 1.959_964
        let (count, share) = (Double(trials), Double(hits) / Double(trials))
        let middle = (share + z * z / (2 * count)) / (1 + z * z / count)
        let half = z / (1 + z * z / count) * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
        bounds = [max(0, middle - half), min(1, middle + half)].map { ($0 * 10_000).rounded() / 10_000 }
    }
}
