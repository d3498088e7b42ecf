import Foundation
import HTTPTransport
import SearchCluster
import Testing

/// A running cluster that the environment names for tests.
struct Engine: Sendable, CustomTestStringConvertible {
    /// Its address.
    let url: String
    /// The credentials that go with an https address.
    let user: String?
    let password: String?
    let caFile: String?

    /// The engines of `BEACONING_TEST_ENGINES`, separated by commas.
    ///
    /// `BEACONING_TEST_USERNAME`, `BEACONING_TEST_PASSWORD` and `BEACONING_TEST_CA_FILE` go with the https ones.
    static let named: [Engine] = {
        let environment = ProcessInfo.processInfo.environment
        let urls = (environment["BEACONING_TEST_ENGINES"] ?? "").split(separator: ",").map(String.init)
        return urls.map { url in
            let isSecure = url.hasPrefix("https:")
            return Engine(
                url: url, user: isSecure ? environment["BEACONING_TEST_USERNAME"] : nil,
                password: isSecure ? environment["BEACONING_TEST_PASSWORD"] : nil,
                caFile: isSecure ? environment["BEACONING_TEST_CA_FILE"] : nil)
        }
    }()

    static let howToRun: Comment = "set BEACONING_TEST_ENGINES to the URLs of running clusters, separated by commas"

    var testDescription: String { url }

    /// A client of it.
    func client() throws -> ClusterClient {
        var transport = HTTPConfiguration()
        transport.caFile = caFile
        let credentials: Credentials =
            if let user, let password { .basic(user: user, password: Secret(password)) } else { .none }
        return try ClusterClient(
            configuration: ClusterConfiguration(urls: [url], credentials: credentials, transport: transport))
    }

    /// What the program needs in its environment to reach it.
    var environment: [String: String] {
        var environment = ["BEACONING_URL": url]
        environment["BEACONING_USERNAME"] = user
        environment["BEACONING_PASSWORD"] = password
        environment["BEACONING_CA_FILE"] = caFile
        return environment
    }
}

/// An index that lasts as long as one test.
struct TestIndex: Sendable {
    let name: String
    let client: ClusterClient

    /// How Elastic Defend's network events are mapped, as far as they matter here.
    static let ecs: JSONValue = [
        "properties": [
            "@timestamp": ["type": "date"],
            "event": [
                "properties": [
                    "ingested": ["type": "date"], "category": ["type": "keyword"], "action": ["type": "keyword"],
                ]
            ],
            "host": ["properties": ["name": ["type": "keyword"]]],
            "process": ["properties": ["name": ["type": "keyword"]]],
            "source": [
                "properties": ["ip": ["type": "ip"], "bytes": ["type": "long"], "port": ["type": "long"]]
            ],
            "destination": [
                "properties": ["ip": ["type": "ip"], "bytes": ["type": "long"], "port": ["type": "long"]]
            ],
        ]
    ]

    /// Makes an index with this mapping, fills it with NDJSON documents, runs `work` and deletes it.
    static func with<Result>(
        on engine: Engine, mapping: JSONValue = ecs, documents: [[UInt8]], shards: Int = 2,
        _ work: (TestIndex) async throws -> Result
    ) async throws -> Result {
        let client = try engine.client()
        let suffix = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        let index = TestIndex(name: "logs-beaconing-test-\(suffix)", client: client)
        let settings: JSONValue = ["index": ["number_of_shards": .integer(Int64(shards)), "number_of_replicas": 0]]
        let body: JSONValue = ["settings": settings, "mappings": mapping]
        let created = try await client.send(ClusterCall(.put, [index.name], body: body.bytes, to: "testing"))
        try #require(created.status == 200, "\(String(decoding: created.body, as: UTF8.self))")
        do {
            try await index.fill(documents)
            let result = try await work(index)
            try await remove(index.name, with: client)
            return result
        } catch {
            try await remove(index.name, with: client)
            throw error
        }
    }

    /// Deletes an index that may not be there.
    static func remove(_ name: String, with client: ClusterClient) async throws {
        _ = try await client.send(ClusterCall(.delete, [name], to: "testing"))
    }

    /// Indexes documents under ids of the engine's choice and makes them visible.
    func fill(_ documents: [[UInt8]]) async throws {
        var start = 0
        while start < documents.count {
            let end = min(start + 4_000, documents.count)
            var body: [UInt8] = []
            for document in documents[start..<end] {
                body += Array(#"{"create":{}}"#.utf8) + [0x0A] + document + [0x0A]
            }
            let response = try await client.send(
                ClusterCall(
                    .post, [name, "_bulk"], body: body, contentType: "application/x-ndjson", to: "testing"))
            let answer = try #require(JSONValue(parsing: response.body))
            try #require(
                answer["errors"]?.boolean == false,
                "\(String(decoding: response.body.prefix(2_000), as: UTF8.self))")
            start = end
        }
        _ = try await client.send(ClusterCall(.post, [name, "_refresh"], to: "testing"))
    }

    /// Every document of an index by id, at most 10,000.
    func documents(of index: String) async throws -> [String: JSONValue] {
        _ = try await client.send(ClusterCall(.post, [index, "_refresh"], to: "testing"))
        let response = try await client.send(
            ClusterCall(.post, [index, "_search"], body: Array(#"{"size":10000}"#.utf8), to: "testing"))
        let hits = try #require(JSONValue(parsing: response.body)?["hits"]?["hits"]?.array)
        return Dictionary(
            uniqueKeysWithValues: hits.compactMap { hit in
                hit["_id"]?.string.flatMap { id in hit["_source"].map { (id, $0) } }
            })
    }
}
