import BeaconReport
import BeaconTransform
import SearchCluster

/// `run` and `preview`: read a window, judge it, print what beacons; `run` indexes it as well.
struct JudgeCommand: Sendable {
    private let settings: JudgeSettings
    private let console: Console
    private let terminal: Terminal
    private let writes: Bool

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        settings = try JudgeSettings(words, in: surroundings)
        terminal = Terminal(surroundings)
        console = Console(settings.messages, terminal: terminal)
        writes = words.action == .run
    }

    func perform() async throws -> ExitCode {
        announce()
        let deadLetterPath =
            settings.deadLetter ?? DeadLetter.name(template: settings.template, window: settings.window)
        try FileIdentity.check(
            outputs: [("--output", settings.output), ("--dead-letter", writes ? deadLetterPath : nil)],
            inputs: settings.files)
        // A place that cannot be written to is better known before the work than after it.
        var output = try ResultOutput(file: settings.output)
        let deadLetter = try DeadLetter(writes ? deadLetterPath : nil)
        let client = try settings.cluster.map { try ClusterClient(configuration: console.observed($0.configuration)) }
        defer { client?.shutdown() }
        defer { console.endProgress() }
        let result = try await result(client: client)
        console.endProgress()
        for warning in result.warnings { console.warn(warning) }
        let written = try await write(result, client: client)
        let refusal = Refusal(written, of: result.signals.count, again: again)
        // Refused signals are nowhere else: they are kept before anything that can fail.
        let lost = Self.failure(keeping: written?.refused ?? [], in: deadLetter)
        if let refusal, lost != nil { console.warn(refusal.sentence) }
        try report(result, to: &output)
        try output.finish()
        summarize(result, written: written, client: client)
        if let lost { throw lost }
        if let refusal { throw refusal.failure(kept: deadLetterPath) }
        return settings.failsOnSignals && result.beaconing > 0 ? .signalsFound : .done
    }

    /// Why refused signals could not be kept; what else there is to say is said all the same.
    private static func failure(keeping refused: [WriteResult.Refused], in file: consuming DeadLetter) -> Failure? {
        do {
            try file.keep(refused)
            return nil
        } catch {
            return error
        }
    }

    private func result(client: ClusterClient?) async throws -> WindowResult {
        let run = TransformRun(settings.template, window: settings.window, keeping: settings.keeping)
        let line = ProgressLine(width: terminal.width - 1)
        switch (settings.source, client) {
        case (.files(let files), _):
            let source = try FilePairSource(settings.template, files: files) { [console] progress in
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
                settings.template, client: client,
                progress: { [console] progress in
                    console.progress { line.text(progress, elapsedSeconds: $0) }
                },
                { source in try await run.result(from: source, history: settings.history) })
        case (.cluster, nil):
            throw Failure(.defect, "a cluster is the source and none is set")
        }
    }

    private func write(_ result: WindowResult, client: ClusterClient?) async throws -> WriteResult? {
        guard writes, let client else { return nil }
        do {
            return try await SignalWriter(settings.template, window: settings.window, client: client).write(
                result.signals)
        } catch {
            let rest = "what was written stays; \(again) to write the rest"
            throw Failure(
                Failure(explaining: error).code, error.sentence,
                cure: [error.cure, rest].compactMap(\.self).joined(separator: "; "))
        }
    }

    private func report(_ result: WindowResult, to output: inout ResultOutput) throws(Failure) {
        let style = TableStyle(
            width: terminal.width, isColoured: settings.output == nil && terminal.coloursOutput)
        try SignalReport(settings.template, result).write(as: settings.format, style: style) { piece throws(Failure) in
            try output.write(piece)
        }
    }

    private func summarize(_ result: WindowResult, written: WriteResult?, client: ClusterClient?) {
        if let traffic = client?.traffic {
            console.detail(
                "\(traffic.requests) requests, \(traffic.retries) sent again, \(traffic.sentBytes) bytes sent, "
                    + "\(traffic.receivedBytes) received")
        }
        if written?.createdIndex == true { console.remark("created index \(settings.template.destination.index)") }
        console.summary(
            RunSummary(
                result, written: written, seconds: console.elapsedSeconds, requests: client?.traffic.requests
            ).text(width: terminal.width))
    }

    /// Ids make writing twice harmless; without the same end of the window it would be another run.
    private var again: String { "run again with --now \(PointOfTime(seconds: settings.window.nowSeconds))" }

    private func announce() {
        for warning in settings.cluster?.warnings ?? [] { console.warn(warning) }
        if writes, settings.template.retention != nil {
            console.warn(
                "retention_policy of \(settings.template.id) is not acted on by this version: no signals are deleted; use a "
                    + "lifecycle policy of the cluster")
        }
        let window = settings.window
        let (from, to) = (PointOfTime(seconds: window.firstSecond), PointOfTime(seconds: window.nowSeconds))
        console.detail("template \(settings.template.id) \(settings.template.version), window \(from) to \(to)")
        if let cluster = settings.cluster {
            console.detail("cluster \(cluster.configuration.urls.joined(separator: ", ")), from \(cluster.origin)")
        }
    }
}
