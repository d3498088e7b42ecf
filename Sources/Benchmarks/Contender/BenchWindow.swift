import BeaconScore
import BeaconTransform
import HTTPTransport
import SearchCluster

/// What all contenders look for and where: the documents of a template's query in one window.
struct BenchWindow: Sendable {
    let index: String
    let client: ClusterClient
    let template: TransformTemplate
    let window: Window

    init(_ index: BenchIndex) throws {
        self.index = index.name
        client = index.client
        var template = try TemplateCatalog.standard(assets: nil, userFolders: []).template("beaconing")
        template.source.indices = [index.name]
        // The published metric alone is what a scripted metric computes.
        template.opinions = .strict
        self.template = template
        window = Window(nowSeconds: GroupTraffic.nowSeconds, parameters: template.metric.parameters)
    }

    /// The template's query within the window.
    var query: JSONValue {
        let range: JSONValue = [
            "gte": .integer(window.firstSecond * 1000), "lt": .integer(window.endSecond * 1000),
            "format": "epoch_millis",
        ]
        return ["bool": ["filter": [template.source.query, ["range": ["@timestamp": range]]]]]
    }

    /// Sends a search and returns its answer, which must be whole.
    func search(_ path: [String], _ body: JSONValue) async throws -> JSONValue {
        let response = try await client.send(
            ClusterCall(
                .post, path, query: [("allow_partial_search_results", "false")], body: body.bytes, to: "benchmarking"))
        guard response.status == 200, let answer = JSONValue(parsing: response.body),
            answer["timed_out"]?.boolean == false, answer["_shards"]?["failed"]?.integer == 0
        else {
            throw BenchFailure(
                "HTTP \(response.status): \(String(decoding: response.body.prefix(600), as: UTF8.self))")
        }
        return answer
    }
}

/// Verdicts by host and process.
typealias Verdicts = [String: Verdict]
