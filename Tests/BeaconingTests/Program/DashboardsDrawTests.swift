import Foundation
import SearchCluster
import TestSupport
import Testing

@Suite("Dashboards drawn at the command line")
struct DashboardsDrawTests {
    /// An answer that has one bucket, or one document, wherever the search asks for some.
    private static func answer(to body: JSONValue) -> JSONValue {
        let hits: [JSONValue] =
            body["aggs"] == nil
            ? [["_source": ["@timestamp": "2026-11-25T10:00:00.000Z", "host": ["name": "<b>host"]]]] : []
        return [
            "timed_out": false, "_shards": ["total": 1, "successful": 1, "failed": 0],
            "hits": ["total": ["value": 2, "relation": "eq"], "hits": .array(hits)],
            "aggregations": aggregations(body["aggs"]),
        ]
    }

    private static func aggregations(_ asked: JSONValue?) -> JSONValue {
        let members = (asked?.members ?? []).map { member -> JSONValue.Member in
            let inner = [JSONValue.Member("doc_count", 2)] + (aggregations(member.value["aggs"]).members ?? [])
            func bucket(_ key: JSONValue) -> JSONValue { .object([.init("key", key)] + inner) }
            let made: JSONValue =
                switch member.value.members?.first?.name {
                case "terms": ["buckets": [bucket("<b>name\u{202E}")]]
                case "date_histogram": ["buckets": [bucket(1_795_392_000_000)]]
                case "range":
                    ["buckets": .array((member.value["range"]?["ranges"]?.array ?? []).map { bucket($0["key"] ?? "") })]
                case "filters":
                    [
                        "buckets": .object(
                            (member.value["filters"]?["filters"]?.members ?? []).map { .init($0.name, .object(inner)) })
                    ]
                case "filter": .object(inner)
                default: ["value": 3]
                }
            return .init(member.name, made)
        }
        return .object(members)
    }

    private static func server(isOpenSearch: Bool = false) throws -> RudeServer {
        try RudeServer { request in
            if request.method == "GET" {
                return .json(
                    isOpenSearch
                        ? #"{"version":{"number":"3.1.0","distribution":"opensearch"}}"#
                        : #"{"version":{"number":"9.1.0","build_flavor":"default","lucene_version":"10.2.2"}}"#)
            }
            return .json(answer(to: JSONValue(parsing: request.body) ?? .null).text)
        }
    }

    @Test("The page is in the form of the cluster's product and goes to standard output", arguments: [false, true])
    func family(isOpenSearch: Bool) async throws {
        let server = try Self.server(isOpenSearch: isOpenSearch)
        let program = try BuiltProgram()
        let outcome = try await program.run("dashboards", "draw", "--url", server.url)
        #expect(outcome.code == 0, "\(outcome.messages)")
        let product = isOpenSearch ? "OpenSearch Dashboards" : "Kibana"
        #expect(outcome.output.contains("<b>Beaconing dashboards for \(product)</b>"))
        #expect(outcome.messages == "24 panels for \(product), 0 of them without a document\n")
        #expect(!outcome.output.contains("no results"))
        #expect(outcome.output.contains("&lt;b&gt;name\\u{202E}") && !outcome.output.contains("<b>name"))
        let searches = server.requests.filter { $0.method == "POST" }
        #expect(searches.count == 24)
        #expect(searches.allSatisfy { $0.target.hasSuffix("_search?allow_partial_search_results=false") })
        #expect(Set(searches.map(\.path)) == ["/ml_beaconing.all/_search", "/logs-*/_search"])
        #expect(try await program.run("dashboards", "draw", "--url", server.url, "-q").output == outcome.output)
    }

    @Test("Product, time range and the signals' alias can be named; the file is there when it is complete")
    func choices() async throws {
        let server = try Self.server()
        let program = try BuiltProgram()
        let outcome = try await program.run(
            "dashboards", "draw", "--url", server.url, "--for", "opensearch", "--from", "2026-11-25T00:00:00Z", "--to",
            "now-1h", "--index", "mine.all", "--output", "page.html")
        #expect(outcome.code == 0 && outcome.output.isEmpty, "\(outcome.messages)")
        let text = program.text(of: "page.html")
        let page = try #require(text)
        #expect(page.contains("OpenSearch Dashboards</b>") && page.contains("2026-11-25T00:00:00Z to now-1h"))
        let searches = server.requests
        #expect(searches.allSatisfy { $0.method == "POST" })
        #expect(Set(searches.map(\.path)) == ["/mine.all/_search", "/logs-*/_search"])
        #expect(searches.allSatisfy { $0.text.contains(#"{"gte":"2026-11-25T00:00:00Z","lte":"now-1h"}"#) })
    }

    @Test(
        "What is missing or cannot be is told with its cure",
        arguments: [
            (["--from", "yesterday"], 64 as Int32, "now-24h"), (["--for", "grafana"], 64, "kibana, opensearch"),
            (["--index", ""], 64, "--index"), (["--assets", "nowhere"], 78, "--assets"),
        ])
    func mistakes(_ words: [String], _ code: Int32, _ part: String) async throws {
        let server = try Self.server()
        let outcome = try await BuiltProgram().run(["dashboards", "draw", "--url", server.url] + words)
        #expect(outcome.code == code && outcome.output.isEmpty, "\(outcome.messages)")
        #expect(outcome.messages.contains(part), "\(outcome.messages)")
        #expect(server.requests.isEmpty)
    }

    @Test("Without a cluster there is nothing to draw")
    func noCluster() async throws {
        let outcome = try await BuiltProgram().run("dashboards", "draw")
        #expect(outcome.code == 78 && outcome.messages.contains("--url"), "\(outcome.messages)")
    }

    @Test(
        "An answer that is none leaves no page, and tells the panel",
        arguments: [
            (
                #"{"error":{"type":"index_not_found_exception","reason":"no such index [x]"},"status":404}"#, 404,
                78 as Int32,
                "beaconing install"
            ),
            (#"{"timed_out":false,"_shards":{"total":2,"successful":1,"failed":1}}"#, 200, 76, "1 of 2 shards"),
            (#"{"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0}}"#, 200, 76, "does not fit"),
        ])
    func bad(_ body: String, _ status: Int, _ code: Int32, _ part: String) async throws {
        let server = try RudeServer { _ in .json(body, status: status) }
        let program = try BuiltProgram()
        let outcome = try await program.run(
            "dashboards", "draw", "--url", server.url, "--for", "kibana", "--output", "page.html", "--retries", "0")
        #expect(outcome.code == code, "\(outcome.messages)")
        #expect(outcome.messages.contains("panel ") && outcome.messages.contains(part), "\(outcome.messages)")
        #expect(try program.names.isEmpty)
    }
}
