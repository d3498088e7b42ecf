import BeaconTraffic
import BeaconTransform

/// `evaluate`: how much is found and how much is alarmed falsely, on made traffic whose truth is known.
struct EvaluateCommand: Sendable {
    private let evaluation: Evaluation
    private let format: EvaluationFormat
    private let output: String?
    private let console: Console
    /// What analysts have said, where that is to be counted.
    private let marked: VerdictsCommand?

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        console = Console(try MessageSettings(words), terminal: Terminal(surroundings))
        let template = try TemplateSettings(words, in: surroundings).template()
        let seed: UInt64? = try WholeNumber.read(.seed, of: words, in: 0...UInt64.max)
        let groups = try WholeNumber.read(.groups, of: words, in: 1...100_000)
        evaluation = Evaluation(
            seed: seed ?? 1, groups: groups ?? 20, parameters: template.metric.parameters)
        format = words.last(.evaluationFormat).flatMap(EvaluationFormat.init) ?? .text
        output = words.last(.output)
        marked = words.has(.marked) ? try VerdictsCommand(words, in: surroundings) : nil
        if marked != nil, format == .svg {
            throw Failure(.usage, "marked signals are not drawn", cure: "use --format text or json")
        }
    }

    func perform() async throws -> ExitCode {
        if let marked { return try await marked.evaluate(as: format, to: output) }
        var output = try ResultOutput(file: output)
        let text = EvaluationText(
            evaluation: evaluation, agents: try evaluation.agents(),
            people: try evaluation.harmless(TrafficProfile.everyday),
            clockwork: try evaluation.harmless(TrafficProfile.lookalikes))
        switch format {
        case .text: try output.write(text.text)
        case .json: try output.write(IndentedJSON.text(of: text.json) + "\n")
        case .svg: try output.write(EvaluationChart(text).svg)
        }
        try output.finish()
        return .done
    }
}

/// How an evaluation is printed.
enum EvaluationFormat: String, CaseIterable {
    case text
    case json
    case svg
}
