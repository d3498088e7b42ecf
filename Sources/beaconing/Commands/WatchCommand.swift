import BeaconReport
import BeaconTransform
import SearchCluster

/// `watch`: signals as they come, until it is stopped.
struct WatchCommand: Sendable {
    private let template: TransformTemplate
    private let since: SignalFeed.Start?
    private let minPriority: Int?
    private let everySeconds: Int
    private let isText: Bool
    private let cluster: ClusterSettings
    private let console: Console
    private let width: Int

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        let terminal = Terminal(surroundings)
        width = terminal.width
        console = Console(try MessageSettings(words), terminal: terminal)
        template = try TemplateSettings(words, in: surroundings).template()
        since = try Self.start(words, in: surroundings)
        minPriority = try WholeNumber.read(.minPriority, of: words, in: 0...100)
        everySeconds = try TimeSpan.read(.pollEvery, of: words)?.seconds ?? 30
        guard (1...86_400).contains(everySeconds) else { throw Failure(.usage, "--every is a time from 1s to 1d") }
        isText = words.last(.watchFormat) != WatchFormat.ndjson.rawValue
        guard let cluster = try ClusterSettings(words, in: surroundings) else {
            throw Failure(.configuration, "no cluster is given to watch", cure: "name one with --url or BEACONING_URL")
        }
        self.cluster = cluster
    }

    /// A length of time back from the cluster's clock, or a moment.
    private static func start(
        _ words: TypedWords, in surroundings: Surroundings
    ) throws(Failure) -> SignalFeed.Start? {
        guard let text = words.last(.since) else { return nil }
        if let span = try? TimeSpan(text) {
            guard span.seconds > 0 else { throw Failure(.usage, "--since must be more than nothing") }
            return .ago(seconds: span.seconds)
        }
        return .moment(seconds: try PointOfTime(text, for: "--since", clockSeconds: surroundings.clockSeconds).seconds)
    }

    func perform() async throws -> ExitCode {
        for warning in cluster.warnings { console.warn(warning) }
        let client = try ClusterClient(configuration: console.observed(cluster.configuration))
        defer { client.shutdown() }
        var feed = SignalFeed(of: template, since: since, minPriority: minPriority, client: client)
        let line = SignalLine(of: template, width: width)
        var output = try ResultOutput(file: nil)
        var trouble: ClusterError.Code?
        var isFirst = true
        while true {
            var signals: [StoredSignal] = []
            do throws(ClusterError) {
                signals = try await feed.next()
                if trouble != nil, trouble != .noSuchIndex { console.remark("the cluster answers again") }
                trouble = nil
            } catch {
                guard let sentence = Self.sentence(of: error, index: feed.index) else { throw error }
                if error.code != trouble { console.warn(sentence) }
                trouble = error.code
            }
            if isText, isFirst, !signals.isEmpty { try output.write(line.heading + "\n") }
            isFirst = isFirst && signals.isEmpty
            for signal in signals {
                try output.write((isText ? line.text(of: signal) : Self.json(of: signal).text) + "\n")
            }
            try output.flush()
            if output.isReaderGone { return .done }
            try await Task.sleep(for: .seconds(everySeconds))
        }
    }

    /// The document with its id before it, by which `mark` is told which signal is meant.
    private static func json(of signal: StoredSignal) -> JSONValue {
        guard let id = signal.id, let members = signal.document.members else { return signal.document }
        return .object([.init("_id", .string(id))] + members)
    }

    /// What is said of trouble that may pass; `nil` for any other.
    private static func sentence(of error: ClusterError, index: String) -> String? {
        switch error.code {
        case .noSuchIndex:
            "there is no \(SafeText(index)) yet: waiting for it; beaconing install makes it, and so does the first run"
        case .unreachable, .incomplete, .malformed: "\(error.sentence); it is asked again"
        default: nil
        }
    }
}

/// How `watch` prints signals.
enum WatchFormat: String, CaseIterable {
    case text, ndjson
}
