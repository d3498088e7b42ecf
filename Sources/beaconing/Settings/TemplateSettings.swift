import BeaconTransform

/// Which templates can be named, and the one that was named with all that was changed on the command line.
struct TemplateSettings: Sendable {
    /// The templates that can be named.
    let catalog: TemplateCatalog
    /// The name or the path of the one that was named.
    let name: String
    private let overrides: [(name: String, text: String)]
    private let span: TimeSpan?
    private let indices: [String]

    /// Settings from the words.
    ///
    /// - Parameter otherwise: the template where none is named.
    init(_ words: TypedWords, in surroundings: Surroundings, otherwise: String? = nil) throws {
        catalog = try TemplateCatalog.standard(
            assets: words.last(.assets) ?? surroundings[.assets], userFolders: Self.folders(words, surroundings))
        name = words.last(.template) ?? otherwise ?? "beaconing"
        span = try TimeSpan.read(.window, of: words)
        indices = words.all(.index).flatMap { $0.split(separator: ",").map(String.init) }
        if words.has(.index), indices.isEmpty { throw Failure(.usage, "--index names no index") }
        overrides = try words.all(.set).map { text throws(Failure) in
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw Failure(.usage, "--set takes PARAMETER=VALUE, not \"\(text)\"")
            }
            return (String(parts[0]), String(parts[1]))
        }
    }

    /// Reads the template and applies `--set`, `--window` and `--index` to it.
    func template() throws -> TransformTemplate {
        var template = try catalog.template(name)
        try template.apply(overrides: overrides, windowSeconds: span?.seconds)
        if !indices.isEmpty { template.source.indices = indices }
        return template
    }

    private static func folders(_ words: TypedWords, _ surroundings: Surroundings) -> [String] {
        var folders = words.all(.templatesFolder)
        if folders.isEmpty, let listed = surroundings[.templates] {
            folders = listed.split(separator: ":").map(String.init)
        }
        let home = surroundings[.home].map { $0 + "/.config" }
        if let configuration = surroundings[.configHome] ?? home {
            folders.append(configuration + "/beaconing/templates")
        }
        return folders
    }
}
