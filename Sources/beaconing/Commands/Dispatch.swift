/// From words to the verb that does them.
struct Dispatch: Sendable {
    /// What is around the program.
    let surroundings: Surroundings

    /// Does what the words ask for.
    func perform(_ words: [String]) async throws -> ExitCode {
        guard !words.isEmpty else {
            // Somebody without a word wants to know which there are; a script without one has a fault.
            throw Failure(.usage, "a verb is missing", cure: "see beaconing --help, or start with beaconing demo")
        }
        switch try CommandLineParser().parse(words) {
        case .help(let path): return try HelpCommand(surroundings: surroundings).show(path)
        case .words(let typed): return try await perform(typed)
        }
    }

    private func perform(_ words: TypedWords) async throws -> ExitCode {
        // Verbs that know no settings file must work where there is one that cannot be read.
        let asksNobody =
            words.action == .simulate && !words.has(.index) || words.action == .evaluate && !words.has(.marked)
        let takesContext = !asksNobody && Program.root.verb(doing: words.action)?.option(.context) != nil
        let surroundings = takesContext ? try surroundings.inContext(of: words) : surroundings
        return switch words.action {
        case .demo: try await DemoCommand(words, in: surroundings).perform()
        case .run, .preview: try await JudgeCommand(words, in: surroundings).perform()
        case .simulate: try await SimulateCommand(words, in: surroundings).perform()
        case .templatesList: try TemplatesListCommand(words, in: surroundings).perform()
        case .templatesShow: try TemplatesShowCommand(words, in: surroundings).perform()
        case .templatesCheck: try TemplatesCheckCommand(words, in: surroundings).perform()
        case .dashboardsExport: try DashboardsExportCommand(words, in: surroundings).perform()
        case .dashboardsCheck: try DashboardsCheckCommand(words, in: surroundings).perform()
        case .dashboardsDraw: try await DashboardsDrawCommand(words, in: surroundings).perform()
        case .rulesList: try RulesListCommand(words, in: surroundings).perform()
        case .rulesExport: try RulesExportCommand(words, in: surroundings).perform()
        case .install: try await InstallCommand(words, in: surroundings).perform()
        case .installRoles: try await RolesCommand(words, in: surroundings).perform()
        case .uninstall: try await UninstallCommand(words, in: surroundings).perform()
        case .replay: try await ReplayCommand(words, in: surroundings).perform()
        case .status: try await StatusCommand(words, in: surroundings).perform()
        case .watch: try await WatchCommand(words, in: surroundings).perform()
        case .doctor: try await DoctorCommand(words, in: surroundings).perform()
        case .explain: try await ExplainCommand(words, in: surroundings).perform()
        case .evaluate: try await EvaluateCommand(words, in: surroundings).perform()
        case .report: try await ReportCommand(words, in: surroundings).perform()
        case .allowList: try AllowListCommand(words, in: surroundings).perform()
        case .allowCheck: try await AllowCheckCommand(words, in: surroundings).perform()
        case .mark: try await MarkCommand(words, in: surroundings).perform()
        case .verdicts: try await VerdictsCommand(words, in: surroundings).perform()
        case .tune: try await TuneCommand(words, in: surroundings).perform()
        case .configShow: try ConfigShowCommand(words, in: surroundings).perform()
        case .configContexts: try ConfigContextsCommand(words, in: surroundings).perform()
        case .completions: try CompletionsCommand(words).perform()
        case .version: try VersionCommand(words).perform()
        case .help: try HelpCommand(surroundings: surroundings).perform(words)
        }
    }
}
