internal import HTTPTransport

/// Kibana or OpenSearch Dashboards, as far as saved objects go.
public final class DashboardsServer: Sendable {
    /// The cluster's family, which decides between Kibana and OpenSearch Dashboards.
    public let family: ClusterProduct.Family
    /// Where the objects are.
    public let place: Place
    let client: ClusterClient

    /// Where on a server saved objects are.
    public struct Place: Sendable, Equatable {
        /// Kibana's space; `nil` is the default space.
        public let space: String?
        /// The tenant of OpenSearch Dashboards; `nil` leaves it to the server, which takes the user's own or the last used.
        public let tenant: String?

        /// A place on a server.
        ///
        /// - Throws: `.configuration` for a space and a tenant at once, or one whose name cannot be.
        public init(space: String? = nil, tenant: String? = nil) throws(ClusterError) {
            if space != nil, tenant != nil {
                throw ClusterError(
                    .configuration, "a space is Kibana's and a tenant OpenSearch Dashboards'", cure: "leave out one")
            }
            let isSpace = space.map { space in
                !space.isEmpty && space.utf8.allSatisfy { Self.spaceBytes.contains($0) }
            }
            if let space, isSpace == false {
                throw ClusterError(
                    .configuration, "a space's id has lower-case letters, digits, _ and -, unlike \(SafeText(space))",
                    cure: "take it from the address, after /s/")
            }
            // The header is taken as it comes, so that an escaped name would be another tenant's.
            if let tenant, tenant.isEmpty || !tenant.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
                throw ClusterError(
                    .configuration,
                    "the tenant \(SafeText(tenant)) cannot be named in a header: only printable ASCII can",
                    cure: "the shared tenant is global, and a user's own __user__")
            }
            self.space = space == "default" ? nil : space
            self.tenant = tenant
        }

        private static let spaceBytes = Set("abcdefghijklmnopqrstuvwxyz0123456789_-".utf8)
    }

    /// A server of dashboards.
    ///
    /// - Parameter configuration: one address, whose path is kept; what messages call it and the headers are set here.
    /// - Throws: `.configuration` for an address that cannot be used, credentials that would cross a network in the clear,
    ///   or a place that the product does not have.
    public init(
        _ family: ClusterProduct.Family, at place: Place, configuration: ClusterConfiguration
    ) throws(ClusterError) {
        if family == .opensearch, place.space != nil {
            throw ClusterError(
                .configuration, "OpenSearch Dashboards has no spaces",
                cure: "leave out --space, or name a tenant with --tenant")
        }
        if family == .elasticsearch, place.tenant != nil {
            throw ClusterError(
                .configuration, "Kibana has no tenants", cure: "leave out --tenant, or name a space with --space")
        }
        if family == .elasticsearch, let space = configuration.urls.first.flatMap(Self.spaceInPath) {
            throw ClusterError(
                .configuration, "the address of Kibana ends in a space, /s/\(space)",
                cure: "leave that out and name the space with --space \(space)")
        }
        var configuration = configuration
        configuration.peer = .dashboards(of: family)
        // Whatever the value, the header proves that no browser was tricked into sending the request.
        configuration.headers = [HTTPHeader(family == .elasticsearch ? "kbn-xsrf" : "osd-xsrf", "beaconing")]
        if let tenant = place.tenant { configuration.headers.append(HTTPHeader("securitytenant", tenant)) }
        self.family = family
        self.place = place
        client = try ClusterClient(configuration: configuration)
    }

    /// The space at the end of an address that was copied from a browser; only one that is named is seen to exist.
    private static func spaceInPath(_ url: String) -> String? {
        let parts = url.split(separator: "/").drop { $0.hasSuffix(":") }.dropFirst()
        guard parts.dropLast().last == "s" else { return nil }
        return parts.last.map { SafeText(String($0)).description }
    }

    /// Ends the connections; requests in flight end as cancelled.
    public func shutdown() {
        client.shutdown()
    }

    var name: String { family.dashboards }

    /// A request to the saved objects of the place.
    func call(
        _ method: HTTPRequest.Method, _ path: [String], query: [(String, String)] = [], body: [UInt8]? = nil,
        contentType: String = "application/json", to purpose: String
    ) -> ClusterCall {
        let space = place.space.map { ["s", $0] } ?? []
        return ClusterCall(
            method, space + ["api", "saved_objects"] + path, query: query, body: body, contentType: contentType,
            to: purpose)
    }
}
