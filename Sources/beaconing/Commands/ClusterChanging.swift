import BeaconTransform
import SearchCluster

/// The way from a plan to a changed cluster: each change is printed as it is made, or as it would be.
struct ClusterChanging: Sendable {
    private let settings: InstallSettings
    /// Where a person is spoken to.
    let console: Console

    init(_ settings: InstallSettings, terminal: Terminal) {
        self.settings = settings
        console = Console(settings.messages, terminal: terminal)
    }

    /// Plans, then makes the changes of the plan one after the other; then the same for dashboards, where a server is named.
    ///
    /// - Parameters:
    ///   - dashboards: says what has to change to the dashboards that a server has.
    ///   - plan: reads the cluster and says what has to change, and what stays for which reason.
    func perform(
        dashboards: @escaping DashboardsChanging.Planning,
        _ plan: (ClusterClient) async throws -> (changes: [ClusterChange], remarks: [String])
    ) async throws -> ExitCode {
        for warning in settings.warnings { console.warn(warning) }
        var output = try ResultOutput(file: nil)
        let client = try ClusterClient(configuration: console.observed(settings.cluster.configuration))
        defer { client.shutdown() }
        // What cannot be is found before anything is changed; what fails, after the cluster's part.
        var second: DashboardsChanging?
        if let named = settings.dashboards {
            second = try DashboardsChanging(
                named, family: try await client.product().family, isDry: settings.isDry, console: console)
        }
        defer { second?.server.shutdown() }
        let (changes, remarks) = try await plan(client)
        for remark in remarks { console.remark(remark) }
        for (number, change) in changes.enumerated() {
            if !settings.isDry { try await make(change, number: number, of: changes.count, with: client) }
            for sentence in change.sentences {
                try output.write((settings.isDry ? "would " : "") + sentence + "\n")
            }
            // What was done is told even when the next change fails.
            try output.flush()
        }
        let others = try await second?.perform(dashboards, telling: &output) ?? 0
        let isNothing = changes.isEmpty && others == 0
        if isNothing { try output.write("nothing to do\n") }
        try output.finish()
        if settings.isDry, !isNothing { console.remark("nothing was changed (--dry-run)") }
        return .done
    }

    private func make(
        _ change: ClusterChange, number: Int, of count: Int, with client: ClusterClient
    ) async throws(Failure) {
        do throws(ClusterError) {
            try await client.make(change)
        } catch {
            let rest = number == 0 ? "nothing was changed" : "\(number) of \(count) changes were made before"
            throw Failure(
                Failure(explaining: error).code, "\(error.sentence); \(rest)",
                cure: [error.cure, "the same again does the rest"].compactMap(\.self).joined(separator: "; "))
        }
    }
}
