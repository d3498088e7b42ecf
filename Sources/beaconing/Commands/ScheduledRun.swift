import BeaconTransform
import SearchCluster

/// `run --every`: passes over the windows that are due, one at a time, oldest first, until it is told to stop.
struct ScheduledRun: Sendable {
    private let settings: JudgeSettings
    private let schedule: ScheduleSettings
    private let console: Console
    /// Seconds after which a window that failed is tried again, at the most.
    private static let longestPause = 300.0

    init(_ settings: JudgeSettings, schedule: ScheduleSettings, console: Console) {
        self.settings = settings
        self.schedule = schedule
        self.console = console
    }

    func perform() async throws -> ExitCode {
        guard let cluster = settings.cluster else { throw Failure(.defect, "a schedule without a cluster") }
        for warning in cluster.warnings { console.warn(warning) }
        let client = try ClusterClient(configuration: console.observed(cluster.configuration))
        defer { client.shutdown() }
        defer { console.endProgress() }
        let metrics = try MetricsPlace(file: settings.runner.metricsFile, listen: settings.runner.metricsListen)
        var failures = 0
        while true {
            do {
                let session = try await RunnerSession.open(
                    settings, client: client, console: console, metrics: metrics)
                do {
                    try await session.lease.held { try await stay(in: session) }
                    await session.close()
                    return .done
                } catch {
                    await session.close()
                    throw error
                }
            } catch {
                let failure = Failure(explaining: error)
                failures += 1
                guard !schedule.isOnce, !Task.isCancelled, isPassing(failure) else { throw failure }
                console.endProgress()
                console.warn(failure.description)
                let seconds = min(Self.longestPause, 2 * Double(1 << min(failures, 10)))
                console.remark("trying again in \(Int(seconds)) s")
                try await Task.sleep(for: .seconds(seconds))
            }
        }
    }

    /// Whether a failure may go away by itself: a cluster that is down, an answer that was incomplete, a lease elsewhere.
    private func isPassing(_ failure: Failure) -> Bool {
        switch failure.code {
        case .unreachable, .incomplete: true
        case .leased: settings.runner.waits
        default: false
        }
    }

    /// Passes under the lease; ends when nothing is due and it was asked for one round only.
    private func stay(in session: RunnerSession) async throws {
        while true {
            try await session.lease.readClock()
            let due = schedule.schedule.due(
                nowSeconds: await session.lease.clock.nowSeconds,
                checkpointSeconds: await session.lease.state.checkpointSeconds)
            if let passedOver = due.passedOver { await report(passedOver, due.passedOverCount, in: session) }
            if due.ends.isEmpty, schedule.isOnce { console.remark("nothing is due\(await next(session))") }
            for end in due.ends {
                let window = Window(nowSeconds: end, parameters: settings.template.metric.parameters)
                try await ClusterClient.$runID.withValue(window.runID(of: settings.template)) {
                    try await pass(window, in: session)
                }
            }
            if schedule.isOnce { return }
            if !due.ends.isEmpty {
                let next = await next(session)
                console.detail("waiting\(next)")
            }
            let seconds = schedule.schedule.secondsUntilNext(nowSeconds: await session.lease.clock.nowSeconds)
            let jitter = schedule.jitterSeconds > 0 ? Int64.random(in: 0...Int64(schedule.jitterSeconds)) : 0
            try await Task.sleep(for: .seconds(seconds + jitter))
        }
    }

    private func next(_ session: RunnerSession) async -> String {
        let now = await session.lease.clock.nowSeconds
        return ", next at \(PointOfTime(seconds: now + schedule.schedule.secondsUntilNext(nowSeconds: now)))"
    }

    private func report(_ passedOver: ClosedRange<Int64>, _ count: Int, in session: RunnerSession) async {
        let range = "\(PointOfTime(seconds: passedOver.lowerBound)) to \(PointOfTime(seconds: passedOver.upperBound))"
        console.warn(
            "\(count) missed windows are passed over, those that end from \(range); beaconing replay makes them up")
        // The ends of what was passed over say it all; a year of hours need not be thousands of records.
        for end in Set([passedOver.lowerBound, passedOver.upperBound]) { await session.passOver(end) }
    }

    /// One window: its signals, then the checkpoint.
    private func pass(_ window: Window, in session: RunnerSession) async throws {
        let path =
            settings.deadLetter
            ?? DeadLetter.name(template: settings.template, window: window, slice: settings.slice)
        let deadLetter = try DeadLetter(path)
        let started = ContinuousClock.now
        let (result, written) = try await session.perform(window, mode: "scheduled")
        console.endProgress()
        for warning in result.warnings { console.warn(warning) }
        let pass = WindowPass(settings: settings, window: window, client: nil, console: console)
        console.remark("\(settings.template.id) \(pass.range)")
        pass.summarize(
            result, written: written, seconds: (ContinuousClock.now - started) / .seconds(1), requests: nil)
        let refusal = Refusal(written, of: result.signals.count, again: pass.again)
        if let lost = JudgeCommand.failure(keeping: written.refused, in: deadLetter) { throw lost }
        if let refusal {
            let failure = refusal.failure(kept: path)
            // What was refused for good has its outcome in the file, and the next window may go better.
            guard failure.code == .badData else { throw failure }
            console.warn(failure.description)
        }
        try await session.lease.moveCheckpoint(
            to: window.nowSeconds, everySeconds: schedule.schedule.everySeconds)
    }
}
