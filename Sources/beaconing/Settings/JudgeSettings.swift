import BeaconReport
import BeaconTransform

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
    /// The stretch of time.
    let window: Window
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
    /// How much is said.
    let messages: MessageSettings

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        messages = try MessageSettings(words)
        let template = try TemplateSettings(words, in: surroundings).template()
        self.template = template
        window = try Self.window(words, in: surroundings, of: template)
        let files = words.all(.input)
        let writes = words.action != .preview && words.action != .explain
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
