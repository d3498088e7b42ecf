internal import BeaconScore
internal import SearchCluster

/// Pulls the buckets of one batch and judges its groups as they go by.
struct BatchPull: Sendable {
    let client: ClusterClient
    let indices: [String]
    let view: PointInTime?
    let plan: FieldPlan
    let window: Window
    let pageSize: Int

    /// What a batch gives.
    struct Outcome: Sendable {
        var judgements: [Judgement] = []
        var counts = GroupCounts()
        var buckets = 0
        var pages = 0
    }

    /// Pulls and judges.
    ///
    /// - Throws: `.incomplete` when a group's buckets do not add up to the documents that the pre-pass counted.
    func outcome(of batch: HostBatches.Batch, judge: GroupJudge) async throws -> Outcome {
        var pages = try CompositePages(
            of: search(for: batch), on: indices, at: view, with: client, pageSize: pageSize)
        var run = GroupRun(batch: batch, plan: plan, window: window, judge: judge)
        var outcome = Outcome()
        repeat {
            try Task.checkCancellation()
            outcome.buckets += try await pages.next { run.take($0) }
            outcome.pages += 1
        } while !pages.isFinished
        run.finish()
        // Without a view documents may have come since; a group that has gone is refused all the same, or it would be lost
        // from the counts.
        if let group = run.missing ?? (view == nil ? nil : run.disagreeing) {
            throw ClusterError(
                .incomplete, "two answers of the cluster disagree about group \(group) (and maybe others)",
                cure: "run again; if it happens again, see whether \(plan.time.name) has several values in a document")
        }
        outcome.judgements = run.judgements
        outcome.counts = run.judge.counts
        return outcome
    }

    private func search(for batch: HostBatches.Batch) -> CompositeSearch {
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
        let clock = window.clock
        return CompositeSearch(
            query: ["bool": ["filter": .array(filter)]],
            sources: plan.groupBy.map { .terms(field: $0.name) } + [
                .dateHistogram(
                    field: plan.time.name, intervalSeconds: window.bucketSeconds,
                    offsetSeconds: clock.histogramOffsetSeconds)
            ],
            metrics: [plan.sourceBytes, plan.destinationBytes].compactMap { $0.map { .sum(field: $0.name) } })
    }
}
