import BeaconReport
import BeaconTransform
import SearchCluster

/// A runner that holds its lease: passes under it, and a record of each.
struct RunnerSession: Sendable {
    /// The lease.
    let lease: RunnerLease
    /// Where leases, checkpoints and records are.
    let index: StateIndex
    private let settings: JudgeSettings
    private let client: ClusterClient
    private let console: Console
    private let metrics: MetricsPlace?

    /// Takes the lease, waiting for it where that was asked for.
    ///
    /// - Throws: `.leased` when somebody else holds it.
    static func open(
        _ settings: JudgeSettings, purpose: String = "runner", client: ClusterClient, console: Console,
        metrics: MetricsPlace? = nil
    ) async throws -> RunnerSession {
        let index = StateIndex(name: settings.runner.stateIndex, client: client)
        let key = RunnerState.Key(template: settings.template.id, slice: settings.slice, purpose: purpose)
        var hasSaid = false
        while true {
            switch try await take(key, in: index, settings) {
            case .taken(let lease):
                return RunnerSession(
                    lease: lease, index: index, settings: settings, client: client, console: console,
                    metrics: metrics)
            case .held(let holder, let seconds):
                let who = SafeText(holder.name)
                guard settings.runner.waits else {
                    throw Failure(
                        .leased,
                        "\(who) holds the lease of template \(SafeText(key.template)), slice \(key.slice), for "
                            + "another \(Int(seconds.rounded(.up))) s unless it is renewed",
                        cure: "let it end, or wait for it with --wait")
                }
                if !hasSaid { console.remark("waiting for the lease, which \(who) holds") }
                hasSaid = true
                try await Task.sleep(for: .seconds(min(max(seconds, 0.2), 2)))
            }
        }
    }

    private static func take(
        _ key: RunnerState.Key, in index: StateIndex, _ settings: JudgeSettings
    ) async throws(Failure) -> RunnerLease.Taking {
        do {
            return try await RunnerLease.take(key, in: index, seconds: settings.runner.leaseSeconds)
        } catch {
            guard error.code == .forbidden else { throw Failure(explaining: error) }
            throw Failure(
                .notAllowed, error.sentence,
                cure: "beaconing install makes the state index, and install roles says which rights it takes")
        }
    }

    /// Gives the lease back, also where the work was stopped; what cannot be given back runs out.
    func close() async {
        // The task may be cancelled already, and the request must still go out.
        _ = await Task.detached { [lease] in try await lease.release() }.result
    }

    /// One pass: read, judge, write under the lease, delete what is too old, and leave a record of all that.
    func perform(_ window: Window, mode: String) async throws -> (WindowResult, WriteResult) {
        try await ClusterClient.$runID.withValue(window.runID(of: settings.template)) {
            try await performNamed(window, mode: mode)
        }
    }

    private func performNamed(_ window: Window, mode: String) async throws -> (WindowResult, WriteResult) {
        let pass = WindowPass(
            settings: settings, window: window, client: client, console: console,
            nowSeconds: await lease.clock.nowSeconds)
        var record = RunRecord(
            template: settings.template, slice: settings.slice, window: window, mode: mode, version: Program.version,
            startedMillis: await lease.clock.nowMillis)
        let (started, before) = (ContinuousClock.now, client.traffic)
        func finish() async {
            record.seconds = (ContinuousClock.now - started) / .seconds(1)
            record.traffic = client.traffic - before
            await keep(record)
        }
        do {
            let result = try await pass.result()
            record.result = result
            let written = try await pass.write(result, lease: lease)
            record.written = written
            let refusal = Refusal(written, of: result.signals.count, again: pass.again)
            record.outcome = refusal == nil ? .done : .refused
            record.error = (refusal?.sentence).map(Console.redacted)
            record.exitCode = refusal?.failure(kept: "the dead letter file").code.rawValue ?? 0
            record.expired = await pass.deleteOldSignals()
            if mode != "replay" { await deleteOldRecords() }
            await finish()
            return (result, written)
        } catch {
            let failure = Failure(explaining: error)
            record.error = Console.redacted(failure.sentence)
            record.exitCode = failure.code.rawValue
            await finish()
            throw failure
        }
    }

    /// Notes the windows that were left out because too many were missed.
    func passOver(_ end: Int64) async {
        var record = RunRecord(
            template: settings.template, slice: settings.slice,
            window: Window(nowSeconds: end, parameters: settings.template.metric.parameters), mode: "scheduled",
            version: Program.version, startedMillis: await lease.clock.nowMillis)
        record.outcome = .passedOver
        record.error = "too many windows were missed (--catch-up)"
        await keep(record)
    }

    /// Run records that are too old are deleted at the end of a pass; that they could not be does not spoil the pass.
    private func deleteOldRecords() async {
        let now = await lease.clock.nowMillis
        guard await isRecordDue(now) else { return }
        do {
            try await RetentionKeeper(settings.template, client: client).deleteOldRecords(in: index, nowMillis: now)
        } catch {
            console.warn("old run records were not deleted: \(error.sentence)")
        }
    }

    /// Once in a while is often enough for run records: with the first pass of a day, and where no schedule tells days apart.
    private func isRecordDue(_ nowMillis: Int64) async -> Bool {
        guard let checkpoint = await lease.state.checkpointSeconds else { return true }
        return checkpoint / 86_400 != nowMillis / 86_400_000
    }

    private func keep(_ record: RunRecord) async {
        // A pass that was stopped leaves its record all the same.
        let outcome = await Task.detached { [index, record] in try await index.keep(record) }.result
        if case .failure(let error) = outcome {
            console.warn("the pass left no record: \(Failure(explaining: error).sentence)")
        }
        guard let metrics else { return }
        let checkpoint = await lease.state.checkpointSeconds
        let end = record.outcome == .failed || record.outcome == .passedOver ? checkpoint : record.window.nowSeconds
        if let failure = metrics.put(MetricsText(record, lastEndSeconds: end)) {
            console.warn("the figures of the pass could not be written: \(failure.sentence)")
        }
    }
}
