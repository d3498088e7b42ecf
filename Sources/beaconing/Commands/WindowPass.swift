import BeaconReport
import BeaconTransform
import SearchCluster

/// One window from events to signals, and where asked to documents in the cluster.
struct WindowPass: Sendable {
    /// What is looked for, and where.
    let settings: JudgeSettings
    /// The stretch of time.
    let window: Window
    /// The cluster; `nil` for files alone.
    let client: ClusterClient?
    /// What is said to a person.
    let console: Console
    /// Where completed hours are kept; `nil` when none are.
    let history: HistorySetting?

    /// A pass over a window.
    ///
    /// - Parameter nowSeconds: the time, where that is known better than by this machine's clock.
    init(
        settings: JudgeSettings, window: Window, client: ClusterClient?, console: Console, nowSeconds: Int64? = nil
    ) {
        self.settings = settings
        self.window = window
        self.client = client
        self.console = console
        var history = settings.history
        if let nowSeconds { history?.clockSeconds = nowSeconds }
        self.history = history
    }

    /// Reads and judges; what is allowed is marked, and nothing is written.
    func result() async throws -> WindowResult {
        var result = try await judged(dropping: settings.allow)
        result.mark(allowedBy: settings.allow, template: settings.template)
        return result
    }

    /// Reads and judges, without the events of entries that leave them out of the query; nothing is marked.
    func judged(dropping list: AllowList) async throws -> WindowResult {
        let template = settings.template.dropping(list, atSeconds: window.nowSeconds)
        let run = TransformRun(
            template, window: window, keeping: settings.keeping, slice: settings.slice)
        let line = ProgressLine(width: console.width - 1)
        switch (settings.source, client) {
        case (.files(let files), _):
            let source = try FilePairSource(template, files: files, options: settings.input) {
                [console] progress in
                console.progress { line.text(progress, elapsedSeconds: $0) }
            }
            var result = try await run.result(from: source)
            // What is odd about files is known when they have been read.
            result.warnings += source.warnings
            return result
        case (.cluster, let client?):
            if settings.messages.isVerbose {
                let product = try await client.product()
                console.detail("\(product) answers")
            }
            return try await ClusterPairSource.with(
                template, client: client,
                progress: { [console] progress in
                    console.progress { line.text(progress, elapsedSeconds: $0) }
                },
                { source in try await run.result(from: source, history: history) })
        case (.cluster, nil):
            throw Failure(.defect, "a cluster is the source and none is set")
        }
    }

    /// Writes the signals of a result.
    ///
    /// - Parameter lease: confirmed before each request that writes.
    func write(_ result: WindowResult, lease: RunnerLease?) async throws -> WriteResult {
        guard let client else { throw Failure(.defect, "signals are to be written and no cluster is set") }
        do {
            return try await SignalWriter(settings.template, window: window, client: client, lease: lease).write(
                result.signals)
        } catch {
            let rest = "what was written stays; \(again) to write the rest"
            throw Failure(
                Failure(explaining: error).code, error.sentence,
                cure: [error.cure, rest].compactMap(\.self).joined(separator: "; "))
        }
    }

    /// Deletes the signals that have become too old, where the template says when; that it could not be does not spoil the pass.
    func deleteOldSignals() async -> Int {
        guard let client else { return 0 }
        do {
            let count = try await RetentionKeeper(settings.template, client: client).deleteOldSignals()
            if count > 0 { console.remark("deleted \(count) signals that are older than retention_policy says") }
            return count
        } catch {
            console.warn("old signals were not deleted: \(error.sentence)")
            return 0
        }
    }

    /// What a person may do to have the same window once more.
    ///
    /// Ids make writing twice harmless; without the same end of the window it would be another run.
    var again: String { "run again with --now \(PointOfTime(seconds: window.nowSeconds))" }

    /// Says what was seen and written.
    func summarize(_ result: WindowResult, written: WriteResult?, seconds: Double, requests: Int?) {
        if written?.createdIndex == true { console.remark("created index \(settings.template.destination.index)") }
        console.summary(
            RunSummary(result, written: written, seconds: seconds, requests: requests).text(width: console.width))
    }

    /// The range of the window, for a line of the log.
    var range: String {
        "\(PointOfTime(seconds: window.firstSecond)) to \(PointOfTime(seconds: window.nowSeconds))"
    }
}
