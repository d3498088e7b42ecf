import BeaconTransform
import SearchCluster

/// `replay`: past windows as if they were run then, again from where it was stopped.
struct ReplayCommand: Sendable {
    private let settings: JudgeSettings
    private let ends: [Int64]
    private let parallel: Int
    private let purpose: String
    private let console: Console

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        settings = try JudgeSettings(words, in: surroundings)
        console = Console(settings.messages, terminal: Terminal(surroundings))
        guard words.has(.from), words.has(.to),
            let span = try SpanSettings(words, in: surroundings, template: settings.template, most: 1_000_000)
        else {
            throw Failure(
                .usage, "replay needs the ends of its first and last window",
                cure: "add --from 2026-11-23T00:00:00Z --to 2026-11-24T00:00:00Z")
        }
        ends = span.ends
        parallel = try WholeNumber.read(.parallel, of: words, in: 1...16) ?? 1
        purpose =
            "replay-\(span.firstSecond)-\(span.lastSecond)-\(span.stepSeconds)-\(settings.template.hash.prefix(12))"
    }

    func perform() async throws -> ExitCode {
        guard let cluster = settings.cluster else { throw Failure(.defect, "a replay without a cluster") }
        for warning in cluster.warnings { console.warn(warning) }
        let client = try ClusterClient(configuration: console.observed(cluster.configuration))
        defer { client.shutdown() }
        defer { console.endProgress() }
        let session = try await RunnerSession.open(settings, purpose: purpose, client: client, console: console)
        let totals: ReplayTotals
        do {
            totals = try await session.lease.held { try await replay(in: session) }
            await session.close()
        } catch {
            await session.close()
            throw error
        }
        console.endProgress()
        console.summary(totals.text(seconds: console.elapsedSeconds))
        guard totals.refused == 0 else {
            throw Failure(
                .badData, "the cluster refused \(totals.refused) signals",
                cure: "they are in files beaconing-refused-…, one for each window")
        }
        return .done
    }

    /// The windows that are left, a few at once; the checkpoint follows the oldest that is not done.
    private func replay(in session: RunnerSession) async throws -> ReplayTotals {
        var totals = ReplayTotals(windows: ends.count)
        let checkpoint = await session.lease.state.checkpointSeconds
        let left = ends.filter { end in checkpoint.map { end > $0 } ?? true }
        totals.before = ends.count - left.count
        if totals.before > 0 {
            console.remark(
                left.isEmpty
                    ? "all windows were replayed before; they are gone through again"
                    : "\(totals.before) of \(ends.count) windows were replayed before; going on with "
                        + "\(PointOfTime(seconds: left[0]))")
        }
        // A replay that was finished and is asked for again looks at all of it again, which changes nothing.
        let todo = left.isEmpty ? ends : left
        if left.isEmpty { totals.before = 0 }
        var done: Set<Int64> = []
        var oldest = 0
        try await withThrowingTaskGroup(of: (Int64, WindowResult, WriteResult).self) { tasks in
            var next = 0
            func start() {
                guard next < todo.count else { return }
                let end = todo[next]
                next += 1
                tasks.addTask {
                    let window = Window(nowSeconds: end, parameters: settings.template.metric.parameters)
                    let (result, written) = try await session.perform(window, mode: "replay")
                    return (end, result, written)
                }
            }
            for _ in 0..<parallel { start() }
            while let (end, result, written) = try await tasks.next() {
                try keep(written, end: end, of: result.signals.count)
                totals.add(result, written)
                done.insert(end)
                let before = oldest
                while oldest < todo.count, done.contains(todo[oldest]) { oldest += 1 }
                if oldest > before, !left.isEmpty {
                    try await session.lease.moveCheckpoint(to: todo[oldest - 1], everySeconds: nil)
                }
                console.progress { totals.progress(elapsedSeconds: $0) }
                start()
            }
        }
        return totals
    }

    /// Keeps refused signals; what the cluster could not take ends the replay, to be gone on with.
    private func keep(_ written: WriteResult, end: Int64, of count: Int) throws {
        guard !written.refused.isEmpty else { return }
        let window = Window(nowSeconds: end, parameters: settings.template.metric.parameters)
        let path = DeadLetter.name(template: settings.template, window: window, slice: settings.slice)
        let file = try DeadLetter(path)
        try file.keep(written.refused)
        let again = "the same replay goes on from there"
        if let refusal = Refusal(written, of: count, again: again) {
            let failure = refusal.failure(kept: path)
            guard failure.code == .badData else { throw failure }
            console.warn(failure.description)
        }
    }
}

/// What the windows of a replay came to.
struct ReplayTotals: Sendable {
    let windows: Int
    /// Windows that an earlier try had done.
    var before = 0
    private(set) var done = 0
    private(set) var written = 0
    private(set) var alreadyThere = 0
    private(set) var refused = 0

    init(windows: Int) {
        self.windows = windows
    }

    mutating func add(_ result: WindowResult, _ outcome: WriteResult) {
        done += 1
        written += outcome.written
        alreadyThere += outcome.alreadyThere
        refused += outcome.refused.count
    }

    /// How far it has come and how long the rest may take.
    func progress(elapsedSeconds: Double) -> String {
        let rest = windows - before - done
        let left = done > 0 ? elapsedSeconds / Double(done) * Double(rest) : 0
        return
            "\(before + done) of \(windows) windows, \(written) signals written, about \(Int(left.rounded(.up))) s left"
    }

    /// The last lines.
    func text(seconds: Double) -> String {
        """
        windows: \(windows) = \(before) done before + \(done) replayed
        signals: \(written + alreadyThere + refused) = \(written) written + \(alreadyThere) already there + \(refused) refused
        \(Int(seconds.rounded())) s
        """
    }
}
