internal import HTTPTransport

/// Which engine answers, and which version of it.
public struct ClusterProduct: Sendable, Equatable, CustomStringConvertible {
    /// The two families, which differ in the APIs that this program uses.
    public enum Family: String, Sendable {
        /// Elasticsearch, of any distribution.
        case elasticsearch = "Elasticsearch"
        /// OpenSearch, also when it poses as Elasticsearch 7.10.2.
        case opensearch = "OpenSearch"
    }

    /// The engine.
    public var family: Family
    /// Its version number; empty when the cluster does not let us ask.
    public var version: String
    /// Elastic's hosted product without versions.
    public var isServerless: Bool
    /// The name that the cluster gave itself when it was formed (`cluster_uuid`); `nil` when it does not say.
    public var clusterID: String?

    /// An engine.
    public init(family: Family, version: String, isServerless: Bool = false, clusterID: String? = nil) {
        self.family = family
        self.version = version
        self.isServerless = isServerless
        self.clusterID = clusterID
    }

    /// The name and the version.
    public var description: String {
        version.isEmpty ? family.rawValue : "\(family.rawValue) \(version)"
    }
}

extension ClusterClient {
    /// Asks the cluster what it is.
    ///
    /// A cluster that does not allow the question is told by its headers, where Elasticsearch names itself, or by whether it
    /// knows Elasticsearch's way of asking who asks, which everybody may.
    ///
    /// - Throws: `.malformed` when what answers is no search engine; whatever ``send(_:)`` throws.
    public func product() async throws(ClusterError) -> ClusterProduct {
        let call = ClusterCall(.get, [], to: "asking for its version")
        let response = try await send(call, attempts: configuration.retry.attempts)
        if response.status == 403 {
            var isElasticsearch = response.header("x-elastic-product") != nil
            if !isElasticsearch {
                let call = ClusterCall(.get, ["_security", "_authenticate"], to: "asking who asks")
                let second = try await send(call, attempts: configuration.retry.attempts)
                let knows = second.status == 200 && JSONValue(parsing: second.body)?["username"] != nil
                isElasticsearch = knows || second.header("x-elastic-product") != nil
            }
            return ClusterProduct(family: isElasticsearch ? .elasticsearch : .opensearch, version: "")
        }
        guard response.status == 200, let answer = JSONValue(parsing: response.body), let version = answer["version"],
            let number = version["number"]?.string
        else {
            throw ClusterError(
                .malformed, "what answers at \(configuration.urls[0]) is not Elasticsearch or OpenSearch",
                cure: "check the address and whether a proxy stands before the cluster")
        }
        let flavor = version["build_flavor"]?.string
        // OpenSearch can be told to pose as 7.10.2; it never sends a flavor, and only the true 7.10.2 has Lucene 8.7.
        let poses = number.hasPrefix("7.10.") && (flavor == nil || version["lucene_version"]?.string != "8.7.0")
        // "_na_" is what a node says that has not found its cluster yet.
        let id = answer["cluster_uuid"]?.string.flatMap { $0.isEmpty || $0 == "_na_" ? nil : $0 }
        if version["distribution"]?.string == "opensearch" || poses {
            return ClusterProduct(family: .opensearch, version: number, clusterID: id)
        }
        return ClusterProduct(
            family: .elasticsearch, version: number, isServerless: flavor == "serverless", clusterID: id)
    }
}
