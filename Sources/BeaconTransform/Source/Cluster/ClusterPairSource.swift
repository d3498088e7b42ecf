internal import BeaconScore
public import SearchCluster

/// Groups and their buckets from a cluster: the hosts first, then host by host the buckets of the groups that can be judged.
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
        var tuning = tuning
        tuning.requestsInFlight = client.configuration.load.requestsInFlight
        let product = try await client.product()
        let plan = try await FieldPlan(template, product: product, client: client)
        return try await client.withPointInTime(on: plan.indices, of: product) { opened in
            try await work(
                ClusterPairSource(
                    client: client, template: template, product: product, opened: opened, plan: plan, tuning: tuning,
                    progress: progress))
        }
    }

    /// Reads every group of the window and judges it: first how many documents each host has, then host by host.
    public func judgements(in window: Window, judge: GroupJudge) async throws -> Pull {
        var pages = try CompositePages(
            of: CompositeSearch(
                query: plan.grouped(window.seconds), sources: [.terms(field: plan.groupBy[0].name)], metrics: []),
            on: plan.indices, at: view, with: client, pageSize: tuning.bucketsPerPage)
        let pull = ChunkPull(source: self, window: window)
        var pace = PullPace(tuning, forced: Self.way(for: judge))
        var hosts: ArraySlice<HostChunk.Host> = []
        var state = PullProgress()
        var census = HostCensus()
        var judgements: [Judgement] = []
        var (last, isRepeated): (GroupValue?, Bool) = (nil, false)
        try await withThrowingTaskGroup(of: (HostChunk, ChunkPull.Outcome).self) { tasks in
            var inFlight = 0
            func settle() async throws {
                guard let (chunk, outcome) = try await tasks.next() else { return }
                inFlight -= 1
                judgements += outcome.judgements
                census.merge(outcome.census)
                pace.learn(outcome.sample)
                state.add(outcome, of: chunk)
                progress(state)
            }
            repeat {
                try Task.checkCancellation()
                try await pages.next { row in
                    let value = GroupValue(row.value(0), kind: plan.groupBy[0].kind)
                    isRepeated = isRepeated || value == last
                    last = value
                    hosts.append(HostChunk.Host(value: value, documents: row.documents))
                    state.expectedDocuments = state.expectedDocuments.addingSaturated(row.documents)
                }
                if isRepeated { throw ClusterError(.malformed, "the cluster's answer names a host twice") }
                state.pages += 1
                state.knowsAllHosts = pages.isFinished
                progress(state)
                // One more than are sent at once: its answer is judged while the others are on their way.
                while !hosts.isEmpty {
                    if inFlight > tuning.requestsInFlight { try await settle() }
                    let chunk = HostChunk(takingFrom: &hosts, documents: pace.documentsPerChunk)
                    let (way, page) = (pace.way, pace.bucketsPerPage)
                    inFlight += 1
                    tasks.addTask { (chunk, try await pull.outcome(of: chunk, by: way, page: page, judge: judge)) }
                }
            } while !pages.isFinished
            while inFlight > 0 { try await settle() }
        }
        judgements.sort { $0.group < $1.group }
        census.tell(&judgements)
        return Pull(judgements: judgements, counts: state.counts)
    }

    /// Groups whose newest event has to be known are looked at first, and so are those of other slices, which are counted with the hosts.
    private static func way(for judge: GroupJudge) -> PullPace.Way? {
        judge.keeping == .judged || judge.slice != .whole ? .sifted : nil
    }

    /// Adds the exact time of each group's newest event, where all judged groups are kept.
    func addNewest(to judgements: inout [Judgement], in window: Window) async throws {
        let places = Dictionary(judgements.indices.map { (judgements[$0].group, $0) }) { first, _ in first }
        guard !places.isEmpty else { return }
        var pages = try CompositePages(
            of: CompositeSearch(
                query: plan.windowed(window), sources: plan.groupBy.map { .terms(field: $0.name) },
                metrics: [.max(field: plan.time.name)]),
            on: plan.indices, at: view, with: client, pageSize: tuning.groupsPerPage)
        repeat {
            try Task.checkCancellation()
            try await pages.next { row in
                let group = GroupKey(zip(row.group, plan.groupBy).map { GroupValue($0, kind: $1.kind) })
                guard let place = places[group], let newest = row.metric(0) else { return }
                judgements[place].newestMillis = Int64(saturating: newest)
            }
        } while !pages.isFinished
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
