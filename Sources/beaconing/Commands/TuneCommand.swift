import BeaconReport
import BeaconScore
import BeaconTransform
import SearchCluster

/// `tune`: what each parameter changes on a window, read once and judged at many settings.
struct TuneCommand: Sendable {
    private let settings: TuneSettings
    private let run: TuneRun
    private let console: Console
    private let terminal: Terminal
    private let labels: GroupLabels?
    private let saving: TemplateSaving?

    init(_ words: TypedWords, in surroundings: Surroundings) async throws {
        let typed = try TuneSettings(words, in: surroundings)
        terminal = Terminal(surroundings)
        console = Console(typed.judging.messages, terminal: terminal)
        // What cannot be read or saved is better known before the work than after it.
        let template = typed.judging.template
        labels = try typed.labels.map { try GroupLabels.read(file: $0, of: template) }
        saving = try typed.saved.map {
            try TemplateSaving(file: $0.file, template: $0.template, trying: template.metric.parameters)
        }
        settings = try await typed.endingWithFiles(console)
        run = settings.run
    }

    func perform() async throws -> ExitCode {
        for warning in (settings.judging.cluster?.warnings ?? []) + settings.warnings { console.warn(warning) }
        var output = try ResultOutput(file: settings.judging.output)
        defer { console.endProgress() }
        let (pulled, warnings) = try await pull()
        console.endProgress()
        for warning in warnings + doubts(pulled) { console.warn(warning) }
        let pullSeconds = console.elapsedSeconds
        let settingCount = run.settings.count
        let verdicts = try await run.verdicts(of: pulled) { [console] done in
            console.progress { _ in "\(CountText(done)) of \(CountText(pulled.groups.count)) groups judged" }
        }
        console.endProgress()
        let judgeSeconds = console.elapsedSeconds - pullSeconds
        let result = TuneResult(
            settings.trials, verdicts, nowSeconds: run.nowSeconds, labels: labels)
        let report = TuneReport(result)
        try output.write(
            settings.isJSON
                ? IndentedJSON.text(of: report.json) + "\n"
                : report.text(width: settings.judging.output == nil ? terminal.width : 160))
        try output.finish()
        let each = pulled.groups.isEmpty ? 0 : pulled.packedBytes / pulled.groups.count
        console.remark(
            "\(CountText(pulled.groups.count, "group")) at \(CountText(settingCount, "setting")): read in "
                + "\(Self.seconds(pullSeconds)) s, judged in \(Self.seconds(judgeSeconds)) s; \(CountText(each)) bytes kept of a "
                + "group, \(CountText(pulled.filledBuckets, "filled bucket")) in all")
        if let saving { try save(result, with: saving) }
        return .done
    }

    /// The series of every group, and what the source says a person should know.
    private func pull() async throws -> (PulledSeries, warnings: [String]) {
        let line = ProgressLine(width: console.width - 1)
        if case .files(let files) = settings.judging.source {
            let source = try FilePairSource(run.template, files: files, options: settings.judging.input) {
                [console] progress in
                console.progress { line.text(progress, elapsedSeconds: $0) }
            }
            // In this order: what is odd about files is known when they have been read.
            let series = try await run.series(from: source)
            return (series, source.warnings)
        }
        guard let cluster = settings.judging.cluster else { throw Failure(.defect, "there is no source") }
        let client = try ClusterClient(configuration: console.observed(cluster.configuration))
        defer { client.shutdown() }
        return try await ClusterPairSource.with(
            run.template, client: client,
            progress: { [console] progress in console.progress { line.text(progress, elapsedSeconds: $0) } },
            { source in (try await run.series(from: source), source.warnings) })
    }

    /// What makes the comparison less than exact, or empty.
    private func doubts(_ pulled: PulledSeries) -> [String] {
        var doubts: [String] = []
        if pulled.unevenGroups > 0 {
            doubts.append(
                "\(CountText(pulled.unevenGroups, "group")) \(pulled.unevenGroups == 1 ? "has" : "have") events with several times: "
                    + "with another window a run may count them otherwise")
        }
        if let labels, !pulled.groups.contains(where: { labels[$0] != nil }) {
            doubts.append("none of the \(labels.count) labels is of a group with enough events in the window")
        }
        return doubts
    }

    /// Saves what was set, or what is suggested.
    private func save(_ result: TuneResult, with saving: TemplateSaving) throws {
        var parameters = run.template.metric.parameters
        if !settings.savesWhatWasSet {
            guard let suggested = result.suggestion?.comparison.setting else {
                console.warn("\(saving.file) was not made: nothing is suggested")
                return
            }
            parameters = result.verdicts.settings[suggested]
        }
        try saving.save(parameters)
        console.remark("saved \(saving.file): beaconing preview --template \(saving.path)")
    }

    private static func seconds(_ seconds: Double) -> String {
        let tenths = Int((seconds * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
