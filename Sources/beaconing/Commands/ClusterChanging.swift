import BeaconTransform
import SearchCluster

/// The way from a plan to a changed cluster: each change is printed as it is made, or as it would be.
struct ClusterChanging: Sendable {
    private let settings: InstallSettings
    private let console: Console

    init(_ settings: InstallSettings, terminal: Terminal) {
        self.settings = settings
        console = Console(settings.messages, terminal: terminal)
    }

    /// Plans, then makes the changes of the plan one after the other.
    ///
    /// - Parameter plan: reads the cluster and says what has to change, and what stays for which reason.
    func perform(
        _ plan: (ClusterClient) async throws -> (changes: [ClusterChange], remarks: [String])
    ) async throws -> ExitCode {
        for warning in settings.warnings { console.warn(warning) }
        var output = try ResultOutput(file: nil)
        let client = try ClusterClient(configuration: console.observed(settings.cluster.configuration))
        defer { client.shutdown() }
        let (changes, remarks) = try await plan(client)
        for remark in remarks { console.remark(remark) }
        if changes.isEmpty { try output.write("nothing to do\n") }
        for (number, change) in changes.enumerated() {
            if !settings.isDry { try await make(change, number: number, of: changes.count, with: client) }
            for sentence in change.sentences {
                try output.write((settings.isDry ? "would " : "") + sentence + "\n")
            }
            // What was done is told even when the next change fails.
            try output.flush()
        }
        try output.finish()
        if settings.isDry, !changes.isEmpty { console.remark("nothing was changed (--dry-run)") }
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
