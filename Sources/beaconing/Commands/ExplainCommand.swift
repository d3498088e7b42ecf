import BeaconReport
import BeaconTransform
import SearchCluster

/// `explain`: why one group is or is not taken for a beacon.
struct ExplainCommand: Sendable {
    private let settings: JudgeSettings
    private let names: [String]
    private let isJSON: Bool
    private let isStored: Bool
    private let clockSeconds: Int64
    private let console: Console
    private let terminal: Terminal

    init(_ words: TypedWords, in surroundings: Surroundings) async throws {
        let typed = try JudgeSettings(words, in: surroundings)
        terminal = Terminal(surroundings)
        console = Console(typed.messages, terminal: terminal)
        names = words.arguments
        isJSON = words.last(.statusFormat) == StatusFormat.json.rawValue
        isStored = words.has(.stored)
        clockSeconds = surroundings.clockSeconds
        if isStored, words.has(.now) {
            throw Failure(.usage, "--stored and --now are two windows", cure: "leave out one of them")
        }
        if isStored, typed.cluster == nil {
            throw Failure(.usage, "--stored asks a cluster and --input reads files", cure: "leave out --input")
        }
        let fields = typed.template.groupBy.map(\.name)
        guard names.count == fields.count else {
            throw Failure(
                .usage,
                "a group of \(typed.template.id) has \(fields.count) values (\(fields.joined(separator: ", "))), and "
                    + "\(names.count) are given", cure: "give each of them, in this order")
        }
        settings = try await typed.endingWithFiles(console)
    }

    func perform() async throws -> ExitCode {
        for warning in settings.cluster?.warnings ?? [] { console.warn(warning) }
        guard let cluster = settings.cluster else {
            guard case .files(let files) = settings.source else { throw Failure(.defect, "there is no source") }
            return try await explain(in: settings.window, stored: nil) { template, work in
                try await work(try FilePairSource(template, files: files, options: settings.input), [])
            } isRepeatable: {
                !files.contains("-")
            }
        }
        let client = try ClusterClient(configuration: console.observed(cluster.configuration))
        defer { client.shutdown() }
        let stored = isStored ? try await newestSignal(client) : nil
        var window = settings.window
        if let end = stored?.windowEnd {
            window.nowSeconds = try PointOfTime(end, for: "the signal", clockSeconds: clockSeconds).seconds
        }
        return try await explain(in: window, stored: stored) { template, work in
            try await ClusterPairSource.with(template, client: client) { source in
                try await work(source, source.warnings)
            }
        }
    }

    /// Opens a source of a template's groups and works with it.
    private typealias Opening = (
        TransformTemplate, @Sendable (any PairSource, [String]) async throws -> Found
    ) async throws -> Found

    /// What a source says of the group, or of those that share its process.
    private enum Found: Sendable {
        case group(WindowResult, seconds: [Int64])
        case sharing([Judgement])
    }

    private func explain(
        in window: Window, stored: StoredSignal?, _ open: Opening, isRepeatable: () -> Bool = { true }
    ) async throws -> ExitCode {
        let run = TransformRun(settings.template.narrowed(to: names), window: window, keeping: .judged)
        let found = try await open(run.template) { source, warnings in
            var result = try await run.result(from: source, warnings: warnings)
            result.mark(allowedBy: settings.allow, template: settings.template)
            let groups = result.signals.prefix(1).map { TimedGroup(group: $0.judgement.group) }
            return .group(result, seconds: try await source.times(of: groups, in: window).first ?? [])
        }
        guard case .group(let result, let times) = found else { throw Failure(.defect, "a group is none") }
        for warning in result.warnings { console.warn(warning) }
        guard let signal = result.signals.first else { throw nothing(result.counts, stored) }
        var sharing: [Judgement]?
        if isRepeatable(), let others = settings.template.sharing(names) {
            let judge = GroupJudge(
                parameters: others.metric.parameters, keeping: .judged, opinions: others.opinions)
            let found = try await open(others) { source, _ in
                .sharing(try await source.judgements(in: window, judge: judge).judgements)
            }
            if case .sharing(let all) = found { sharing = all.filter { $0.group != signal.judgement.group } }
        }
        var output = try ResultOutput(file: nil)
        let explanation = Explanation(
            settings.template, window: window, signal: signal, seconds: times, sharing: sharing, stored: stored)
        try output.write(
            isJSON ? IndentedJSON.text(of: explanation.json) + "\n" : explanation.text(width: terminal.width))
        try output.finish()
        return .done
    }

    private func newestSignal(_ client: ClusterClient) async throws -> StoredSignal {
        let name = names.map { SafeText($0).description }.joined(separator: ", ")
        guard let stored = try await StoredSignal.newest(of: names, in: settings.template, client: client) else {
            throw Failure(
                .badData, "no run of \(SafeText(settings.template.id)) has written a signal of \(name)",
                cure: "leave out --stored to judge its events now")
        }
        return stored
    }

    /// Why there is nothing to explain.
    private func nothing(_ counts: GroupCounts, _ stored: StoredSignal?) -> Failure {
        let name = names.map { SafeText($0).description }.joined(separator: ", ")
        if let stored {
            return Failure(
                .badData,
                "the events of \(name) that the signal was made of are not there any more; it said: "
                    + (stored.document["beaconing"]?["reasons"]?.array ?? []).compactMap(\.string)
                    .map { SafeText($0).description }.joined(separator: "; "))
        }
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
