internal import BeaconScore
internal import SearchCluster

/// Pulls the buckets of one batch and judges its groups as they go by.
struct BatchPull: Sendable {
    let source: ClusterPairSource
    let window: Window
    let pageSize: Int

    /// Pulls and judges.
    ///
    /// - Throws: `.incomplete` when a group's buckets do not add up to the documents that the sifting counted.
    func outcome(of batch: HostBatches.Batch, judge: GroupJudge) async throws -> ChunkPull.Outcome {
        let plan = source.plan
        var run = GroupRun(batch: batch, plan: plan, window: window, judge: judge)
        var outcome = ChunkPull.Outcome()
        try await source.eachPage(of: search(for: batch), size: pageSize, into: &outcome) { run.take($0) }
        run.finish()
        // Without a view documents may have come since; a group that has gone is refused all the same, or it would be lost
        // from the counts.
        if let group = run.missing ?? (source.view == nil ? nil : run.disagreeing) {
            throw ClusterError(
                .incomplete, "two answers of the cluster disagree about group \(group) (and maybe others)",
                cure: "run again; if it happens again, see whether \(plan.time.name) has several values in a document")
        }
        outcome.judgements = run.judgements
        outcome.counts = run.judge.counts
        outcome.sample.buckets = run.buckets
        outcome.sample.bucketDocuments = run.bucketDocuments
        return outcome
    }

    private func search(for batch: HostBatches.Batch) -> CompositeSearch {
        let plan = source.plan
        var filter: [JSONValue] = [
            plan.windowed(window),
            ["terms": [plan.groupBy[0].name: .array(batch.hosts.map(\.json))]],
        ]
        // Leaving out names that no candidate has is cheap; a list of all of them is not.
        if plan.groupBy.count > 1 {
            let seconds = Set(batch.candidates.keys.map { $0.values[1] })
            if seconds.count <= 1_024 {
                filter.append(["terms": [plan.groupBy[1].name: .array(seconds.sorted().map(\.json))]])
            }
        }
        return plan.buckets(of: ["bool": ["filter": .array(filter)]], in: window)
    }
}
