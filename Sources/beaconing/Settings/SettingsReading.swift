import BeaconTransform
import SearchCluster

/// Reads the tree of a settings file, strictly and without repeating what may be a secret.
struct SettingsReading {
    /// The folder that the file is in.
    let folder: String
    /// What `~` stands for; `nil` when nobody knows.
    let home: String?

    /// The whole file.
    mutating func file(
        _ root: YAMLNode
    ) throws(Failure) -> (contexts: [SettingsContext], current: (name: String, line: Int)?) {
        let names = ["contexts", "current_context"]
        var contexts: [SettingsContext] = []
        var current: (name: String, line: Int)?
        for entry in try entries(of: root, called: "the file", having: names) {
            switch entry.key {
            case "contexts":
                for context in try entries(of: entry.value, called: "contexts", having: ["a name for each"]) {
                    contexts.append(try self.context(context))
                }
            case "current_context":
                guard let name = text(entry.value) else { throw wrong("current_context is a name", entry.value) }
                current = (name, entry.value.place.line)
            default: throw unknown(entry, of: "the file", known: names)
            }
        }
        return (contexts, current)
    }

    private func context(_ entry: YAMLNode.Entry) throws(Failure) -> SettingsContext {
        let known = EnvironmentVariable.allCases.compactMap(\.settingsKey)
        var values: [EnvironmentVariable: SettingsContext.Value] = [:]
        let name = "context \(SafeText(entry.key))"
        for line in try entries(of: entry.value, called: name, having: known) {
            guard let variable = EnvironmentVariable(settingsKey: line.key) else {
                throw unknown(line, of: name, known: known)
            }
            values[variable] = .init(text: try value(line, variable), line: line.value.place.line)
        }
        return SettingsContext(name: entry.key, file: entry.keyPlace.file, values: values)
    }

    private func value(_ entry: YAMLNode.Entry, _ variable: EnvironmentVariable) throws(Failure) -> String {
        let texts: [String]
        if let separator = variable.listSeparator, let elements = entry.value.elements {
            texts = elements.compactMap(text)
            guard !texts.isEmpty, texts.count == elements.count else {
                throw wrong("\(entry.key) is a text or a list of texts", entry.value)
            }
            return texts.map { resolved($0, variable) }.joined(separator: separator)
        }
        guard let text = text(entry.value) else {
            throw wrong(
                "\(entry.key) is a text\(variable.listSeparator == nil ? "" : " or a list of texts")", entry.value)
        }
        return resolved(text, variable)
    }

    /// A path that is not absolute begins at the settings file, not where somebody happens to be.
    private func resolved(_ text: String, _ variable: EnvironmentVariable) -> String {
        guard variable.isPath else { return text }
        if text.hasPrefix("/") { return text }
        if let home, text == "~" || text.hasPrefix("~/") { return home + text.dropFirst() }
        return "\(folder)/\(text)"
    }

    /// The characters of a scalar as they are written: a password may look like a number.
    private func text(_ node: YAMLNode) -> String? {
        guard let scalar = node.scalar, !node.isNull, !scalar.text.isEmpty else { return nil }
        return scalar.text
    }

    /// The values of a mapping; what is null counts as not written.
    private func entries(
        of node: YAMLNode, called name: String, having known: [String]
    ) throws(Failure) -> [YAMLNode.Entry] {
        guard let entries = node.entries else {
            throw wrong("\(name) is a mapping of \(known.prefix(8).joined(separator: ", "))", node)
        }
        return entries.filter { !$0.value.isNull }
    }

    private func wrong(_ sentence: String, _ node: YAMLNode) -> Failure {
        let found =
            switch node.content {
            case .sequence: "a list"
            case .mapping: "a mapping"
            case .scalar: node.isNull ? "nothing" : "a text that is empty or of another kind"
            }
        return Failure(.configuration, "\(SafeText(node.place.file)):\(node.place.line): \(sentence), not \(found)")
    }

    private func unknown(_ entry: YAMLNode.Entry, of name: String, known: [String]) -> Failure {
        Failure(
            .configuration,
            "\(SafeText(entry.keyPlace.file)):\(entry.keyPlace.line): \(name) has no \"\(SafeText(entry.key))\"",
            cure: NearestName.meant(by: entry.key, among: known).map { "did you mean \($0)?" }
                ?? "it has \(known.joined(separator: ", "))")
    }
}
