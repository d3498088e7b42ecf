extension TransformRun {
    /// Reads the window from a cluster and judges it, with the hours of runs before where a history is kept.
    ///
    /// - Parameters:
    ///   - history: where hours are kept; `nil` reads the whole window.
    ///   - Throws: as reading the cluster does; trouble with the history becomes a warning of the result.
    public func result(from source: ClusterPairSource, history: HistorySetting?) async throws -> WindowResult {
        guard let history else { return try await result(from: source, warnings: source.warnings) }
        let kept = HistoryPairSource(source, history: history)
        var result = try await result(from: kept, warnings: source.warnings)
        // What is odd about the history is known when it has been used.
        result.warnings += kept.warnings
        result.history = kept.use
        return result
    }
}
