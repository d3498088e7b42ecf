import BeaconReport
import BeaconTransform
import SearchCluster

/// `allow list`: the entries that count, with everything that is wrong in their files.
struct AllowListCommand: Sendable {
    private let files: [String]
    private let isJSON: Bool
    private let clockSeconds: Int64
    private let terminal: Terminal

    init(_ words: TypedWords, in surroundings: Surroundings) {
        files = AllowSettings(words, in: surroundings).files
        isJSON = words.last(.statusFormat) == StatusFormat.json.rawValue
        clockSeconds = surroundings.clockSeconds
        terminal = Terminal(surroundings)
    }

    func perform() throws -> ExitCode {
        var output = try ResultOutput(file: nil)
        let list: AllowList
        do throws(TemplateErrors) {
            list = try AllowList(files: files)
        } catch {
            for problem in error.problems { try output.write(Console.safe(problem.description) + "\n") }
            try output.finish()
            throw Failure(
                .configuration, "the allow-list cannot be used: \(CountText(error.problems.count, "problem"))")
        }
        let text = AllowText(AllowReview(list), nowSeconds: clockSeconds, width: terminal.width, what: nil)
        try output.write(isJSON ? IndentedJSON.text(of: text.json) + "\n" : text.text)
        try output.finish()
        return .done
    }
}

/// `allow check`: which signals of the last days, or of files, each entry would have hidden.
struct AllowCheckCommand: Sendable {
    private let settings: JudgeSettings
    private let days: Int64
    private let isJSON: Bool
    private let clockSeconds: Int64
    private let console: Console
    private let terminal: Terminal

    init(_ words: TypedWords, in surroundings: Surroundings) async throws {
        let typed = try JudgeSettings(words, in: surroundings)
        terminal = Terminal(surroundings)
        console = Console(typed.messages, terminal: terminal)
        isJSON = words.last(.statusFormat) == StatusFormat.json.rawValue
        clockSeconds = surroundings.clockSeconds
        days = try WholeNumber.read(.lastDays, of: words, in: 1...3_650) ?? 7
        if words.has(.lastDays), !typed.files.isEmpty {
            throw Failure(.usage, "--days is of stored signals and --input reads events", cure: "leave out one of them")
        }
        settings = try await typed.endingWithFiles(console)
    }

    func perform() async throws -> ExitCode {
        for warning in settings.cluster?.warnings ?? [] { console.warn(warning) }
        var review = AllowReview(settings.allow)
        let what: String
        if let cluster = settings.cluster {
            let client = try ClusterClient(configuration: console.observed(cluster.configuration))
            defer { client.shutdown() }
            try await look(into: &review, client)
            what = days == 1 ? "of the last day" : "of the last \(days) days"
        } else {
            let pass = WindowPass(settings: settings, window: settings.window, client: nil, console: console)
            let result = try await pass.judged(dropping: AllowList())
            console.endProgress()
            for warning in result.warnings { console.warn(warning) }
            let documents = SignalDocument(template: settings.template, window: settings.window)
            for signal in result.signals where signal.judgement.isSignal {
                review.add(documents.json(of: signal), endSeconds: settings.window.nowSeconds)
            }
            what = "of the files"
        }
        var output = try ResultOutput(file: nil)
        let text = AllowText(review, nowSeconds: clockSeconds, width: terminal.width, what: what)
        try output.write(isJSON ? IndentedJSON.text(of: text.json) + "\n" : text.text)
        try output.finish()
        return .done
    }

    /// Looks at the signals that are stored.
    private func look(into review: inout AllowReview, _ client: ClusterClient) async throws {
        let range = (clockSeconds - days * 86_400)...clockSeconds
        var found: [StoredSignal] = []
        do throws(StoredSignals.Fault) {
            try await StoredSignals(of: settings.template, client: client).forEach(endingIn: range) { found.append($0) }
        } catch {
            switch error {
            case .tooMany(let end):
                throw Failure(
                    .badData, "more than 10000 signals have a window that ends at \(PointOfTime(seconds: end))",
                    cure: "look at a file of its events with --input")
            case .cluster(let error) where error.code == .noSuchIndex:
                console.warn("no signal was ever written here: \(error.sentence)")
            case .cluster(let error): throw Failure(explaining: error)
            }
        }
        for signal in found {
            let end = try signal.windowEnd.map {
                try PointOfTime($0, for: "a signal", clockSeconds: clockSeconds).seconds
            }
            review.add(signal.document, endSeconds: end ?? clockSeconds)
        }
    }
}
