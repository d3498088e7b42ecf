/// What detection rules are written for.
public enum RuleProduct: String, Sendable, CaseIterable {
    /// Elastic Security: the NDJSON that its rule import takes.
    case elastic
    /// OpenSearch alerting: monitors, a body for its API on each line.
    case opensearch
    /// Sigma: rules in YAML, for whatever converts them.
    case sigma

    /// The product's name for a message.
    public var title: String {
        switch self {
        case .elastic: "Elastic Security"
        case .opensearch: "OpenSearch alerting"
        case .sigma: "Sigma"
        }
    }

    /// What the name of a file should end with.
    public var fileExtension: String { self == .sigma ? ".yml" : ".ndjson" }
}
