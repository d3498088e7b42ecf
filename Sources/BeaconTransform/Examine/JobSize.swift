internal import BeaconScore
internal import SearchCluster

/// How large a pass over a window is, from its first step: the groups, with count and span of each.
struct JobSize: Sendable, Equatable {
    /// Groups seen.
    var groups = 0
    /// Those of them whose buckets would be read.
    var candidates = 0
    /// At most how many buckets those have.
    var buckets = 0
    /// Requests that it took.
    var pages = 0
    /// Whether every group was seen.
    var isWhole = false
    /// How long it took.
    var elapsed: Duration = .zero

    /// Groups after which no more pages are drawn: enough to tell a large job from a small one.
    static let mostGroups = 200_000

    /// At least how many requests a pass takes.
    func requests(tuning: PullTuning = PullTuning()) -> Int {
        pages + (buckets + tuning.bucketsPerPage - 1) / tuning.bucketsPerPage
    }

    /// Asks a cluster.
    init(
        plan: FieldPlan, template: TransformTemplate, window: Window, client: ClusterClient
    ) async throws(ClusterError) {
        let tuning = PullTuning()
        var pages = try CompositePages(
            of: CompositeSearch(
                query: plan.windowed(window), sources: plan.groupBy.map { .terms(field: $0.name) },
                metrics: [.min(field: plan.time.name), .max(field: plan.time.name)]),
            on: plan.indices, at: nil, with: client, pageSize: tuning.groupsPerPage)
        let judge = GroupJudge(
            parameters: template.metric.parameters, keeping: .signals, opinions: template.opinions,
            splits: template.splitsBusyGroups)
        let clock = window.clock
        let start = ContinuousClock.now
        var (candidates, buckets) = (0, 0)
        repeat {
            groups += try await pages.next { row in
                let oldest = row.metric(0).flatMap { clock.bucket(ofSecond: Int64(saturating: $0 / 1000)) }
                let newest = row.metric(1).flatMap { clock.bucket(ofSecond: Int64(saturating: $0 / 1000)) }
                let span = oldest.flatMap { oldest in newest.map { oldest - $0 + 1 } } ?? window.bucketCount
                guard judge.skip(documents: row.documents, spanBuckets: span) == nil else { return }
                candidates += 1
                buckets += Int(min(row.documents, Int64(span)))
            }
            self.pages += 1
        } while !pages.isFinished && groups < Self.mostGroups
        elapsed = ContinuousClock.now - start
        (self.candidates, self.buckets) = (candidates, buckets)
        isWhole = pages.isFinished
    }
}
