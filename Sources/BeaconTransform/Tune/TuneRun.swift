public import BeaconScore
internal import Synchronization

/// Reads one window once and judges it at many settings.
///
/// Whole groups are judged: what a run adds by looking at single destinations of busy groups and at exact times is left out.
public struct TuneRun: Sendable {
    /// What is judged, and what the settings are compared with.
    public let template: TransformTemplate
    /// The end of every window.
    public let nowSeconds: Int64
    /// The settings; the first is the template's.
    public let settings: [MetricParameters]
    private let plan: SeriesPlan

    /// A run over settings.
    ///
    /// - Parameter settings: beside the template's own, which comes first whether it is among them or not; each valid
    ///   (``BeaconScore/MetricParameters/validate()``).
    public init(_ template: TransformTemplate, nowSeconds: Int64, settings: [MetricParameters]) {
        self.template = template
        self.nowSeconds = nowSeconds
        self.settings = [template.metric.parameters] + settings
        plan = SeriesPlan(self.settings)
    }

    /// How often the source is read, 1 and above; a pipe can be read only once.
    public var reads: Int { plan.reads }

    /// Reads the buckets of every group that some setting may judge.
    ///
    /// - Throws: as ``PairSource/judgements(in:judge:)``.
    public func series(from source: some PairSource) async throws -> PulledSeries {
        try await PulledSeries(plan, nowSeconds: nowSeconds, from: source)
    }

    /// Groups that a task takes at a time.
    private static let groupsPerPart = 32
    /// More tasks than most machines have processors; those that find nothing left cost nothing.
    private static let tasks = 32

    /// Judges every group at every setting.
    ///
    /// - Parameter progress: told how many groups are judged, from any task.
    /// - Throws: `CancellationError`.
    public func verdicts(
        of pulled: PulledSeries, progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> TuneVerdicts {
        let groups = pulled.groups.count
        let queue = PartQueue()
        var verdicts = TuneVerdicts(self, groups: pulled.groups)
        try await withThrowingTaskGroup(of: [(start: Int, flags: [[SettingsJudge.Flags]])].self) { tasks in
            for _ in 0..<min(Self.tasks, (groups + Self.groupsPerPart - 1) / Self.groupsPerPart) {
                tasks.addTask {
                    var judge: SettingsJudge?
                    var parts: [(start: Int, flags: [[SettingsJudge.Flags]])] = []
                    while let part = queue.next(of: groups, size: Self.groupsPerPart) {
                        try Task.checkCancellation()
                        var warm = judge ?? SettingsJudge(settings, plan: plan)
                        judge = nil
                        parts.append((part.lowerBound, part.map { warm.judge(pulled.series[$0]) }))
                        judge = warm
                        progress(part.upperBound)
                    }
                    return parts
                }
            }
            for try await parts in tasks {
                for part in parts { verdicts.take(part.flags, from: part.start) }
            }
        }
        return verdicts
    }

    /// Hands out the groups, part by part.
    private final class PartQueue: Sendable {
        private let start = Atomic(0)

        func next(of count: Int, size: Int) -> Range<Int>? {
            let begin = start.wrappingAdd(size, ordering: .relaxed).oldValue
            return begin < count ? begin..<min(begin + size, count) : nil
        }
    }
}
