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
        let judge = GroupJudge(parameters: template.metric.parameters, keeping: keeping, slice: slice)
        let pull = try await source.judgements(in: window, judge: judge)
        let beaconing = pull.judgements.filter(\.verdict.isBeaconing)
        var contexts = try await source.contexts(of: beaconing.map(\.group), in: window).makeIterator()
        let signals = pull.judgements.map { judgement in
            Signal(
                id: Signal.id(of: judgement.group, template: template, window: window), judgement: judgement,
                context: judgement.verdict.isBeaconing ? contexts.next() : nil)
        }
        return WindowResult(window: window, signals: signals, counts: pull.counts, warnings: warnings)
    }
}
