public import SearchCluster

/// Writes the signals of a window to the template's destination, each under its own id.
public struct SignalWriter: Sendable {
    private let template: TransformTemplate
    private let document: SignalDocument
    private let client: ClusterClient
    private let lease: RunnerLease?

    /// A writer of one window's signals.
    ///
    /// - Parameter lease: confirmed right before each request that writes; `nil` for a writer that needs none.
    public init(_ template: TransformTemplate, window: Window, client: ClusterClient, lease: RunnerLease? = nil) {
        self.template = template
        document = SignalDocument(template: template, window: window)
        self.client = client
        self.lease = lease
    }

    /// Creates the destination when it is missing, then every signal that is not there yet.
    ///
    /// The destination is made even where there is nothing to write, so that dashboards and rules meet its fields.
    ///
    /// - Returns: what became of each; the parts add up to the number of signals.
    /// - Throws: `ClusterError` when the cluster cannot be reached or allows nothing of it. What was written stays, and
    ///   writing again changes nothing.
    public func write(_ signals: [Signal]) async throws(ClusterError) -> WriteResult {
        var result = WriteResult()
        result.createdIndex = try await client.create(DestinationIndex(for: template))
        var writer = JSONWriter()
        let writing = BulkWriter(
            index: template.destination.index, with: client,
            beforeEach: { [lease] () async throws(ClusterError) in try await lease?.confirm() })
        let documents = signals.map { signal in
            writer.removeAll()
            document.append(signal, to: &writer)
            return BulkDocument(id: signal.id, source: writer.bytes)
        }
        let outcomes = try await writing.create(documents)
        for (document, outcome) in zip(documents, outcomes) {
            switch outcome {
            case .created: result.written += 1
            case .alreadyThere: result.alreadyThere += 1
            case .refused(let status, let type, let reason):
                result.refused.append(
                    .init(id: document.id, source: document.source, status: status, type: type, reason: reason))
            case .unavailable(let reason):
                result.refused.append(
                    .init(id: document.id, source: document.source, status: 0, type: "unavailable", reason: reason))
            }
        }
        return result
    }
}
