internal import BeaconScore

/// What one reading leaves of a window: the filled buckets of every group that some setting may judge.
public struct PulledSeries: Sendable {
    /// The groups, sorted.
    public private(set) var groups: [GroupKey] = []
    /// Bytes that the packed buckets take.
    public private(set) var packedBytes = 0
    /// Filled buckets of all groups.
    public private(set) var filledBuckets = 0
    /// Groups whose buckets hold more or fewer events than the group has, as events with several times do.
    public private(set) var unevenGroups = 0

    let plan: SeriesPlan
    /// For each group what each family of the plan has of it.
    private(set) var series: [[GroupSeries?]] = []

    /// Reads what the plan wants, once for each of its families.
    init(_ plan: SeriesPlan, nowSeconds: Int64, from source: some PairSource) async throws {
        self.plan = plan
        var found: [GroupKey: [GroupSeries?]] = [:]
        for (place, family) in plan.families.enumerated() {
            // The window itself comes last: what a source warns of is about what it read last.
            var ahead: [GroupKey: GroupSeries] = [:]
            if let window = family.aheadWindow(nowSeconds: nowSeconds) {
                let later = try await source.judgements(in: window, judge: GroupJudge(collecting: 0))
                for judgement in later.judgements { ahead[judgement.group] = judgement.series }
            }
            let pull = try await source.judgements(
                in: family.window(nowSeconds: nowSeconds),
                judge: GroupJudge(collecting: family.minNumberPeriods(of: plan)))
            for judgement in pull.judgements {
                guard var series = judgement.series else { continue }
                if series.events != judgement.documents { unevenGroups += 1 }
                // A group with less than two buckets before the end has at most two at any length, which tell nothing, and is not
                // here.
                ahead[judgement.group]?.forEach { bucket, content in
                    if let bucket = family.bucket(ahead: bucket) { series.append(bucket: bucket, content) }
                }
                found[judgement.group, default: Array(repeating: nil, count: plan.families.count)][place] = series
            }
        }
        groups = found.keys.sorted()
        series.reserveCapacity(groups.count)
        for group in groups {
            let families = found[group] ?? []
            packedBytes += families.reduce(0) { $0 + ($1?.packed.count ?? 0) }
            filledBuckets += families.reduce(0) { $0 + ($1?.filledBuckets ?? 0) }
            series.append(families)
        }
    }
}
