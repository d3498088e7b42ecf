import BeaconTransform
import SearchCluster

/// `install`: what is missing in a cluster, made or only told.
struct InstallCommand: Sendable {
    private let settings: InstallSettings
    private let changing: ClusterChanging

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        settings = try InstallSettings(words, in: surroundings)
        changing = ClusterChanging(settings, terminal: Terminal(surroundings))
    }

    func perform() async throws -> ExitCode {
        let done = try await changing.perform(dashboards: DashboardsPlan.init(installing:on:)) { client in
            let installation = settings.installation
            let objects = try await client.objects(for: installation)
            let plan = try InstallPlan(installation, on: objects, takesOver: settings.takesOver)
            return (plan.changes, plan.remarks)
        }
        if settings.dashboards == nil {
            changing.console.remark(
                "for the dashboards add --dashboards-url, or import the file of beaconing dashboards export by hand")
        }
        return done
    }
}

/// `uninstall`: what `install` made, taken away or only told.
struct UninstallCommand: Sendable {
    private let settings: InstallSettings
    private let changing: ClusterChanging

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        settings = try InstallSettings(words, in: surroundings)
        changing = ClusterChanging(settings, terminal: Terminal(surroundings))
    }

    func perform() async throws -> ExitCode {
        try await changing.perform(dashboards: DashboardsPlan.init(uninstalling:on:)) { client in
            let installation = settings.installation
            let objects = try await client.objects(for: installation)
            var documents: [String: Int64] = [:]
            for index in UninstallPlan.indices(of: installation, on: objects) {
                documents[index] = try await client.documents(in: index)
            }
            let plan = UninstallPlan(
                installation, on: objects, documents: documents, deletesSignals: settings.deletesSignals,
                stateIsShared: try await isStateShared(on: objects, client))
            return (plan.changes, plan.remarks)
        }
    }

    /// Whether runners of templates that stay use the state index.
    private func isStateShared(on objects: ClusterObjects, _ client: ClusterClient) async throws -> Bool {
        guard objects.indices.contains(where: { $0.name == settings.stateIndex && $0.isOurs }) else { return false }
        let index = StateIndex(name: settings.stateIndex, client: client)
        try await index.refresh()
        return try await index.serves(othersThan: settings.templates.map(\.id))
    }
}
