import BeaconTransform
import SearchCluster

/// `install roles`: the roles of the installer and of the runner, printed or created.
struct RolesCommand: Sendable {
    private let roles: [AccessRole]
    private let cluster: ClusterSettings?
    private let credentials: String?
    private let console: Console

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        console = Console(try MessageSettings(words), terminal: Terminal(surroundings))
        let (templates, warnings) = try InstallSettings.templates(words, in: surroundings)
        for warning in warnings { console.warn(warning) }
        var sources = words.all(.index).flatMap { $0.split(separator: ",").map(String.init) }
        if words.has(.index), sources.isEmpty { throw Failure(.usage, "--index names no index") }
        if sources.isEmpty { sources = templates.flatMap(\.source.indices) }
        var names: [String] = []
        for source in sources where !source.hasPrefix("-") && !names.contains(source) {
            if source.contains(":") {
                console.warn("\(SafeText(source)) is of another cluster, where a role has to be made by hand")
            } else {
                names.append(source)
            }
        }
        var installation = Installation(templates)
        installation.state = StateIndex.definition(name: try RunnerSettings.stateIndex(words, in: surroundings))
        let deletes = templates.contains { $0.retention != nil }
        roles = AccessRole.User.allCases.map {
            AccessRole($0, sources: names, installation: installation, deletes: deletes)
        }
        credentials = words.last(.credentials)
        guard words.has(.apply) else {
            if words.has(.credentials) { throw Failure(.usage, "--credentials needs --apply") }
            cluster = nil
            return
        }
        guard credentials != nil else {
            throw Failure(.usage, "--apply needs a file for the runner's secret", cure: "add --credentials FILE")
        }
        guard let cluster = try ClusterSettings(words, in: surroundings) else {
            throw Failure(
                .configuration, "no cluster is given to create roles in", cure: "name one with --url or BEACONING_URL")
        }
        self.cluster = cluster
    }

    func perform() async throws -> ExitCode {
        var output = try ResultOutput(file: nil)
        if let cluster, let credentials {
            for line in try await apply(to: cluster, credentials: credentials) { try output.write(line + "\n") }
        } else {
            try output.write(IndentedJSON.text(of: printed) + "\n")
        }
        try output.finish()
        return .done
    }

    private var printed: JSONValue {
        let families: [(String, ClusterProduct.Family)] = [
            ("elasticsearch", .elasticsearch), ("opensearch", .opensearch),
        ]
        return .object(
            families.map { name, family in
                .init(name, .object(roles.map { .init($0.name, $0.json(for: family)) }))
            })
    }

    private func apply(to cluster: ClusterSettings, credentials: String) async throws -> [String] {
        for warning in cluster.warnings { console.warn(warning) }
        let file = try SecretFile(credentials)
        let client = try ClusterClient(configuration: console.observed(cluster.configuration))
        defer { client.shutdown() }
        let family = try await client.product().family
        var lines: [String] = []
        for role in roles {
            try await client.put(role, on: family)
            lines.append("role \(role.name) is there")
        }
        guard let runner = roles.first(where: { $0.user == .runner }) else {
            throw Failure(.defect, "there is no role for the runner")
        }
        let secret = try await client.createCredentials(for: runner, on: family)
        try file.finish(secret.fileContent)
        let place = SafeText(credentials)
        switch secret.kind {
        case .apiKey:
            lines.append("API key \(runner.name) is in \(place); run with BEACONING_API_KEY_FILE=\(place)")
        case .password(let user):
            lines.append(
                "the password of user \(user) is in \(place); run with BEACONING_USERNAME=\(user) "
                    + "BEACONING_PASSWORD_FILE=\(place)")
        }
        return lines
    }
}
