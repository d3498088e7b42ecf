import BeaconReport
import BeaconTransform
import SearchCluster

/// `report`: the signals of a window or of a span as one HTML page.
struct ReportCommand: Sendable {
    private let settings: JudgeSettings
    private let windows: [Window]
    private let clockSeconds: Int64
    private let console: Console
    private let typed: TypedWords

    /// Windows of one page; more of them are no page that anybody reads.
    private static let mostWindows: Int64 = 2_000
    /// Signals of a cluster whose events are drawn, and events of one of them.
    private static let mostDrawn = 200
    private static let mostEvents: Int64 = 20_000

    init(_ words: TypedWords, in surroundings: Surroundings) async throws {
        typed = words
        clockSeconds = surroundings.clockSeconds
        let typedSettings = try JudgeSettings(words, in: surroundings)
        let terminal = Terminal(surroundings)
        console = Console(typedSettings.messages, terminal: terminal)
        if typedSettings.output == nil, terminal.showsOutput {
            throw Failure(
                .usage, "a page is for a browser and not for a terminal",
                cure: "name a file with --output report.html, or send it on with > report.html")
        }
        // What was typed is looked at before files are, whose newest event may be the end.
        let endIsKnown = words.has(.to) || typedSettings.files.isEmpty || typedSettings.files.contains("-")
        let parameters = typedSettings.template.metric.parameters
        let typedWindows = endIsKnown ? try Self.ends(words, in: surroundings, settings: typedSettings) : []
        if typedWindows.count > 1, typedSettings.files.contains("-") {
            throw Failure(
                .usage, "standard input can be read only once, and there are \(typedWindows.count) windows",
                cure: "save it to a file and name that with --input")
        }
        if words.has(.to) {
            typedSettings.announceInput(console)
            settings = typedSettings
        } else {
            settings = try await typedSettings.endingWithFiles(console)
        }
        let ends = try Self.ends(words, in: surroundings, settings: settings)
        windows = ends.map { Window(nowSeconds: $0, parameters: parameters) }
    }

    /// The ends of the windows: those of the span, or that of the only one.
    private static func ends(
        _ words: TypedWords, in surroundings: Surroundings, settings: JudgeSettings
    ) throws -> [Int64] {
        let span = try SpanSettings(
            words, in: surroundings, template: settings.template, usualEnd: settings.window.nowSeconds,
            most: mostWindows)
        if span != nil, words.has(.now) {
            throw Failure(
                .usage, "--now is the end of one window and --from begins a span", cure: "leave out one of them")
        }
        return span?.ends ?? [settings.window.nowSeconds]
    }

    func perform() async throws -> ExitCode {
        for warning in settings.cluster?.warnings ?? [] { console.warn(warning) }
        try FileIdentity.check(outputs: [("--output", settings.output)], inputs: settings.files)
        // A place that cannot be written to is better known before the work than after it.
        var output = try ResultOutput(file: settings.output)
        let client = try settings.cluster.map { try ClusterClient(configuration: console.observed($0.configuration)) }
        defer { client?.shutdown() }
        defer { console.endProgress() }
        let report = try await report(client)
        console.endProgress()
        for (sentence, _) in report.found.warnings { console.warn(sentence) }
        try ReportPage(settings.template, report.found, subject(report)).write { piece throws(Failure) in
            try output.write(piece)
        }
        try output.finish()
        summarize(report, requests: client?.traffic.requests)
        return settings.failsOnSignals && report.found.entries.contains { $0.signal.allowed == nil }
            ? .signalsFound : .done
    }

    /// What the windows held.
    private struct Report: Sendable {
        var found = FoundSignals()
        /// The last window's result, for the summary of a single one.
        var last: WindowResult?
        /// Why events of some signals were not read.
        var unread: String?
    }

    private func report(_ client: ClusterClient?) async throws -> Report {
        var report = Report()
        for (template, part) in parts {
            let isLast = part.endIndex == windows.endIndex
            report = try await judge(part, of: template, after: report, isLast: isLast, client)
        }
        return report
    }

    /// The windows in stretches that have the same query: entries of the allow-list that leave events out of it end one day.
    private var parts: [(template: TransformTemplate, windows: ArraySlice<Window>)] {
        var parts: [(template: TransformTemplate, windows: ArraySlice<Window>)] = []
        for (place, window) in windows.enumerated() {
            let template = settings.template.dropping(settings.allow, atSeconds: window.nowSeconds)
            if let last = parts.last, last.template.hash == template.hash {
                parts[parts.count - 1].windows = windows[last.windows.startIndex...place]
            } else {
                parts.append((template, windows[place...place]))
            }
        }
        return parts
    }

