import BeaconTraffic
import BeaconTransform

/// `evaluate`: how much is found and how much is alarmed falsely, on made traffic whose truth is known.
struct EvaluateCommand: Sendable {
    private let evaluation: Evaluation
    private let isJSON: Bool
    private let output: String?
    private let console: Console

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        console = Console(try MessageSettings(words), terminal: Terminal(surroundings))
        let template = try TemplateSettings(words, in: surroundings).template()
        let seed: UInt64? = try WholeNumber.read(.seed, of: words, in: 0...UInt64.max)
        let groups = try WholeNumber.read(.groups, of: words, in: 1...100_000)
        evaluation = Evaluation(
            seed: seed ?? 1, groups: groups ?? 20, parameters: template.metric.parameters)
        isJSON = words.last(.statusFormat) == StatusFormat.json.rawValue
        output = words.last(.output)
    }

    func perform() throws -> ExitCode {
        var output = try ResultOutput(file: output)
        let text = EvaluationText(
            evaluation: evaluation, agents: try evaluation.agents(),
            people: try evaluation.harmless(TrafficProfile.everyday),
            clockwork: try evaluation.harmless(TrafficProfile.lookalikes))
        try output.write(isJSON ? IndentedJSON.text(of: text.json) + "\n" : text.text)
        try output.finish()
        return .done
    }
}
