internal import BeaconScore
internal import SearchCluster

/// Reads and judges the groups of some hosts, by one of two ways that come to the same.
struct ChunkPull: Sendable {
    let source: ClusterPairSource
    let window: Window

    /// What a chunk gives.
    struct Outcome: Sendable {
        var judgements: [Judgement] = []
        var counts = GroupCounts()
        var census = HostCensus()
        var sample = PullPace.Sample()
        var pages = 0
    }

    /// Reads and judges.
    ///
    /// - Parameter page: buckets in a page.
    /// - Throws: `.incomplete` when what comes does not add up to what was counted before.
    func outcome(
        of chunk: HostChunk, by way: PullPace.Way, page: Int, judge: GroupJudge
    ) async throws -> Outcome {
        switch way {
        case .whole: try await whole(chunk, page: page, judge: judge)
        case .sifted: try await sifted(chunk, page: page, judge: judge)
        }
    }

    private func whole(_ chunk: HostChunk, page: Int, judge: GroupJudge) async throws -> Outcome {
        let plan = source.plan
        var run = HostRun(chunk, plan: plan, window: window, judge: judge)
        var outcome = Outcome()
        let search = plan.buckets(of: query(for: chunk), in: window)
        try await source.eachPage(of: search, size: page, into: &outcome) { run.take($0) }
        run.finish()
        // Without a view documents may have gone or come since.
        let short = source.view == nil ? nil : run.disagreeing ?? run.missing
        if let host = run.broken ?? short { throw Self.disagreement(about: host, plan) }
        // Sifting tells documents with several groups from documents with several times.
        if run.hasSurplus, source.view != nil { return try await sifted(chunk, page: page, judge: judge) }
        outcome.judgements = run.judgements
        outcome.counts = run.judge.counts
        outcome.census = run.census
        outcome.sample += run.sample
        return outcome
    }

    private func sifted(_ chunk: HostChunk, page: Int, judge: GroupJudge) async throws -> Outcome {
        let plan = source.plan
        var sifting = HostSifting(chunk, plan: plan, window: window, judge: judge, mostBuckets: page)
        var outcome = Outcome()
        let search = CompositeSearch(
            query: query(for: chunk), sources: plan.groupBy.map { .terms(field: $0.name) },
            metrics: [.min(field: plan.time.name), .max(field: plan.time.name)])
        try await source.eachPage(of: search, size: min(source.tuning.groupsPerPage, page), into: &outcome) {
            sifting.take($0)
        }
        let batches = sifting.finish()
        let short = source.view == nil ? nil : sifting.disagreeing ?? sifting.missing
        if let host = sifting.broken ?? short { throw Self.disagreement(about: host, plan) }
        let pull = BatchPull(source: source, window: window, pageSize: page)
        for batch in batches {
            try Task.checkCancellation()
            let read = try await pull.outcome(of: batch, judge: judge)
            outcome.judgements += read.judgements
            outcome.counts += read.counts
            outcome.pages += read.pages
            outcome.sample += read.sample
        }
        outcome.counts += sifting.judge.counts
        outcome.census = sifting.census
        outcome.sample += sifting.sample
        return outcome
    }

    private func query(for chunk: HostChunk) -> JSONValue {
        let hosts = chunk.hosts.map(\.value.json)
        return [
            "bool": [
                "filter": [source.plan.windowed(window), ["terms": [source.plan.groupBy[0].name: .array(hosts)]]]
            ]
        ]
    }

    private static func disagreement(about host: GroupValue, _ plan: FieldPlan) -> ClusterError {
        ClusterError(
            .incomplete,
            "two answers of the cluster disagree about \(plan.groupBy[0].name) \(SafeText(host.description)) "
                + "(and maybe others)",
            cure: "run again; if it happens again, see whether \(plan.time.name) has several values in a document")
    }
}

extension ClusterPairSource {
    /// Delivers every bucket of a search, and notes what its pages took.
    func eachPage(
        of search: CompositeSearch, size: Int, into outcome: inout ChunkPull.Outcome,
        _ row: (borrowing CompositeRow) -> Void
    ) async throws {
        var pages = try CompositePages(of: search, on: plan.indices, at: view, with: client, pageSize: size)
        repeat {
            try Task.checkCancellation()
            try await pages.next(row)
            outcome.pages += 1
            outcome.sample.slowestSeconds = max(outcome.sample.slowestSeconds, pages.lastSeconds)
            if pages.pageSize < size { outcome.sample.largestPage = pages.pageSize }
        } while !pages.isFinished
    }
}
