/// The product whose saved objects are written or read.
public enum DashboardProduct: String, Sendable, CaseIterable {
    /// Kibana, with Lens.
    case kibana
    /// OpenSearch Dashboards, with classic visualisations.
    case opensearch

    /// The product's name for a message.
    public var title: String {
        switch self {
        case .kibana: "Kibana"
        case .opensearch: "OpenSearch Dashboards"
        }
    }
}
