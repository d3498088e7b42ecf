internal import SearchCluster
internal import Synchronization

/// Groups and their buckets from a cluster, with the hours of passes before from a file on disk.
///
/// An hour that is kept is compared with the cluster before it is used, and where it has changed host by host; what has changed is read
/// again. Whatever keeps the history from being used leads to a full pull and a sentence.
public struct HistoryPairSource: PairSource {
    private let source: ClusterPairSource
    private let setting: HistorySetting
    private let memory = Memory()

    /// A source that reads from a cluster what a history does not have.
    public init(_ source: ClusterPairSource, history: HistorySetting) {
        self.source = source
        setting = history
    }

    /// What a person should know of the history, one sentence each; known after reading.
    public var warnings: [String] { memory.state.withLock { $0.warnings } }

    /// How far the history spared the last reading; `nil` when it was not used.
    public var use: HistoryUse? { memory.state.withLock { $0.use } }

    /// Reads every group of the window and judges it.
    ///
    /// - Throws: `ClusterError`; trouble with the history is no error.
    public func judgements(in window: Window, judge: GroupJudge) async throws -> Pull {
        memory.state.withLock { $0 = Memory.State() }
        let grid = HourGrid(window, clockSeconds: setting.clockSeconds)
        // Of a window of an hour nothing is left in the next.
        guard grid.hours.count(where: \.isComplete) > 1 else {
            return try await source.judgements(in: window, judge: judge)
        }
        let place = HistoryPlace(
            setting,
            cluster: [source.product.clusterID].compactMap(\.self).nonEmpty ?? source.client.configuration.urls,
            template: source.template, plan: source.plan, window: window)
        let pass = HistoryPass(setting, at: place, grid: grid)
        do {
            let pull = try await pull(window, judge: judge, grid: grid, pass: pass)
            await keep(pass)
            return pull
        } catch let fault as HistoryFault {
            await pass.abandon(because: fault)
            note(fault)
        } catch {
            await pass.abandon(because: nil)
            throw error
        }
        return try await source.judgements(in: window, judge: judge)
    }

    /// Reads what signals say of their groups beyond the verdict.
    public func contexts(
        of groups: [GroupKey], splits: [DestinationSplit?], in window: Window
    ) async throws -> [GroupContext] {
        try await source.contexts(of: groups, splits: splits, in: window)
    }

    /// Reads the exact times of some groups' events; a history knows only buckets.
    public func times(of groups: [TimedGroup], in window: Window) async throws -> [[Int64]] {
        try await source.times(of: groups, in: window)
    }

    /// Looks at the destinations of busy groups one by one; a history knows nothing of destinations.
    public func splits(of groups: [GroupKey], in window: Window) async throws -> [DestinationSplit?] {
        try await source.splits(of: groups, in: window)
    }

    private func pull(_ window: Window, judge: GroupJudge, grid: HourGrid, pass: HistoryPass) async throws -> Pull {
        guard source.view != nil else {
            throw HistoryFault(.unusable, "the cluster gives no point in time, in which totals and buckets would agree")
        }
        let reading = HistoryPull(source: source, window: window, grid: grid)
        try await reading.requireRevisions()
        if let fault = try await pass.begin() { note(fault) }
        var state = PullProgress()
        for hours in try await pass.compare(try await reading.hourTotals()) {
            try await reading.eachPage(of: hours) { rows in
                try await pass.compare(rows)
                state.pages += 1
                source.progress(state)
            }
        }
        let (batches, use) = try await pass.compared(mostBuckets: source.tuning.bucketsPerPage)
        state.expectedDocuments = batches.reduce(Int64(0)) { $0.addingReportingOverflow($1.buckets).partialValue }
        state.knowsAllHosts = true
        try await withThrowingTaskGroup(of: HistoryPull.Outcome.self) { tasks in
            var inFlight = 0
            func settle() async throws {
                guard let outcome = try await tasks.next() else { return }
                inFlight -= 1
                try await pass.store(outcome.records, in: outcome.batch.hour)
                state.pages += outcome.pages
                state.buckets += outcome.buckets
                state.documents = state.documents.addingReportingOverflow(outcome.batch.buckets).partialValue
                source.progress(state)
            }
            for batch in batches {
                if inFlight >= source.tuning.requestsInFlight { try await settle() }
                inFlight += 1
                tasks.addTask { try await reading.outcome(of: batch) }
            }
            while inFlight > 0 { try await settle() }
        }
        var pull = try await pass.pull(window, judge: judge, groupFields: source.plan.groupBy.count)
        // Signals are told with their contexts; groups that are none have no context.
        if judge.keeping == .judged { try await source.addNewest(to: &pull.judgements, in: window) }
        state.groups = pull.counts.seen
        state.counts = pull.counts
        source.progress(state)
        memory.state.withLock { $0.use = use }
        return pull
    }

    /// Hours that cannot be kept are no reason to drop what was judged.
    private func keep(_ pass: HistoryPass) async {
        do throws(HistoryFault) {
            try await pass.commit()
        } catch {
            await pass.abandon(because: error)
            let sentence =
                "no hours could be kept in \(setting.folder) (\(error.reason)): the next run reads its whole window"
            memory.state.withLock { $0.warnings.append(sentence) }
        }
    }

    private func note(_ fault: HistoryFault) {
        memory.state.withLock { $0.warnings.append(fault.sentence(folder: setting.folder)) }
    }

    /// Keeps what is known after reading.
    private final class Memory: Sendable {
        struct State: Sendable {
            var warnings: [String] = []
            var use: HistoryUse?
        }

        let state = Mutex(State())
    }
}

extension Array {
    fileprivate var nonEmpty: Self? { isEmpty ? nil : self }
}
