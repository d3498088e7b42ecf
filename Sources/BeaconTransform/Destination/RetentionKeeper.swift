public import SearchCluster

/// Deletes the signals of a template that are older than its `retention_policy` says, and old run records.
public struct RetentionKeeper: Sendable {
    private let template: TransformTemplate
    private let client: ClusterClient
    /// Days that run records are kept.
    public static let recordDays = 30

    /// What keeps the signals of a template from growing for ever.
    public init(_ template: TransformTemplate, client: ClusterClient) {
        self.template = template
        self.client = client
    }

    /// Deletes signals that have become too old, of every version of the destination.
    ///
    /// - Returns: how many were deleted; 0 for a template that keeps them for ever.
    public func deleteOldSignals() async throws(ClusterError) -> Int {
        guard let retention = template.retention else { return 0 }
        // Old is what the cluster's clock calls old: a machine whose clock is ahead must not delete what is young.
        let nowMillis = try await client.clockMillis(asking: template.destination.index)
        var deleted = 0
        for family in Installation([template]).families {
            deleted += try await client.deleteDocuments(
                in: family.pattern, where: retention.field,
                before: nowMillis - Int64(retention.maxAgeSeconds) * 1000,
                // Templates share an index, and each says for how long its own are kept.
                and: [["term": ["beaconing.template.id": .string(template.id)]]])
        }
        return deleted
    }

    /// Deletes run records that have become too old.
    public func deleteOldRecords(in index: StateIndex, nowMillis: Int64) async throws(ClusterError) {
        _ = try await client.deleteDocuments(
            in: index.name, where: "@timestamp", before: nowMillis - Int64(Self.recordDays) * 86_400_000,
            and: [["term": ["kind": "run"]], ["term": ["template": .string(template.id)]]])
    }
}
