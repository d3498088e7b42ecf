import BeaconTransform
import SearchCluster

/// What `install` and `uninstall` do, resolved once and checked.
struct InstallSettings: Sendable {
    /// The templates whose destinations are meant.
    let templates: [TransformTemplate]
    /// The name of the state index.
    let stateIndex: String
    /// The cluster.
    let cluster: ClusterSettings
    /// The server that has or gets the dashboards; `nil` when none was named.
    let dashboards: DashboardsServerSettings?
    /// Whether nothing is changed.
    let isDry: Bool
    /// Whether aliases of others are used.
    let takesOver: Bool
    /// Whether indices with signals are deleted.
    let deletesSignals: Bool
    /// How much is said.
    let messages: MessageSettings
    /// What a person should know, one sentence each.
    let warnings: [String]

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        messages = try MessageSettings(words)
        guard let cluster = try ClusterSettings(words, in: surroundings) else {
            throw Failure(
                .configuration,
                "no cluster is given to \(words.action == .uninstall ? "uninstall from" : "install on")",
                cure: "name one with --url or BEACONING_URL")
        }
        self.cluster = cluster
        dashboards = try DashboardsServerSettings(words, in: surroundings, beside: cluster)
        let chosen = try Self.templates(words, in: surroundings)
        templates = chosen.templates
        warnings = cluster.warnings + (dashboards?.warnings ?? []) + chosen.warnings
        stateIndex = try RunnerSettings.stateIndex(words, in: surroundings)
        isDry = words.has(.dryRun)
        takesOver = words.has(.takeOver)
        deletesSignals = words.has(.deleteSignals)
    }

    /// What belongs in the cluster.
    var installation: Installation {
        var installation = Installation(templates)
        installation.state = StateIndex.definition(name: stateIndex)
        return installation
    }

    /// The templates that were named, or all that can be.
    static func templates(
        _ words: TypedWords, in surroundings: Surroundings
    ) throws -> (templates: [TransformTemplate], warnings: [String]) {
        let catalog = try TemplateSettings(words, in: surroundings).catalog
        let named = words.all(.template)
        if !named.isEmpty { return (try named.map { try catalog.template($0) }, []) }
        var templates: [TransformTemplate] = []
        var warnings: [String] = []
        for entry in try catalog.entries() {
            if let problem = entry.problem {
                warnings.append("template \(SafeText(entry.name)) is left out: \(problem)")
            } else {
                templates.append(try catalog.template(entry.path))
            }
        }
        guard !templates.isEmpty else {
            throw Failure(
                .configuration, "there are no templates in \(catalog.folders.joined(separator: ", "))",
                cure: "name a folder with --assets")
        }
        return (templates, warnings)
    }
}