    /// Judges some windows; after the last of all it reads when the events of the signals were, with the query that leaves out least.
    private func judge(
        _ part: ArraySlice<Window>, of template: TransformTemplate, after before: Report, isLast: Bool,
        _ client: ClusterClient?
    ) async throws -> Report {
        let line = ProgressLine(width: console.width - 1)
        switch (settings.source, client) {
        case (.files(let files), _):
            let source = try FilePairSource(template, files: files, options: settings.input) { [console] progress in
                console.progress { line.text(progress, elapsedSeconds: $0) }
            }
            var report = try await judge(part, of: template, after: before, from: source, warnings: { source.warnings })
            guard isLast, !report.found.entries.isEmpty else { return report }
            // The file source keeps the times of events for the second opinion alone.
            if settings.template.opinions == .both {
                try await draw(report.found.drawn(), in: &report, from: source)
            } else {
                report.unread = "they are not kept where the strict metric alone is asked (opinions: strict)"
            }
            return report
        case (.cluster, let client?):
            return try await ClusterPairSource.with(
                template, client: client,
                progress: { [console] progress in console.progress { line.text(progress, elapsedSeconds: $0) } },
                { source in
                    let warnings = source.warnings
                    var report = try await judge(
                        part, of: template, after: before, from: source, warnings: { warnings })
                    guard isLast else { return report }
                    let drawn = report.found.drawn(most: Self.mostDrawn, mostEvents: Self.mostEvents)
                    try await draw(drawn, in: &report, from: source)
                    if drawn.count < report.found.entries.count {
                        report.unread =
                            "the cluster is asked for those of the best \(Self.mostDrawn) that have at most "
                            + "\(CountText(Self.mostEvents)) events"
                    }
                    return report
                })
        case (.cluster, nil):
            throw Failure(.defect, "a cluster is the source and none is set")
        }
    }

    /// Judges window after window, the oldest first, and marks what is allowed.
    ///
    /// - Parameter warnings: what the source says of the window that was read last.
    private func judge(
        _ part: ArraySlice<Window>, of template: TransformTemplate, after before: Report, from source: some PairSource,
        warnings: () -> [String]
    ) async throws -> Report {
        var report = before
        for window in part {
            let number = report.found.windows.count
            if number > 0 { console.progress { _ in "window \(number + 1) of \(windows.count)" } }
            let run = TransformRun(template, window: window, keeping: .signals, slice: settings.slice)
            var result = try await run.result(from: source)
            result.mark(allowedBy: settings.allow, template: settings.template)
            result.warnings += warnings()
            report.found.add(result)
            report.last = result
        }
        return report
    }

    /// Reads when the events of some signals were, over the whole span.
    private func draw(_ drawn: [Int], in report: inout Report, from source: some PairSource) async throws {
        guard !drawn.isEmpty, let span = report.found.span else { return }
        let groups = drawn.map { report.found.timed($0) }
        report.found.note(try await source.times(of: groups, in: span), of: drawn)
    }

    private func subject(_ report: Report) -> PageSubject {
        let source =
            switch settings.source {
            case .files(let files):
                files.count == 1
                    ? Self.name(of: files[0]) : "\(files.count) files, \(Self.name(of: files[0])) the first"
            case .cluster:
                "\(settings.template.source.indices.joined(separator: ", ")) of "
                    + (settings.cluster?.configuration.urls.joined(separator: ", ") ?? "a cluster")
            }
        return PageSubject(
            source: Console.redacted(source), madeSeconds: clockSeconds, program: "beaconing \(Program.version)",
            explainWords: explainWords, unread: report.unread)
    }

    /// A page may be sent to others, who need not know where on a disk its events lay.
    private static func name(of file: String) -> String {
        file == "-" ? "standard input" : file.split(separator: "/").last.map(String.init) ?? file
    }

    /// What is typed again to look closer at a signal; addresses and credentials are the reader's own.
    private var explainWords: [String] {
        var words: [String] = []
        for option in [OptionName.template, .set, .window, .index, .input, .inputFormat, .column, .allow] {
            let values = typed.all(option)
            words += values.flatMap { [option.typed, option == .input ? Self.name(of: $0) : $0] }
        }
        return words
    }

    private func summarize(_ report: Report, requests: Int?) {
        if windows.count == 1, let last = report.last {
            console.summary(
                RunSummary(last, written: nil, seconds: console.elapsedSeconds, requests: requests).text(
                    width: console.width))
        } else {
            console.summary(
                "windows: \(windows.count), with \(CountText(report.found.entries.count, "signal")) in all\n"
                    + "\(Int(console.elapsedSeconds.rounded())) s")
        }
        if let output = settings.output { console.remark("the page is \(output); open it in a browser") }
    }
}
