import BeaconScore
import BeaconTransform

/// What `tune` tries, resolved once and checked before anything is read.
struct TuneSettings: Sendable {
    /// The source, the template as it is, the window.
    private(set) var judging: JudgeSettings
    /// What is tried.
    let trials: TuneTrials
    /// Where labels are read from; `nil` for none.
    let labels: String?
    /// Where a template is saved, and which; `nil` where none is.
    let saved: (file: String, template: TunedTemplate)?
    /// Whether what is saved is what was set, not what is suggested.
    let savesWhatWasSet: Bool
    /// Whether the answer is JSON.
    let isJSON: Bool
    /// What a person should know of what is tried.
    let warnings: [String]

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        let judging = try JudgeSettings(words, in: surroundings)
        self.judging = judging
        isJSON = words.last(.statusFormat) == StatusFormat.json.rawValue
        let (trials, warnings) = try Self.trials(words, of: judging)
        self.trials = trials
        self.warnings = warnings
        labels = words.last(.knownLabels)
        try FileIdentity.check(
            outputs: [("--output", judging.output), ("--save", words.last(.save))],
            inputs: judging.files + (labels.map { [$0] } ?? []))
        savesWhatWasSet = words.has(.set) || words.has(.window)
        saved = try Self.saved(words, in: surroundings, otherwise: judging.recognized?.templateID)
    }

    /// The same with the window that ends with the newest event of the files, where nobody has said an end.
    func endingWithFiles(_ console: Console) async throws -> TuneSettings {
        var settings = self
        settings.judging = try await judging.endingWithFiles(console)
        return settings
    }

    /// What judges it: the events that a run would read, without those that an allow-list leaves out of the query.
    var run: TuneRun {
        let nowSeconds = judging.window.nowSeconds
        return TuneRun(
            judging.template.dropping(judging.allow, atSeconds: nowSeconds), nowSeconds: nowSeconds,
            settings: trials.settings)
    }

    private static func trials(
        _ words: TypedWords, of judging: JudgeSettings
    ) throws -> (TuneTrials, warnings: [String]) {
        let template = judging.template.metric.parameters
        var parameters = try words.all(.parameter).map { text throws(ParameterError) in
            try TuneParameter(text, around: template)
        }
        var names: Set<String> = []
        if let twice = parameters.first(where: { !names.insert($0.name).inserted }) {
            throw Failure(
                .usage, "--parameter names \(twice.name) more than once",
                cure: "give all its values in one, with commas")
        }
        if words.has(.pairs) {
            guard parameters.count == 2 else {
                throw Failure(
                    .usage, "--pairs takes two parameters, and \(parameters.count) are named",
                    cure: "name both with --parameter")
            }
            return (try TuneTrials(pairing: parameters[0], parameters[1], template: template), [])
        }
        guard parameters.isEmpty else { return (TuneTrials(parameters, template: template), []) }
        parameters = TuneParameter.all(around: template)
        var warnings: [String] = []
        let needsTwo =
            TuneRun(
                judging.template, nowSeconds: judging.window.nowSeconds,
                settings: TuneTrials(parameters, template: template).settings
            ).reads > 1
        if needsTwo, judging.files.contains(where: { $0 == "-" || FileIdentity($0) == nil }) {
            parameters.removeAll { $0.name == "time_bucket_length" }
            warnings.append(
                "time_bucket_length is left out: for it the input is read twice, and standard input or a pipe can be read only once; name a file"
            )
        }
        return (TuneTrials(parameters, template: template), warnings)
    }

    private static func saved(
        _ words: TypedWords, in surroundings: Surroundings, otherwise: String?
    ) throws -> (file: String, template: TunedTemplate)? {
        switch (words.last(.save), words.last(.id)) {
        case (nil, nil): return nil
        case (nil, _?): throw Failure(.usage, "--id is of a template that is saved", cure: "say where with --save FILE")
        case (_?, nil): throw Failure(.usage, "--save needs an id for the template", cure: "give one with --id NAME")
        case (let file?, let id?):
            guard [".yml", ".yaml"].contains(where: file.hasSuffix) else {
                throw Failure(
                    .usage, "--save \(file) does not end in .yml", cure: "a template is found by a name that does")
            }
            let settings = try TemplateSettings(words, in: surroundings, otherwise: otherwise)
            return (file, try TunedTemplate(id: id, extending: settings.name, in: settings.catalog))
        }
    }
}
