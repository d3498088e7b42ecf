import SearchCluster

@testable import beaconing

/// A command line, a word a line; a line that begins with `$` sets a variable of the environment.
///
/// Promised: what the parser refuses is a fault of usage, exit code 64; what is wrong with settings has another code than that of a defect;
/// what the console says of it is safe.
enum WordsHarness {
    static func check(_ input: UnsafeRawBufferPointer) throws(BrokenPromise) {
        // No word of a command line holds a zero byte.
        guard !input.contains(0) else { return }
        let lines = String(decoding: input, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
        // Files that never end, or that do things when they are read.
        for folder in ["/dev", "/proc", "/sys"] where lines.contains(where: { $0.contains(folder) }) { return }
        var environment = ["BEACONING_ASSETS": ShortTemplate.assets, "HOME": "/nonexistent"]
        for line in lines where line.hasPrefix("$") {
            let parts = line.dropFirst().split(separator: "=", maxSplits: 1)
            if parts.count == 2 { environment[String(parts[0])] = String(parts[1]) }
        }
        let words = lines.filter { !$0.hasPrefix("$") }
        let request: CommandLineParser.Request
        do throws(Failure) {
            request = try CommandLineParser().parse(words)
        } catch {
            try promise(error.code == .usage && error.code.rawValue == 64, "the parser ends with \(error.code)")
            return try checkWords(of: error)
        }
        switch request {
        case .help(let path): try promise(!HelpPage(width: 80).text(of: path).isEmpty, "help says nothing")
        case .words(let typed):
            do {
                try settle(typed, in: Surroundings(environment: environment, clockSeconds: 1_767_247_200))
            } catch {
                let failure = Failure(explaining: error)
                try promise(
                    [.usage, .configuration, .file, .badData].contains(failure.code),
                    "settings end with \(failure.code): \(failure)")
                try checkWords(of: failure)
            }
        }
    }

    /// Makes the settings of a verb, and does nothing with them.
    private static func settle(_ words: TypedWords, in surroundings: Surroundings) throws {
        switch words.action {
        case .run, .preview, .explain, .allowCheck, .report: _ = try JudgeSettings(words, in: surroundings)
        case .tune: _ = try TuneSettings(words, in: surroundings)
        case .replay: _ = try ReplayCommand(words, in: surroundings)
        case .status: _ = try StatusCommand(words, in: surroundings)
        case .watch: _ = try WatchCommand(words, in: surroundings)
        case .rulesList: _ = try RulesListCommand(words, in: surroundings)
        case .rulesExport: _ = try RulesExportCommand(words, in: surroundings)
        case .doctor: _ = try DoctorCommand(words, in: surroundings)
        case .simulate, .demo: _ = try SimulateCommand(words, in: surroundings)
        case .install, .uninstall, .installRoles: _ = try InstallSettings(words, in: surroundings)
        case .templatesList, .templatesShow, .templatesCheck: _ = try TemplateSettings(words, in: surroundings)
        case .mark: _ = try MarkCommand(words, in: surroundings)
        case .verdicts: _ = try VerdictsCommand(words, in: surroundings)
        case .allowList: _ = try AllowSettings(words, in: surroundings).list()
        case .evaluate: _ = try EvaluateCommand(words, in: surroundings)
        case .configShow: _ = ConfigShowCommand(words, in: surroundings)
        case .configContexts: _ = ConfigContextsCommand(words, in: surroundings)
        case .completions: _ = try CompletionsCommand(words)
        case .dashboardsExport, .dashboardsCheck, .dashboardsDraw, .version, .help: _ = try MessageSettings(words)
        }
    }

    private static func checkWords(of failure: Failure) throws(BrokenPromise) {
        try promise(!failure.sentence.isEmpty, "a failure says nothing")
        try SafeWords.check(Console.safe(failure.description))
    }
}
