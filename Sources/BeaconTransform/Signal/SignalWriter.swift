public import SearchCluster

/// Writes the signals of a window to the template's destination, each under its own id.
public struct SignalWriter: Sendable {
    private let template: TransformTemplate
    private let window: Window
    private let client: ClusterClient

    /// A writer of one window's signals.
    public init(_ template: TransformTemplate, window: Window, client: ClusterClient) {
        self.template = template
        self.window = window
        self.client = client
    }

    /// Creates the destination when it is missing, then every signal that is not there yet.
    ///
    /// - Returns: what became of each; the parts add up to the number of signals.
    /// - Throws: `ClusterError` when the cluster cannot be reached or allows nothing of it. What was written stays, and
    ///   writing again changes nothing.
    public func write(_ signals: [Signal]) async throws(ClusterError) -> WriteResult {
        WriteResult()
    }
}
