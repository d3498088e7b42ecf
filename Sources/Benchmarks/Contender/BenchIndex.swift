import HTTPTransport
import SearchCluster

/// An index of made traffic on a cluster, and what the cluster says of the searches in it.
struct BenchIndex: Sendable {
    let traffic: GroupTraffic
    let client: ClusterClient

    var name: String { "beaconing-bench-\(traffic.name)" }

    /// Makes the index and fills it, in the order of time.
    func fill() async throws {
        try await remove()
        let keyword: JSONValue = ["type": "keyword"]
        let date: JSONValue = ["type": "date"]
        let side: JSONValue = [
            "properties": ["ip": ["type": "ip"], "port": ["type": "long"], "bytes": ["type": "long"]]
        ]
        let body: JSONValue = [
            "settings": ["index": ["number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1"]],
            "mappings": [
                "dynamic": false,
                "properties": [
                    "@timestamp": date, "host": ["properties": ["name": keyword]],
                    "process": ["properties": ["name": keyword]], "source": side, "destination": side,
                    "event": ["properties": ["category": keyword, "action": keyword, "ingested": date]],
                ],
            ],
        ]
        try await demand(ClusterCall(.put, [name], body: body.bytes, to: "benchmarking"))
        var lines: [UInt8] = []
        func send() async throws {
            let answer = try await demand(
                ClusterCall(
                    .post, [name, "_bulk"], body: lines, contentType: "application/x-ndjson", to: "benchmarking"))
            guard answer["errors"]?.boolean == false else { throw BenchFailure("the cluster refused documents") }
            lines.removeAll(keepingCapacity: true)
        }
        for event in traffic.sortedEvents() {
            lines += #"{"create":{}}"#.utf8
            lines.append(0x0A)
            lines += Self.document(event).utf8
            lines.append(0x0A)
            if lines.count > 4 << 20 { try await send() }
        }
        if !lines.isEmpty { try await send() }
        try await demand(ClusterCall(.post, [name, "_flush"], to: "benchmarking"))
        try await demand(ClusterCall(.post, [name, "_refresh"], to: "benchmarking"))
    }

    /// Deletes the index if it is there.
    func remove() async throws {
        _ = try await client.send(ClusterCall(.delete, [name], to: "benchmarking"))
    }

    /// Has the engine forget the answers that it keeps, so that nobody is given one that another asked for.
    func forgetAnswers() async throws {
        try await demand(
            ClusterCall(.post, [name, "_cache", "clear"], query: [("request", "true")], to: "benchmarking"))
    }

    /// Milliseconds that the engine's shards have spent on searches in the index.
    func searchMillis() async throws -> Int64 {
        let answer = try await demand(ClusterCall(.get, [name, "_stats", "search"], to: "benchmarking"))
        guard let search = answer["_all"]?["total"]?["search"], let query = search["query_time_in_millis"]?.integer,
            let fetch = search["fetch_time_in_millis"]?.integer
        else { throw BenchFailure("the cluster has no statistics of searches in \(name)") }
        return query + fetch
    }

    @discardableResult
    private func demand(_ call: ClusterCall) async throws -> JSONValue {
        let response = try await client.send(call)
        guard (200...201).contains(response.status), let answer = JSONValue(parsing: response.body) else {
            throw BenchFailure(
                "HTTP \(response.status) for \(call.target): \(String(decoding: response.body.prefix(300), as: UTF8.self))"
            )
        }
        return answer
    }

    private static func document(_ event: GroupTraffic.Event) -> String {
        let names = GroupTraffic.names(ofGroup: Int(event.group))
        let host = event.group / 10
        return
            #"{"@timestamp":\#(event.millis),"host":{"name":"\#(names.host)"},"process":{"name":"\#(names.process)"},"#
            + #""event":{"category":"network","action":"disconnect_received","ingested":\#(event.millis + 900)},"#
            + #""source":{"ip":"10.\#(host >> 16 & 255).\#(host >> 8 & 255).\#(host & 255)","port":49152,"bytes":\#(event.sourceBytes)},"#
            + #""destination":{"ip":"52.7.\#(event.group & 31).\#(event.destination)","port":443,"bytes":\#(event.destinationBytes)}}"#
    }
}

/// Why a benchmark cannot be run.
struct BenchFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
