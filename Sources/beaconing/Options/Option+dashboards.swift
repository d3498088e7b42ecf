extension Option {
    /// The options that say where Kibana or OpenSearch Dashboards is.
    static func dashboardsServer(_ name: OptionName) -> Option {
        switch name {
        case .space:
            Option(
                name, value: "ID",
                help: """
                    Kibana's space that has or gets the dashboards, by its id. Otherwise BEACONING_DASHBOARDS_SPACE, or the \
                    default space.
                    """)
        case .tenant:
            Option(
                name, value: "NAME",
                help: """
                    The tenant of OpenSearch Dashboards that has or gets the dashboards, such as global, or __user__ for \
                    the user's own. Otherwise BEACONING_DASHBOARDS_TENANT, or the server chooses, which often is the user's own.
                    """)
        case .dashboardsCAFile:
            Option(
                name, value: "FILE",
                help: """
                    Trust the certificate authorities in this PEM file there. Otherwise BEACONING_DASHBOARDS_CA_FILE, or \
                    those of the cluster.
                    """)
        default:
            Option(
                name, value: "URL",
                help: """
                    The address of Kibana (for Elasticsearch) or OpenSearch Dashboards (for OpenSearch), with its base \
                    path if it has one. Otherwise BEACONING_DASHBOARDS_URL. Credentials come from \
                    BEACONING_DASHBOARDS_API_KEY, or BEACONING_DASHBOARDS_USERNAME and BEACONING_DASHBOARDS_PASSWORD; \
                    otherwise they are the cluster's.
                    """)
        }
    }
}
