import BeaconReport
import BeaconTransform
import SearchCluster

/// `run` and `preview`: read a window, judge it, print what beacons; `run` indexes it as well.
struct JudgeCommand: Sendable {
    private let settings: JudgeSettings
    private let console: Console
    private let terminal: Terminal
    private let writes: Bool

    init(_ words: TypedWords, in surroundings: Surroundings) async throws {
        let typed = try JudgeSettings(words, in: surroundings)
        terminal = Terminal(surroundings)
        console = Console(typed.messages, terminal: terminal)
        settings = try await typed.endingWithFiles(console)
        writes = words.action == .run
    }

    func perform() async throws -> ExitCode {
        if let schedule = settings.schedule {
            return try await ScheduledRun(settings, schedule: schedule, console: console).perform()
        }
        announce()
        let deadLetterPath =
            settings.deadLetter
            ?? DeadLetter.name(template: settings.template, window: settings.window, slice: settings.slice)
        try FileIdentity.check(
            outputs: [("--output", settings.output), ("--dead-letter", writes ? deadLetterPath : nil)],
            inputs: settings.files)
        // A place that cannot be written to is better known before the work than after it.
        var output = try ResultOutput(file: settings.output)
        let deadLetter = try DeadLetter(writes ? deadLetterPath : nil)
        let client = try settings.cluster.map { try ClusterClient(configuration: console.observed($0.configuration)) }
        defer { client?.shutdown() }
        defer { console.endProgress() }
        let pass = WindowPass(settings: settings, window: settings.window, client: client, console: console)
        let (result, written) = try await outcome(of: pass)
        let refusal = Refusal(written, of: result.signals.count, again: pass.again)
        // Refused signals are nowhere else: they are kept before anything that can fail.
        let lost = Self.failure(keeping: written?.refused ?? [], in: deadLetter)
        if let refusal, lost != nil { console.warn(refusal.sentence) }
        try report(result, to: &output)
        try output.finish()
        if let traffic = client?.traffic {
            console.detail(
                "\(traffic.requests) requests, \(traffic.retries) sent again, \(traffic.sentBytes) bytes sent, "
                    + "\(traffic.receivedBytes) received")
        }
        pass.summarize(
            result, written: written, seconds: console.elapsedSeconds, requests: client?.traffic.requests)
        if let lost { throw lost }
        if let refusal { throw refusal.failure(kept: deadLetterPath) }
        return settings.failsOnSignals && result.beaconing > result.allowed ? .signalsFound : .done
    }

    /// Reads and judges, and writes where that is asked for: what comes from a cluster under the lease of its runner.
    private func outcome(of pass: WindowPass) async throws -> (WindowResult, WriteResult?) {
        guard writes, let client = pass.client, case .cluster = settings.source else {
            let result = try await pass.result()
            finish(result)
            guard writes else { return (result, nil) }
            let written = try await pass.write(result, lease: nil)
            _ = await pass.deleteOldSignals()
            return (result, written)
        }
        let session = try await RunnerSession.open(
            settings, client: client, console: console,
            metrics: try MetricsPlace(file: settings.runner.metricsFile, listen: nil))
        do {
            let (result, written) = try await session.lease.held {
                try await session.perform(pass.window, mode: "once")
            }
            await session.close()
            finish(result)
            return (result, written)
        } catch {
            await session.close()
            throw error
        }
    }

    private func finish(_ result: WindowResult) {
        console.endProgress()
        for warning in result.warnings { console.warn(warning) }
    }

    /// Why refused signals could not be kept; what else there is to say is said all the same.
    static func failure(keeping refused: [WriteResult.Refused], in file: consuming DeadLetter) -> Failure? {
        do {
            try file.keep(refused)
            return nil
        } catch {
            return error
        }
    }

    private func report(_ result: WindowResult, to output: inout ResultOutput) throws(Failure) {
        let style = TableStyle(
            width: terminal.width, isColoured: settings.output == nil && terminal.coloursOutput)
        try SignalReport(settings.template, result).write(as: settings.format ?? .table, style: style) {
            piece throws(Failure) in
            try output.write(piece)
        }
    }

    private func announce() {
        for warning in settings.cluster?.warnings ?? [] { console.warn(warning) }
        let window = settings.window
        let (from, to) = (PointOfTime(seconds: window.firstSecond), PointOfTime(seconds: window.nowSeconds))
        console.detail("template \(settings.template.id) \(settings.template.version), window \(from) to \(to)")
        if let cluster = settings.cluster {
            console.detail("cluster \(cluster.configuration.urls.joined(separator: ", ")), from \(cluster.origin)")
        }
    }
}
