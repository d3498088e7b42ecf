import BeaconDashboards
import SearchCluster

/// The second half of `install` and `uninstall`: the dashboards on Kibana or OpenSearch Dashboards.
struct DashboardsChanging: Sendable {
    /// Says what has to change so that a server has the objects of a file, or none of them.
    typealias Planning = @Sendable (ImportFile, [SavedObjectKey: JSONValue]) -> DashboardsPlan

    /// The server.
    let server: DashboardsServer
    private let source: DashboardSource
    private let isDry: Bool
    private let console: Console

    /// - Throws: `.configuration` where the settings cannot be for the product that goes with the cluster.
    init(
        _ settings: DashboardsServerSettings, family: ClusterProduct.Family, isDry: Bool, console: Console
    ) throws(ClusterError) {
        server = try DashboardsServer(
            family, at: settings.place, configuration: console.observed(settings.configuration))
        source = settings.source
        self.isDry = isDry
        self.console = console
    }

    /// Plans and makes the changes, telling each.
    ///
    /// - Returns: how many there were.
    /// - Throws: a failure that says what became of the cluster's part.
    func perform(_ planning: Planning, telling output: inout ResultOutput) async throws(Failure) -> Int {
        do {
            let plan = try await plan(planning)
            if isDry {
                for change in plan.changes { try output.write("would \(change.sentence(on: server.family))\n") }
            } else {
                if !plan.file.objects.isEmpty { try await importing(plan, telling: &output) }
                try await deleting(plan, telling: &output)
            }
            return plan.changes.count
        } catch {
            try output.flush()
            let failure = Failure(explaining: error)
            let cluster = isDry ? "what would change in the cluster is told above" : "the cluster's part is done"
            let cures = [failure.cure, isDry ? nil : "the same again does the rest"].compactMap(\.self)
            throw Failure(
                failure.code, "\(failure.sentence); \(cluster)",
                cure: cures.isEmpty ? nil : cures.joined(separator: "; "))
        }
    }

    /// What would change, without changing anything.
    func planned(_ planning: Planning) async throws(Failure) -> DashboardsPlan {
        do { return try await plan(planning) } catch { throw Failure(explaining: error) }
    }

    private func plan(_ planning: Planning) async throws -> DashboardsPlan {
        let file = try await file()
        return planning(file, try await server.objects(of: file))
    }

    /// The dashboards as this server's version takes them.
    private func file() async throws -> ImportFile {
        let number = try await server.version()
        try await server.checkPlace()
        // A build's number may end in words, such as -SNAPSHOT.
        let version = number.flatMap { ProductVersion(String($0.prefix { $0 != "-" })) }
        let bundle = try DashboardBundle(
            source, for: server.family == .elasticsearch ? .kibana : .opensearch, version: version)
        return try ImportFile(bundle.bytes)
    }

    private func importing(_ plan: DashboardsPlan, telling output: inout ResultOutput) async throws {
        let result = try await server.importing(plan.file)
        let written = Dictionary(result.written.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        for var change in plan.changes {
            guard let done = written[change.object.key] else { continue }
            // Somebody may have made it in the meantime.
            if done.isOverwritten { change.action = .update }
            try output.write(change.sentence(on: server.family) + "\n")
            if let other = done.otherID {
                console.warn(
                    "\(change.object.key.name(on: server.family)) has the id \(SafeText(other)) in this space, since another "
                        + "space has that of the file: links and drilldowns to it may lead nowhere")
            }
        }
        try output.flush()
        if let failure = result.failure(of: plan.file.objects.count, on: server.family) { throw failure }
    }

    private func deleting(_ plan: DashboardsPlan, telling output: inout ResultOutput) async throws {
        for change in plan.changes where change.action == .delete {
            try await server.delete(change.stored)
            try output.write(change.sentence(on: server.family) + "\n")
            // What was done is told even when the next change fails.
            try output.flush()
        }
    }
}
