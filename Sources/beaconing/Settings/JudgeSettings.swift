import BeaconReport
import BeaconTransform
import SearchCluster

/// What `run` and `preview` do, resolved once and checked: nothing that was typed is looked at again.
struct JudgeSettings: Sendable {
    /// Where events come from.
    enum Source: Sendable {
        /// The cluster of ``JudgeSettings/cluster``.
        case cluster
        /// Files of ECS events.
        case files([String])
    }

    /// The template with all that was changed.
    let template: TransformTemplate
    /// The stretch of time; of files whose end nobody has said, still to be found (``endingWithFiles(_:)``).
    private(set) var window: Window
    /// Whether the window ends with the newest event of the files.
    private let endsWithFiles: Bool
    /// How files are read.
    let input: InputOptions
    /// What was recognised of the files before they are read; `nil` where nothing was.
    let recognized: FormatRecognition?
    /// Which judged groups are reported.
    let keeping: GroupJudge.Keeping
    /// Where events come from.
    let source: Source
    /// The cluster, when one is read or written.
    let cluster: ClusterSettings?
    /// Which groups are looked at.
    let slice: HostSlice
    /// How runners keep out of each other's way.
    let runner: RunnerSettings
    /// The schedule; `nil` for one window.
    let schedule: ScheduleSettings?
    /// How signals are printed; `nil` when that was not said.
    let format: SignalFormat?
    /// Where they are printed; `nil` is standard output.
    let output: String?
    /// Where refused signals go; `nil` is a file of a name that tells template and time.
    let deadLetter: String?
    /// Whether signals make the exit code 10.
    let failsOnSignals: Bool
    /// Where completed hours are kept between runs; `nil` when none are.
    let history: HistorySetting?
    /// What has been found harmless.
    let allow: AllowList
    /// How much is said.
    let messages: MessageSettings

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        messages = try MessageSettings(words)
        let files = words.all(.input)
        var input = try InputOptions(words)
        // What cannot be read is said when it is to be read.
        let recognized = files.first.flatMap { [input] in try? FormatRecognition.recognize($0, input) }
        self.recognized = recognized
        if !words.has(.template) { input.chosenTemplateID = recognized?.templateID ?? "beaconing" }
        self.input = input
        let template = try TemplateSettings(words, in: surroundings, otherwise: recognized?.templateID).template()
        self.template = template
        window = try Self.window(words, in: surroundings, of: template)
        endsWithFiles = !files.isEmpty && !words.has(.now)
        let writes = ![.preview, .explain, .allowCheck, .report, .tune].contains(words.action)
        if !writes, !files.isEmpty, words.has(.url) {
            throw Failure(.usage, "--input and --url are two sources", cure: "leave out one of them")
        }
        if !files.isEmpty, words.has(.index) {
            throw Failure(
                .usage, "--index names indices of a cluster and --input reads files", cure: "leave out --index")
        }
        if files.count(where: { $0 == "-" }) > 1 {
            throw Failure(.usage, "--input names standard input (-) more than once")
        }
        source = files.isEmpty ? .cluster : .files(files)
        // Files alone need no cluster, so a setting for one that cannot work must not stand in their way.
        cluster = files.isEmpty || writes ? try ClusterSettings(words, in: surroundings) : nil
        if cluster == nil, files.isEmpty || writes { throw Self.noSource(files: files) }
        keeping = words.has(.all) || (writes && template.destination.documents == .judged) ? .judged : .signals
        allow = try AllowSettings(words, in: surroundings).list()
        slice = try HostSlice(words, in: surroundings)
        runner = try RunnerSettings(words, in: surroundings)
        schedule = try ScheduleSettings(words, template: template)
        format = words.last(.format).flatMap(SignalFormat.init)
        output = words.last(.output)
        deadLetter = words.last(.deadLetter)
        failsOnSignals = words.has(.failOnSignals)
        // What stays reads hour after hour; a window that somebody asks for once would keep hours that nobody uses.
        history =
            files.isEmpty && words.action == .run
            ? try .resolved(words, in: surroundings, isDefault: words.has(.every)) : nil
    }

    /// The files that are read.
    var files: [String] {
        if case .files(let files) = source { files } else { [] }
    }

    /// The same with the window that ends with the newest event of the files, where nobody has said an end.
    ///
    /// Events from after the clock do not count. Nothing changes for pipes, which can be read only once.
    func endingWithFiles(_ console: Console) async throws -> JudgeSettings {
        announceInput(console)
        guard endsWithFiles else { return self }
        defer { console.endProgress() }
        let line = ProgressLine(width: console.width - 1)
        let latest = (window.nowSeconds + Int64(template.sync.delaySeconds)) * 1000
        let span = try await FileSpan.read(files, of: template, options: input, latestMillis: latest) { progress in
            console.progress { line.text(progress, elapsedSeconds: $0) }
        }
        guard let span else { return self }
        var settings = self
        let minute: Int64 = 60_000
        settings.window.nowSeconds = (span.newestMillis / minute + 1) * minute / 1000
        let first = settings.window.firstSecond * 1000
        let earlier =
            span.oldestMillis < first
            ? "; the \(DurationText(seconds: (first - span.oldestMillis) / 1000)) of events before it are not judged: see them with "
                + "another --now or a longer --window" : ""
        console.remark(
            "the window ends with the newest event: --now \(PointOfTime(seconds: settings.window.nowSeconds))\(earlier)"
        )
        return settings
    }

    /// Says what the files were taken for, where that has chosen the template.
    func announceInput(_ console: Console) {
        guard let recognized, recognized.templateID == template.id, let file = files.first else { return }
        console.remark(
            "\(file == "-" ? "standard input" : SafeText(file).description) is read as \(recognized.format.plainName), "
                + "with the template \(template.id)")
    }

    /// The window that was asked for, or the one that ends now.
    static func window(
        _ words: TypedWords, in surroundings: Surroundings, of template: TransformTemplate
    ) throws -> Window {
        let nowSeconds =
            if let text = words.last(.now) {
                try PointOfTime(text, for: "--now", clockSeconds: surroundings.clockSeconds).seconds
            } else {
                // Documents arrive late: the last seconds are left for the next run, as a transform leaves them.
                surroundings.clockSeconds - Int64(template.sync.delaySeconds)
            }
        return Window(nowSeconds: nowSeconds, parameters: template.metric.parameters)
    }

    private static func noSource(files: [String]) -> Failure {
        if files.isEmpty {
            return Failure(
                .configuration, "no source of events is given",
                cure:
                    "name a cluster with --url or BEACONING_URL, or files with --input, or see it work without either: "
                    + "beaconing demo")
        }
        return Failure(
            .configuration, "there is no cluster to write to",
            cure: "name one with --url or BEACONING_URL, or use preview, which writes nothing")
    }
}
