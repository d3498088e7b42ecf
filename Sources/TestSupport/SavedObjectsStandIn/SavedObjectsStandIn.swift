import Foundation
public import SearchCluster
import Synchronization

/// A stand-in for Kibana or OpenSearch Dashboards: the saved objects API, as strict as the real one.
///
/// It keeps what is written, for each space or tenant by itself, and changes it as the real ones do: members in another
/// order, stamps of the newest version, members of its own.
public final class SavedObjectsStandIn: Sendable {
    /// What the server is like.
    public struct Settings: Sendable {
        /// Elasticsearch's is Kibana, OpenSearch's is OpenSearch Dashboards.
        public var family: ClusterProduct.Family
        /// The version number.
        public var version: String
        /// The path before all others.
        public var basePath = ""
        /// The spaces that there are beside the default one.
        public var spaces: Set<String> = []
        /// The tenants that there are beside the user's own.
        public var tenants: Set<String> = ["global"]
        /// The `Authorization` header that every request has to carry; `nil` asks for none.
        public var authorization: String?
        /// The most bytes of a request to import.
        public var mostBytes = 26_214_400
        /// The most objects of an import.
        public var mostObjects = 10_000
        /// Whether it is the hosted product, which lets nobody delete.
        public var isServerless = false
        /// What goes wrong.
        public var mishaps: [Mishap] = []

        /// A server of a version.
        public init(_ family: ClusterProduct.Family, _ version: String) {
            self.family = family
            self.version = version
        }
    }

    let settings: Settings
    private let server: RudeServer
    private let store: Store

    /// What is kept: objects by place, then by name.
    final class Store: Sendable {
        let places = Mutex<[String: [SavedObjectKey: JSONValue]]>([:])
    }

    /// A server with nothing in it.
    public init(_ settings: Settings) throws {
        self.settings = settings
        let store = Store()
        self.store = store
        server = try RudeServer { StandInAnswer(settings: settings, store: store, request: $0).behaviour }
    }

    /// Its address, with the base path.
    public var url: String { server.url + settings.basePath }

    /// The requests so far.
    public var requests: [ReceivedRequest] { server.requests }

    /// What was written to a space or tenant; `default` and `__user__` are where objects go when none is named.
    public func objects(in place: String) -> [SavedObjectKey: JSONValue] {
        store.places.withLock { $0[place] ?? [:] }
    }

    /// Puts an object there, as if somebody had made it by hand.
    public func put(_ object: JSONValue, in place: String) {
        guard let type = object["type"]?.string, let id = object["id"]?.string else { return }
        store.places.withLock { $0[place, default: [:]][SavedObjectKey(type: type, id: id)] = object }
    }

    /// Takes an object away.
    public func remove(_ key: SavedObjectKey, from place: String) {
        store.places.withLock { $0[place]?[key] = nil }
    }
}
