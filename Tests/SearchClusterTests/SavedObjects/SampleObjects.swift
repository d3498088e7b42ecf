import HTTPTransport
import TestSupport
import Testing

@testable import SearchCluster

/// A small import file of each product, and servers that take it.
enum SampleObjects {
    static let view = SavedObjectKey(type: "index-pattern", id: "beaconing-signals")
    static let search = SavedObjectKey(type: "search", id: "beaconing-documents")
    static let dashboard = SavedObjectKey(type: "dashboard", id: "beaconing-network")
    static let keys = [view, search, dashboard]

    static func file(_ family: ClusterProduct.Family) throws -> ImportFile {
        try ImportFile(Array(text(family).utf8))
    }

    static func text(_ family: ClusterProduct.Family) -> String {
        func stamps(_ type: String, _ kibana: String, _ classic: String) -> String {
            family == .elasticsearch
                ? #""coreMigrationVersion":"8.8.0","typeMigrationVersion":"\#(kibana)""#
                : #""migrationVersion":{"\#(type)":"\#(classic)"}"#
        }
        return #"""
            {"attributes":{"title":"ml_beaconing.all","fields":"[{\"name\":\"host.name\",\"type\":\"string\"}]"},\#
            \#(stamps("index-pattern", "8.0.0", "7.6.0")),"id":"beaconing-signals","references":[],"type":"index-pattern"}
            {"attributes":{"title":"Documents","sort":[["@timestamp","desc"]]},\#(stamps("search", "8.0.0", "7.9.3")),\#
            "id":"beaconing-documents","references":[{"id":"beaconing-signals","name":"a","type":"index-pattern"}],\#
            "type":"search"}
            {"attributes":{"title":"Network","panelsJSON":"[{\"x\":1,\"y\":{\"a\":true,\"b\":null}}]"},\#
            \#(stamps("dashboard", "8.9.0", "7.9.3")),"id":"beaconing-network","references":[\#
            {"id":"beaconing-signals","name":"a","type":"index-pattern"},\#
            {"id":"beaconing-documents","name":"b","type":"search"}],"type":"dashboard"}
            {"exportedCount":3}
            """#
    }

    static func standIn(
        _ family: ClusterProduct.Family = .elasticsearch, _ version: String? = nil, _ mishaps: Mishap...
    ) throws -> SavedObjectsStandIn {
        var settings = SavedObjectsStandIn.Settings(family, version ?? (family == .elasticsearch ? "9.1.3" : "2.19.0"))
        settings.mishaps = mishaps
        return try SavedObjectsStandIn(settings)
    }
}

extension DashboardsServer {
    /// A client of a server at this address that waits for nothing and tries once.
    convenience init(
        _ family: ClusterProduct.Family = .elasticsearch, url: String, space: String? = nil, tenant: String? = nil,
        credentials: Credentials = .none
    ) throws(ClusterError) {
        var configuration = ClusterConfiguration(urls: [url], credentials: credentials, pause: { _ in })
        configuration.retry.attempts = 1
        configuration.transport.requestTimeoutSeconds = 20
        try self.init(family, at: Place(space: space, tenant: tenant), configuration: configuration)
    }
}
