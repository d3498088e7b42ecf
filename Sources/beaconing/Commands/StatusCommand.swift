import BeaconReport
import BeaconTransform
import SearchCluster

/// `status`: how far the runners of a template have come, who holds the lease, and what the last passes did.
struct StatusCommand: Sendable {
    private let template: TransformTemplate
    private let slice: HostSlice
    private let stateIndex: String
    private let cluster: ClusterSettings
    private let maxLagSeconds: Int?
    private let isJSON: Bool
    private let console: Console
    private let terminal: Terminal

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        terminal = Terminal(surroundings)
        console = Console(try MessageSettings(words), terminal: terminal)
        template = try TemplateSettings(words, in: surroundings).template()
        slice = try HostSlice(words, in: surroundings)
        stateIndex = try RunnerSettings.stateIndex(words, in: surroundings)
        maxLagSeconds = try TimeSpan.read(.maxLag, of: words)?.seconds
        isJSON = words.last(.statusFormat) == StatusFormat.json.rawValue
        guard let cluster = try ClusterSettings(words, in: surroundings) else {
            throw Failure(.configuration, "no cluster is given to ask", cure: "name one with --url or BEACONING_URL")
        }
        self.cluster = cluster
    }

    func perform() async throws -> ExitCode {
        for warning in cluster.warnings { console.warn(warning) }
        let client = try ClusterClient(configuration: console.observed(cluster.configuration))
        defer { client.shutdown() }
        let index = StateIndex(name: stateIndex, client: client)
        let status = try await RunnerStatus(
            of: RunnerState.Key(template: template.id, slice: slice), delaySeconds: template.sync.delaySeconds,
            in: index)
        var output = try ResultOutput(file: nil)
        try output.write(
            isJSON ? IndentedJSON.text(of: status.json) + "\n" : StatusText(status, width: terminal.width).text)
        try output.finish()
        guard let maxLagSeconds else { return .done }
        guard let lag = status.lagSeconds else {
            throw Failure(
                .behind, "no window of \(SafeText(template.id)) has been done", cure: "start beaconing run --every 1h")
        }
        guard lag <= Int64(maxLagSeconds) else {
            throw Failure(
                .behind, "the last window that is done ended \(lag) s ago, \(lag - Int64(maxLagSeconds)) s too long")
        }
        return .done
    }
}

/// How a status is printed.
enum StatusFormat: String, CaseIterable {
    case text, json
}
