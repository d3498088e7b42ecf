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

    /// Settings from the words, then the environment, then the context, then the cluster's; `nil` when none names a server.
    init?(_ words: TypedWords, in surroundings: Surroundings, beside cluster: ClusterSettings) throws {
        guard let url = surroundings.told(.dashboardsURL, words, .dashboardsURL) else {
            for name in [OptionName.space, .tenant, .dashboardsCAFile] where words.has(name) {
                throw Failure(
                    .usage, "\(name.typed) needs the address of Kibana or OpenSearch Dashboards",
                    cure: "add --dashboards-url URL or set BEACONING_DASHBOARDS_URL")
            }
            return nil
        }
        place = try Self.place(words, surroundings)
        var configuration = cluster.configuration
        configuration.urls = [url.text]
        var reading = SecretReading(surroundings)
        reading.takesContext = surroundings.context?.isAbout(url.text, under: .dashboardsURL) ?? true
        if let own = try reading.credentials(of: .dashboards) {
            configuration.credentials = own.credentials
        } else if cluster.hasContextCredentials, !reading.takesContext {
            // The context names another server of dashboards: its cluster's credentials are not for this one.
            configuration.credentials = .none
        }
        var warnings = reading.warnings
        if configuration.transport.verifiesPeer {
            if let file = surroundings.told(.dashboardsCAFile, words, .dashboardsCAFile) {
                configuration.transport.caFile = try ClusterSettings.readable(file, called: "certificate authorities")
                configuration.transport.caFingerprint = nil
            }
        } else {
            guard !words.has(.dashboardsCAFile) else {
                throw Failure(
                    .usage, "--insecure and --dashboards-ca-file contradict each other", cure: "leave out --insecure")
            }
            warnings.append("the same goes for the certificate of Kibana or OpenSearch Dashboards (--insecure)")
        }
        self.warnings = warnings + (try configuration.exposureWarnings())
        self.configuration = configuration
        source = try DashboardSettings(words, in: surroundings).source
    }

    /// Space or tenant; what is typed comes before what is said elsewhere of either.
    private static func place(_ words: TypedWords, _ surroundings: Surroundings) throws -> DashboardsServer.Place {
        if words.has(.space), words.has(.tenant) {
            throw Failure(
                .usage, "--space and --tenant contradict each other: Kibana has spaces, OpenSearch Dashboards tenants")
        }
        guard !words.has(.space), !words.has(.tenant) else {
            return try DashboardsServer.Place(space: words.last(.space), tenant: words.last(.tenant))
        }
        return try DashboardsServer.Place(
            space: surroundings[.dashboardsSpace], tenant: surroundings[.dashboardsTenant])
    }
}
