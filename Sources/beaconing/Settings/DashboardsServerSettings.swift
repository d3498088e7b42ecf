import BeaconDashboards
import HTTPTransport
import SearchCluster

/// Where dashboards are imported, with what, and how that server is reached.
struct DashboardsServerSettings: Sendable {
    /// The described dashboards.
    let source: DashboardSource
    /// Space or tenant.
    let place: DashboardsServer.Place
    /// Address, credentials, certificates, limits: the cluster's where nothing else is said.
    let configuration: ClusterConfiguration
    /// What a person should know each time, one sentence each.
    let warnings: [String]

    /// Settings from the words, then the environment, then the cluster's; `nil` when neither names a server.
    init?(_ words: TypedWords, in surroundings: Surroundings, beside cluster: ClusterSettings) throws {
        guard let url = words.last(.dashboardsURL) ?? surroundings[.dashboardsURL] else {
            for name in [OptionName.space, .tenant, .dashboardsCAFile] where words.has(name) {
                throw Failure(
                    .usage, "\(name.typed) needs the address of Kibana or OpenSearch Dashboards",
                    cure: "add --dashboards-url URL or set BEACONING_DASHBOARDS_URL")
            }
            return nil
        }
        if words.has(.space), words.has(.tenant) {
            throw Failure(
                .usage, "--space and --tenant contradict each other: Kibana has spaces, OpenSearch Dashboards tenants")
        }
        place = try DashboardsServer.Place(space: words.last(.space), tenant: words.last(.tenant))
        var configuration = cluster.configuration
        configuration.urls = [url]
        let own = try Credentials(from: surroundings, of: .dashboards)
        if case .none = own {} else { configuration.credentials = own }
        if configuration.transport.verifiesPeer {
            if let file = try ClusterSettings.file(
                .dashboardsCAFile, .dashboardsCAFile, called: "certificate authorities", words, surroundings)
            {
                configuration.transport.caFile = file
                configuration.transport.caFingerprint = nil
            }
            warnings = []
        } else {
            guard !words.has(.dashboardsCAFile) else {
                throw Failure(
                    .usage, "--insecure and --dashboards-ca-file contradict each other", cure: "leave out --insecure")
            }
            warnings = ["the same goes for the certificate of Kibana or OpenSearch Dashboards (--insecure)"]
        }
        self.configuration = configuration
        source = try DashboardSettings(words, in: surroundings).source
    }
}
