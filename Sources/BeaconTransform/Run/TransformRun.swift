internal import BeaconScore

/// Runs a template over one window of a source: judge every group, then ask for the context of the signals.
public struct TransformRun: Sendable {
    /// What is run.
    public let template: TransformTemplate
    /// Over which stretch of time.
    public let window: Window
    /// Which judged groups are reported.
    public let keeping: GroupJudge.Keeping
    /// Which groups are looked at.
    public let slice: HostSlice

    /// A run of a template over one window.
    public init(_ template: TransformTemplate, window: Window, keeping: GroupJudge.Keeping, slice: HostSlice = .whole) {
        self.template = template
        self.window = window
        self.keeping = keeping
        self.slice = slice
    }

    /// Reads the window from a source and judges it; nothing is written.
    ///
    /// - Parameter warnings: what the source says a person should know, carried into the result.
    public func result(from source: some PairSource, warnings: [String] = []) async throws -> WindowResult {
        let judge = GroupJudge(
            parameters: template.metric.parameters, keeping: keeping, slice: slice, opinions: template.opinions,
            splits: template.splitsBusyGroups)
        var pull = try await source.judgements(in: window, judge: judge)
        let split = try await split(&pull.judgements, source)
        if keeping == .signals { pull.judgements.removeAll { !$0.isSignal } }
        try await time(&pull.judgements, source)
        let signalled = pull.judgements.filter(\.isSignal)
        var contexts = try await source.contexts(
            of: signalled.map(\.group), splits: signalled.map(\.split), in: window
        ).makeIterator()
        let signals = pull.judgements.map { judgement in
            Signal(
                judgement, context: judgement.isSignal ? contexts.next() : nil, template: template, window: window)
        }
        var result = WindowResult(window: window, signals: signals, counts: pull.counts, warnings: warnings)
        result.split = split
        return result
    }

    /// Looks at busy groups by destination, as many as the template allows.
    private func split(_ judgements: inout [Judgement], _ source: some PairSource) async throws -> WindowResult.Split {
        let busy = judgements.indices.filter { judgements[$0].isBusy }
        let ranked = busy.sorted { SplitOrder.precedes(judgements[$0], judgements[$1]) }
        let chosen = ranked.prefix(template.mostSplitGroups).sorted()
        let found = try await source.splits(of: chosen.map { judgements[$0].group }, in: window)
        for (place, split) in zip(chosen, found) {
            guard let split else { continue }
            judgements[place].split = split
            judgements[place].opinion = split.opinion
        }
        return WindowResult.Split(busy: busy.count, looked: chosen.count, regular: found.count { $0 != nil })
    }

    /// Reads exact times of the regular groups for which buckets are too coarse: those that vary little, and those whose period is
    /// near a bucket's length or under it.
    private func time(_ judgements: inout [Judgement], _ source: some PairSource) async throws {
        let wanted = judgements.indices.filter { place in
            guard let opinion = judgements[place].opinion, opinion.isRegular, judgements[place].isSignal else {
                return false
            }
            let documents = judgements[place].split?.documents ?? judgements[place].documents
            return documents <= Self.mostTimes
                && (opinion.jitter < 0.1 || opinion.periodSeconds < 2 * Double(window.bucketSeconds))
        }
        let ranked = wanted.sorted { one, other in
            let (left, right) = (judgements[one], judgements[other])
            if left.hosts.sharing != right.hosts.sharing { return left.hosts.sharing < right.hosts.sharing }
            return left.group < right.group
        }
        let chosen = ranked.prefix(Self.mostTimed).sorted()
        guard !chosen.isEmpty else { return }
        let groups = chosen.map {
            TimedGroup(group: judgements[$0].group, destination: judgements[$0].split?.destination)
        }
        for (place, seconds) in zip(chosen, try await source.times(of: groups, in: window)) {
            guard let exact = ExactIntervals(seconds) else { continue }
            judgements[place].exact = exact
            judgements[place].opinion?.periodSeconds = exact.periodSeconds
            judgements[place].opinion?.jitter = exact.jitter
            judgements[place].opinion?.regularity = max(0, 1 - exact.jitter / 3.0.squareRoot())
            if judgements[place].opinion?.law != .changing { judgements[place].opinion?.law = exact.law }
        }
    }

    /// Groups whose exact times are read, at most, and events of one of them.
    private static let mostTimed = 200
    private static let mostTimes: Int64 = 20_000
}
