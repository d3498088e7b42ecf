import BeaconScore
import BeaconTransform
import SearchCluster

/// What the program's own first pass says of every group, by the published metric alone.
struct OwnVerdicts: Sendable {
    let place: BenchWindow

    /// What a run says that keeps signals alone: it may read groups by another way, and must find the same.
    func signals() async throws -> Verdicts { try await verdicts(keeping: .signals).judged }

    func verdicts(keeping: GroupJudge.Keeping = .judged) async throws -> (judged: Verdicts, counts: GroupCounts) {
        let run = TransformRun(place.template, window: place.window, keeping: keeping)
        let result = try await ClusterPairSource.with(place.template, client: place.client) { source in
            try await run.result(from: source)
        }
        let pairs = result.signals.map { signal in
            (signal.judgement.group.values.map(\.description).joined(separator: " "), signal.judgement.verdict)
        }
        return (Dictionary(pairs) { first, _ in first }, result.counts)
    }
}

/// What two ways to the same verdicts differ in.
enum VerdictComparison {
    /// Groups on which another contender disagrees; groups that ours did not judge must be too little to judge there.
    static func differences(_ own: Verdicts, _ other: Verdicts) -> [String] {
        var found: [String] = []
        for (group, verdict) in other {
            if let mine = own[group] {
                if !areEqual(mine, verdict) { found.append("\(group): \(mine), not \(verdict)") }
            } else if verdict.figures != nil {
                found.append("\(group) was not judged")
            }
        }
        for group in own.keys where other[group] == nil { found.append("\(group) is missing") }
        return found.sorted()
    }

    /// Booleans and whole numbers equal, others within 1e-9 of their size.
    static func areEqual(_ left: Verdict, _ right: Verdict) -> Bool {
        guard left.isBeaconing == right.isBeaconing, left.interval == right.interval,
            left.nonEmptyBuckets == right.nonEmptyBuckets
        else { return false }
        guard let mine = left.figures, let theirs = right.figures else {
            return left.figures == nil && right.figures == nil
        }
        return mine.beaconingScore == theirs.beaconingScore && mine.periodic == theirs.periodic
            && mine.maxAutocovariancePeriod == theirs.maxAutocovariancePeriod
            && isNear(mine.autocovariance, theirs.autocovariance) && areEqual(mine.sourceBytes, theirs.sourceBytes)
            && areEqual(mine.destinationBytes, theirs.destinationBytes) && areEqual(mine.counts, theirs.counts)
    }

    private static func areEqual(_ left: Verdict.Spread, _ right: Verdict.Spread) -> Bool {
        left.isLow == right.isLow && isNear(left.mean, right.mean)
            && isNear(left.standardDeviation, right.standardDeviation)
            && isNear(left.lowPercentile, right.lowPercentile) && isNear(left.highPercentile, right.highPercentile)
    }

    private static func isNear(_ left: Double, _ right: Double) -> Bool {
        abs(left - right) <= 1e-9 * max(abs(left), abs(right))
    }
}
