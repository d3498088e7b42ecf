import BeaconReport
import BeaconScore
import BeaconTraffic
import BeaconTransform
import SearchCluster

/// `demo`: a day of made traffic with hidden beacons, judged as a file of anybody's would be, and what became of each.
struct DemoCommand: Sendable {
    private let template: TransformTemplate
    private let simulation: Simulation
    private let messages: MessageSettings
    private let folder: DemoFolder.Choice
    private let terminal: Terminal
    private let console: Console

    /// A Friday at the end of office hours; always the same, so that the demo is.
    private static let endSecond: Int64 = 1_795_197_600

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        messages = try MessageSettings(words)
        template = try TemplateSettings(words, in: surroundings).template()
        simulation = try TrafficSettings(words, in: surroundings, endSeconds: Self.endSecond).simulation
        folder =
            words.last(.keep).map(DemoFolder.Choice.keep) ?? .temporary(in: surroundings[.temporaryFolder] ?? "/tmp")
        terminal = Terminal(surroundings)
        console = Console(messages, terminal: terminal)
    }

    func perform() async throws -> ExitCode {
        let folder = try DemoFolder(folder)
        let day = OfficeDay(simulation)
        var files = try TrafficOutput(events: folder.events, labels: folder.labels)
        try files.add(day.events, day.labels)
        try files.finish()
        console.remark(
            "Made \(day.events.count) events of \(simulation.hosts) hosts in \(day.labels.count) groups, with "
                + "\(day.labels.count(where: \.isBeacon)) beacons hidden in them"
                + (folder.isKept ? ": \(folder.events)" : "."))
        let window = Window(nowSeconds: simulation.endSecond, parameters: template.metric.parameters)
        let judged = try await judge(folder.events, window: window)
        var shown = judged
        shown.signals.removeAll { !$0.judgement.isSignal }
        var output = try ResultOutput(file: nil)
        try table(of: shown, to: &output)
        let answers = DemoAnswers(day: day, judged: judged, template: template)
        try output.write("\n" + answers.text(width: min(terminal.width, 100)) + "\n" + next(folder) + "\n")
        try output.finish()
        console.summary(
            RunSummary(shown, written: nil, seconds: console.elapsedSeconds, requests: nil).text(width: terminal.width))
        return .done
    }

    private func judge(_ file: String, window: Window) async throws -> WindowResult {
        defer { console.endProgress() }
        let line = ProgressLine(width: terminal.width - 1)
        let source = try FilePairSource(template, files: [file]) { [console] progress in
            console.progress { line.text(progress, elapsedSeconds: $0) }
        }
        // All judged groups are asked for: what was missed is as telling as what was found.
        return try await TransformRun(template, window: window, keeping: .judged).result(from: source)
    }

    private func table(of result: WindowResult, to output: inout ResultOutput) throws(Failure) {
        let style = TableStyle(width: terminal.width, isColoured: terminal.coloursOutput)
        try SignalReport(template, result).write(as: .table, style: style) { piece throws(Failure) in
            try output.write(piece)
        }
    }

    private func next(_ folder: DemoFolder) -> String {
        var lines = [
            "What to do next:",
            "  beaconing preview --url https://HOST:9200",
            "      the same on a cluster of yours; nothing is written to it",
        ]
        if folder.isKept {
            lines += [
                "  beaconing preview --now \(PointOfTime(seconds: simulation.endSecond)) --input \(folder.events)"
            ]
            lines += ["      the same once more, to change parameters with --set"]
            lines += [
                "  beaconing report --now \(PointOfTime(seconds: simulation.endSecond)) --input \(folder.events) --output report.html"
            ]
            lines += ["      the same as a page for a browser"]
        } else {
            lines += ["  beaconing demo --keep DIR", "      keep the events, to change parameters with --set"]
        }
        return lines.map { SafeText($0).description }.joined(separator: "\n")
    }
}
