import BeaconScore
import BeaconTransform
import HTTPTransport
import SearchCluster

/// All matching documents through a point in time with `search_after`, judged on the client: how tools made of scripts do it.
struct DocumentsContender: Sendable {
    let place: BenchWindow
    /// The most that an engine gives in one answer unless told otherwise.
    static let pageSize: Int64 = 10_000

    func verdicts() async throws -> Verdicts {
        let parameters = place.template.metric.parameters
        var all: [String: BucketSeries] = [:]
        let clock = place.window.clock
        try await eachPage { hits in
            for hit in hits {
                guard let fields = hit["fields"], let host = fields["host.name"]?.array?.first?.string,
                    let process = fields["process.name"]?.array?.first?.string,
                    let time = fields["@timestamp"]?.array?.first?.string.flatMap({ Int64($0) })
                else { throw BenchFailure("a document lacks what was asked for") }
                guard let bucket = clock.bucket(ofSecond: time / 1000) else { continue }
                func bytes(_ field: String) -> Int64 { fields[field]?.array?.first?.integer ?? 0 }
                all["\(host) \(process)", default: BucketSeries(bucketCount: place.window.bucketCount)].add(
                    bucket: bucket, count: 1, sourceBytes: bytes("source.bytes"),
                    destinationBytes: bytes("destination.bytes"))
            }
        }
        var metric = BeaconingMetric(parameters: parameters)
        return all.mapValues { metric.evaluate($0) }
    }

    private func eachPage(_ body: ([JSONValue]) throws -> Void) async throws {
        let product = try await place.client.product()
        let opening =
            product.family == .opensearch ? ["_search", "point_in_time"] : ["_pit"]
        let opened = try await place.client.send(
            ClusterCall(.post, [place.index] + opening, query: [("keep_alive", "5m")], to: "benchmarking"))
        guard let answer = JSONValue(parsing: opened.body), let id = (answer["pit_id"] ?? answer["id"])?.string else {
            throw BenchFailure("no point in time")
        }
        // OpenSearch 2 knows no better; the index has one shard.
        let order = product.family == .opensearch && product.version.hasPrefix("2") ? "_doc" : "_shard_doc"
        var after: JSONValue?
        repeat {
            var search: [JSONValue.Member] = [
                .init("size", .integer(Self.pageSize)), .init("query", place.query), .init("track_total_hits", false),
                .init("_source", false), .init("pit", ["id": .string(id), "keep_alive": "5m"]),
                .init("sort", [.string(order)]),
                .init(
                    "docvalue_fields",
                    [
                        ["field": "@timestamp", "format": "epoch_millis"], "host.name", "process.name", "source.bytes",
                        "destination.bytes",
                    ]),
            ]
            if let after { search.append(.init("search_after", after)) }
            guard let hits = try await place.search(["_search"], .object(search))["hits"]?["hits"]?.array else {
                throw BenchFailure("the answer holds no documents")
            }
            try body(hits)
            after = hits.count < Self.pageSize ? nil : hits.last?["sort"]
        } while after != nil
        let closing: JSONValue = product.family == .opensearch ? ["pit_id": [.string(id)]] : ["id": .string(id)]
        _ = try await place.client.send(
            ClusterCall(
                .delete, product.family == .opensearch ? ["_search", "point_in_time"] : ["_pit"], body: closing.bytes,
                to: "benchmarking"))
    }
}
