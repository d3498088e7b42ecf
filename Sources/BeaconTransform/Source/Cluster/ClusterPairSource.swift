internal import BeaconScore
public import SearchCluster

/// Groups and their buckets from a cluster: a pre-pass over all groups, then the buckets of those that can pass.
public struct ClusterPairSource: PairSource {
    let client: ClusterClient
    let template: TransformTemplate
    let product: ClusterProduct
    let opened: Result<PointInTime, NoPointInTime>
    let plan: FieldPlan
    let tuning: PullTuning
    let progress: @Sendable (PullProgress) -> Void

    var view: PointInTime? { try? opened.get() }

    /// What a person should know before believing the result, one sentence each.
    public var warnings: [String] {
        guard case .failure(let refusal) = opened else { return plan.warnings }
        let why =
            switch refusal {
            case .forbidden: ", which its user is not allowed"
            case .unknown: ""
            case .tooMany(let reason): " (\(reason))"
            }
        return plan.warnings + [
            "the cluster gives no point in time\(why): documents that come or go during the run may be missed or counted "
                + "twice"
        ]
    }

    /// Opens the template's indices, runs `work` on them as they are at this moment, and closes them.
    ///
    /// - Parameters:
    ///   - progress: told after each page, from any task.
    /// - Throws: `ClusterError` when an index or a field is missing or cannot be grouped by, and whatever `work` throws.
    public static func with<Result: Sendable>(
        _ template: TransformTemplate, client: ClusterClient, tuning: PullTuning = PullTuning(),
        progress: @escaping @Sendable (PullProgress) -> Void = { _ in },
        _ work: (ClusterPairSource) async throws -> Result
    ) async throws -> Result {
        let product = try await client.product()
        let plan = try await FieldPlan(template, product: product, client: client)
        return try await client.withPointInTime(on: plan.indices, of: product) { opened in
            try await work(
                ClusterPairSource(
                    client: client, template: template, product: product, opened: opened, plan: plan, tuning: tuning,
                    progress: progress))
        }
    }

    /// Reads every group of the window and judges it.
    public func judgements(in window: Window, judge: GroupJudge) async throws -> Pull {
        var pages = try CompositePages(
            of: CompositeSearch(
                query: plan.windowed(window), sources: plan.groupBy.map { .terms(field: $0.name) },
                metrics: [.min(field: plan.time.name), .max(field: plan.time.name)]),
            on: plan.indices, at: view, with: client, pageSize: tuning.groupsPerPage)
        let pull = BatchPull(
            client: client, indices: plan.indices, view: view, plan: plan, window: window,
            pageSize: tuning.bucketsPerPage)
        var batches = HostBatches(mostBuckets: tuning.bucketsPerPage)
        var skipping = judge
        var census = SortedCensus()
        var state = PullProgress()
        var judgements: [Judgement] = []
        try await withThrowingTaskGroup(of: BatchPull.Outcome.self) { tasks in
            var inFlight = 0
            func settle(_ outcome: BatchPull.Outcome?) {
                guard let outcome else { return }
                inFlight -= 1
                judgements += outcome.judgements
                state.add(outcome)
                progress(state)
            }
            repeat {
                try Task.checkCancellation()
                state.groups += try await pages.next { row in
                    let group = GroupKey(zip(row.group, plan.groupBy).map { GroupValue($0, kind: $1.kind) })
                    census.add(group)
                    sort(group, row, window: window, judge: &skipping, into: &batches)
                }
                state.pages += 1
                state.isPrepassDone = pages.isFinished
                let complete = batches.take(isLast: pages.isFinished)
                state.expectedBuckets += complete.reduce(0) { $0 + $1.buckets }
                for batch in complete {
                    if inFlight >= tuning.requestsInFlight { settle(try await tasks.next()) }
                    inFlight += 1
                    tasks.addTask { try await pull.outcome(of: batch, judge: judge) }
                }
                progress(state)
            } while !pages.isFinished
            while inFlight > 0 { settle(try await tasks.next()) }
        }
        judgements.sort { $0.group < $1.group }
        census.tell(&judgements)
        state.counts += skipping.counts
        return Pull(judgements: judgements, counts: state.counts)
    }

    /// Puts a group of the pre-pass where it belongs: aside with its reason, or among those whose buckets are pulled.
    private func sort(
        _ group: GroupKey, _ row: borrowing CompositeRow, window: Window, judge: inout GroupJudge,
        into batches: inout HostBatches
    ) {
        guard judge.slice.contains(group) else { return }
        let clock = window.clock
        // Times come as milliseconds; the newest bucket has the smallest index.
        let oldest = row.metric(0).flatMap { clock.bucket(ofSecond: Int64(saturating: $0 / 1000)) }
        let newest = row.metric(1).flatMap { clock.bucket(ofSecond: Int64(saturating: $0 / 1000)) }
        let span = oldest.flatMap { oldest in newest.map { oldest - $0 + 1 } } ?? window.bucketCount
        let skip = judge.skip(documents: row.documents, spanBuckets: span)
        if let skip { judge.count(skipped: skip, documents: row.documents) }
        let buckets = Int(min(row.documents, Int64(span)))
        let candidate =
            skip == nil
            ? HostBatches.Candidate(documents: row.documents, newestMillis: Int64(saturating: row.metric(1) ?? 0))
            : nil
        batches.add(group, buckets: buckets, candidate: candidate)
    }

    /// Reads what signals say of their groups beyond the verdict.
    public func contexts(
        of groups: [GroupKey], splits: [DestinationSplit?], in window: Window
    ) async throws -> [GroupContext] {
        let pull = ContextPull(
            client: client, indices: plan.indices, view: view, plan: plan, window: window,
            destinationCount: template.metric.parameters.numberDestinationIPs,
            lookback: window.lookback(seconds: template.lookbackSeconds), tuning: tuning)
        var contexts = try await pull.contexts(of: groups)
        for (place, split) in zip(contexts.indices, splits) {
            contexts[place].split = split.map { .init(value: $0.destination, documents: $0.documents) }
        }
        try await pull.addDestinations(to: &contexts)
        return contexts
    }

    /// Reads the exact times of some groups' events.
    public func times(of groups: [TimedGroup], in window: Window) async throws -> [[Int64]] {
        try await TimesPull(source: self, window: window).times(of: groups)
    }

    /// Looks at the destinations of busy groups one by one.
    public func splits(of groups: [GroupKey], in window: Window) async throws -> [DestinationSplit?] {
        guard let destination = plan.destination else { return groups.map { _ in nil } }
        let pull = SplitPull(source: self, window: window, destination: destination)
        return try await pull.splits(of: groups)
    }
}
