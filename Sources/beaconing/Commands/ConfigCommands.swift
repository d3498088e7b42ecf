import BeaconTransform
import SearchCluster

/// `config show`: each setting, and where it was said.
struct ConfigShowCommand: Sendable {
    private let words: TypedWords
    private let surroundings: Surroundings

    init(_ words: TypedWords, in surroundings: Surroundings) {
        self.words = words
        self.surroundings = surroundings
    }

    func perform() throws -> ExitCode {
        let rows = try self.rows()
        let names = rows.map { $0.name.count }.max() ?? 0
        let values = min(40, rows.map { $0.value.count }.max() ?? 0)
        var output = try ResultOutput(file: nil)
        for row in rows {
            try output.write(
                Self.padded(row.name, to: names) + "  " + Self.padded(row.value, to: values) + "  " + row.origin + "\n")
        }
        try output.finish()
        // What cannot work together is told after what there is.
        if let cluster = try ClusterSettings(words, in: surroundings) {
            for warning in cluster.warnings { Console.warn(warning) }
        }
        return .done
    }

    private typealias Row = (name: String, value: String, origin: String)

    private func rows() throws(Failure) -> [Row] {
        var rows: [Row] = []
        let file = try SettingsFile.chosen(words, in: surroundings)
        let named = words.has(.config) ? OptionName.config.typed : surroundings.told(.config).map { "\($0.origin)" }
        rows.append(("config", file.map { SafeText($0.path).description } ?? "none", named ?? "default"))
        let chosen = words.has(.context) ? OptionName.context.typed : surroundings.told(.context).map { "\($0.origin)" }
        rows.append(
            (
                "context", surroundings.context.map { SafeText($0.name).description } ?? "none",
                chosen ?? (surroundings.context == nil ? "default" : "current_context")
            ))
        var reading = SecretReading(surroundings)
        for variable in EnvironmentVariable.allCases {
            guard let key = variable.settingsKey, let told = try told(variable, &reading) else { continue }
            rows.append((key, Self.shown(told.text, of: variable), SafeText(told.origin.place).description))
        }
        return rows
    }

    /// What a setting is; of a secret that is kept in a file only the file's name, which has a row of its own.
    private func told(_ variable: EnvironmentVariable, _ reading: inout SecretReading) throws(Failure) -> Told? {
        if let option = variable.option, let typed = words.values[option], !typed.isEmpty {
            return Told(text: typed.joined(separator: variable.listSeparator ?? ","), origin: .word(option))
        }
        if let told = surroundings.told(variable) { return told }
        if variable == .url, let other = ClusterSettings.others(surroundings) { return other }
        if variable.credentialName != nil, let held = try reading.secret(variable, at: .service) { return held }
        return Self.usual[variable].map { Told(text: $0, origin: .usual) }
    }

    private static let usual: [EnvironmentVariable: String] = [
        .timeout: "5m", .retries: "5", .maxLoad: "2", .compression: "auto", .stateIndex: StateIndex.usualName,
    ]

    private static func shown(_ text: String, of variable: EnvironmentVariable) -> String {
        if variable.isSecret { return "•••" }
        // An address may carry what does not belong there.
        let addresses = text.split(separator: ",", omittingEmptySubsequences: false).map { address in
            guard variable == .url || variable == .dashboardsURL, let end = address.lastIndex(of: "@") else {
                return SafeText(String(address)).description
            }
            return "•••" + SafeText(String(address[end...])).description
        }
        return addresses.joined(separator: ",")
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

/// `config contexts`: the names of the clusters in the settings file.
struct ConfigContextsCommand: Sendable {
    private let words: TypedWords
    private let surroundings: Surroundings

    init(_ words: TypedWords, in surroundings: Surroundings) {
        self.words = words
        self.surroundings = surroundings
    }

    func perform() throws -> ExitCode {
        guard let file = try SettingsFile.chosen(words, in: surroundings) else {
            throw Failure(
                .configuration, "there is no settings file",
                cure: "name one with --config, or make ~/.config/beaconing/config.yml")
        }
        var output = try ResultOutput(file: nil)
        for context in file.contexts {
            let mark = context.name == surroundings.context?.name ? "*" : " "
            try output.write("\(mark) \(SafeText(context.name))\n")
        }
        try output.finish()
        return .done
    }
}
