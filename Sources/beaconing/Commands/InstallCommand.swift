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
            let installation = Installation(settings.templates)
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
            let installation = Installation(settings.templates)
            let objects = try await client.objects(for: installation)
            var documents: [String: Int64] = [:]
            for index in UninstallPlan.indices(of: installation, on: objects) {
                documents[index] = try await client.documents(in: index)
            }
            let plan = UninstallPlan(
                installation, on: objects, documents: documents, deletesSignals: settings.deletesSignals)
            return (plan.changes, plan.remarks)
        }
    }
}
