import BeaconReport
import BeaconTransform
import SearchCluster

/// `explain`: why one group is or is not taken for a beacon.
struct ExplainCommand: Sendable {
    private let settings: JudgeSettings
    private let names: [String]
    private let isJSON: Bool
    private let console: Console
    private let terminal: Terminal

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        settings = try JudgeSettings(words, in: surroundings)
        terminal = Terminal(surroundings)
        console = Console(settings.messages, terminal: terminal)
        names = words.arguments
        isJSON = words.last(.statusFormat) == StatusFormat.json.rawValue
        let fields = settings.template.groupBy.map(\.name)
        guard names.count == fields.count else {
            throw Failure(
                .usage,
                "a group of \(settings.template.id) has \(fields.count) values (\(fields.joined(separator: ", "))), and "
                    + "\(names.count) are given", cure: "give each of them, in this order")
        }
    }

    func perform() async throws -> ExitCode {
        for warning in settings.cluster?.warnings ?? [] { console.warn(warning) }
        let template = settings.template.narrowed(to: names)
        let run = TransformRun(template, window: settings.window, keeping: .judged)
        let (result, times): (WindowResult, [Int64])
        if let cluster = settings.cluster {
            let client = try ClusterClient(configuration: console.observed(cluster.configuration))
            defer { client.shutdown() }
            (result, times) = try await ClusterPairSource.with(template, client: client) { source in
                try await Self.explained(run, source, warnings: source.warnings)
            }
        } else {
            guard case .files(let files) = settings.source else { throw Failure(.defect, "there is no source") }
            (result, times) = try await Self.explained(run, try FilePairSource(template, files: files), warnings: [])
        }
        for warning in result.warnings { console.warn(warning) }
        var output = try ResultOutput(file: nil)
        guard let signal = result.signals.first else { throw nothing(result.counts) }
        let explanation = Explanation(settings.template, window: settings.window, signal: signal, seconds: times)
        try output.write(
            isJSON ? IndentedJSON.text(of: explanation.json) + "\n" : explanation.text(width: terminal.width))
        try output.finish()
        return .done
    }

    private static func explained(
        _ run: TransformRun, _ source: some PairSource, warnings: [String]
    ) async throws -> (WindowResult, [Int64]) {
        let result = try await run.result(from: source, warnings: warnings)
        let groups = result.signals.prefix(1).map { TimedGroup(group: $0.judgement.group) }
        return (result, try await source.times(of: groups, in: run.window).first ?? [])
    }

    /// Why there is nothing to explain.
    private func nothing(_ counts: GroupCounts) -> Failure {
        let name = names.map { SafeText($0).description }.joined(separator: ", ")
        if counts.tooFewEvents > 0 {
            return Failure(.badData, "\(name) has \(counts.documents) events in the window, too few to judge")
        }
        if counts.tooShortSpan > 0 {
            return Failure(.badData, "the \(counts.documents) events of \(name) lie too close together to be judged")
        }
        return Failure(
            .badData, "no event of \(name) is in the window and matches the template's query",
            cure:
                "see the names with beaconing preview --all; the query may leave it out by name (beaconing templates show)"
        )
    }
}
