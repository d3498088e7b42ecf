/// What is asked over HTTP, as messages call it, and where a person sets how it is reached.
public struct ClusterPeer: Sendable, Equatable {
    /// Its name in a sentence, such as "the cluster".
    public var name: String
    /// What its address is, such as "a cluster address".
    public var addressKind: String
    /// An address as it may look.
    public var exampleURL: String
    /// Where its address is set.
    public var urlSettings: String
    /// The variable of the API key.
    public var keyVariable: String
    /// The variables of user and password.
    public var userVariables: String
    /// Where certificate authorities are set.
    public var caSettings: String

    /// An Elasticsearch or OpenSearch cluster.
    public static let cluster = ClusterPeer(
        name: "the cluster", addressKind: "a cluster address", exampleURL: "https://es.example.org:9200",
        urlSettings: "--url or BEACONING_URL", keyVariable: "BEACONING_API_KEY",
        userVariables: "BEACONING_USERNAME and BEACONING_PASSWORD", caSettings: "--ca-file or BEACONING_CA_FILE")

    /// The server of the dashboards that goes with a cluster: Kibana or OpenSearch Dashboards.
    public static func dashboards(of family: ClusterProduct.Family) -> ClusterPeer {
        ClusterPeer(
            name: family.dashboards, addressKind: "an address of \(family.dashboards)",
            exampleURL: family == .elasticsearch
                ? "https://kibana.example.org:5601" : "https://dashboards.example.org:5601",
            urlSettings: "--dashboards-url or BEACONING_DASHBOARDS_URL", keyVariable: "BEACONING_DASHBOARDS_API_KEY",
            userVariables: "BEACONING_DASHBOARDS_USERNAME and BEACONING_DASHBOARDS_PASSWORD",
            caSettings: "--dashboards-ca-file or BEACONING_DASHBOARDS_CA_FILE")
    }
}

extension ClusterProduct.Family {
    /// The name of the family's server of dashboards.
    public var dashboards: String {
        switch self {
        case .elasticsearch: "Kibana"
        case .opensearch: "OpenSearch Dashboards"
        }
    }
}
