import BeaconReport
import BeaconTransform
import SearchCluster

/// `mark`: an analyst's word on a signal.
struct MarkCommand: Sendable {
    private let template: TransformTemplate
    private let stateIndex: String
    private let cluster: ClusterSettings
    private let id: String
    private let word: SignalVerdict.Word
    private let note: String?
    private let author: String
    private let console: Console

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        console = Console(try MessageSettings(words), terminal: Terminal(surroundings))
        template = try TemplateSettings(words, in: surroundings).template()
        stateIndex = try RunnerSettings.stateIndex(words, in: surroundings)
        id = words.arguments[0]
        let typed = words.arguments.count > 1 ? words.arguments[1] : ""
        guard let word = SignalVerdict.Word(rawValue: typed) else {
            throw Failure(
                .usage, "\"\(SafeText(typed))\" is no verdict",
                cure: "say true for what somebody has to deal with, benign for a harmless beacon, false for no beacon")
        }
        self.word = word
        note = words.last(.note)
        author = words.last(.author) ?? surroundings[.user] ?? "unknown"
        guard words.arguments.count == 2 else {
            throw Failure(
                .usage, "mark takes an id and a verdict", cure: "put a note of several words into quotes after --note")
        }
        cluster = try ClusterSettings.required(words, in: surroundings)
    }

    func perform() async throws -> ExitCode {
        for warning in cluster.warnings { console.warn(warning) }
        let client = try ClusterClient(configuration: console.observed(cluster.configuration))
        defer { client.shutdown() }
        let outcome = try await SignalVerdict.say(
            word, on: id, note: note, author: author, template: template,
            in: StateIndex(name: stateIndex, client: client), client: client)
        guard case .kept(let verdict) = outcome else {
            throw Failure(
                .badData, "there is no signal \(SafeText(id))",
                cure: "the id is the document's _id, as watch and the dashboards show it")
        }
        let group = [verdict.host, verdict.process].compactMap(\.self).map { SafeText($0).description }
        console.remark("\(word.rawValue): \(group.joined(separator: ", "))")
        return .done
    }
}

/// `verdicts`: what has been said of signals.
struct VerdictsCommand: Sendable {
    private let stateIndex: String
    private let cluster: ClusterSettings
    private let isJSON: Bool
    private let labels: String?
    private let template: String
    private let console: Console
    private let terminal: Terminal

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        terminal = Terminal(surroundings)
        console = Console(try MessageSettings(words), terminal: terminal)
        stateIndex = try RunnerSettings.stateIndex(words, in: surroundings)
        cluster = try ClusterSettings.required(words, in: surroundings)
        isJSON = words.last(.statusFormat) == StatusFormat.json.rawValue
        labels = words.last(.labels)
        template = labels == nil ? "" : try TemplateSettings(words, in: surroundings).template().id
    }

    func perform() async throws -> ExitCode {
        var output = try ResultOutput(file: nil)
        var labelFile = try labels.map { try ResultOutput(file: $0) }
        let verdicts = try await read()
        let text = VerdictText(verdicts, width: terminal.width)
        let known = text.labels(of: template)
        if labels != nil, known.isEmpty {
            console.warn("no signal of the template \(SafeText(template)) has been marked; --template names another")
        }
        try labelFile?.write(known)
        try labelFile?.finish()
        try output.write(isJSON ? IndentedJSON.text(of: text.json) + "\n" : text.text)
        try output.finish()
        return .done
    }

    /// Counts what was said, for `evaluate`.
    func evaluate(as format: EvaluationFormat, to file: String?) async throws -> ExitCode {
        var output = try ResultOutput(file: file)
        let text = VerdictText(try await read(), width: terminal.width)
        try output.write(format == .json ? IndentedJSON.text(of: text.json) + "\n" : text.evaluation)
        try output.finish()
        return .done
    }

    private func read() async throws -> [SignalVerdict] {
        for warning in cluster.warnings { console.warn(warning) }
        let client = try ClusterClient(configuration: console.observed(cluster.configuration))
        defer { client.shutdown() }
        do {
            let verdicts = try await SignalVerdict.all(in: StateIndex(name: stateIndex, client: client))
            if verdicts.count == SignalVerdict.mostRead {
                console.warn("only the newest \(verdicts.count) words were read")
            }
            return verdicts
        } catch {
            // Where nothing was ever run nothing was ever marked.
            guard error.code == .noSuchIndex || error.type == "index_not_found_exception" else { throw error }
            return []
        }
    }
}

extension ClusterSettings {
    /// The cluster that the words and surroundings name.
    ///
    /// - Throws: `.configuration` where they name none.
    static func required(_ words: TypedWords, in surroundings: Surroundings) throws -> ClusterSettings {
        guard let cluster = try ClusterSettings(words, in: surroundings) else {
            throw Failure(.configuration, "no cluster is given to ask", cure: "name one with --url or BEACONING_URL")
        }
        return cluster
    }
}
