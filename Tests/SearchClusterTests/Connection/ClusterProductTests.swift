import SearchCluster
import TestSupport
import Testing

@Suite("Which engine answers", .timeLimit(.minutes(5)))
struct ClusterProductTests {
    private static func answer(_ version: String) -> Behaviour {
        .json(#"{"name":"n","cluster_name":"c","version":{\#(version)},"tagline":"t"}"#)
    }

    @Test(
        "Each is told by its answer",
        arguments: [
            (
                #""number":"8.19.3","build_flavor":"default","lucene_version":"9.12.2""#,
                ClusterProduct(family: .elasticsearch, version: "8.19.3"), "Elasticsearch 8.19.3"
            ),
            (
                #""number":"9.1.0","build_flavor":"default","lucene_version":"10.2.2""#,
                ClusterProduct(family: .elasticsearch, version: "9.1.0"), "Elasticsearch 9.1.0"
            ),
            (
                #""number":"8.11.0","build_flavor":"serverless","lucene_version":"9.7.0""#,
                ClusterProduct(family: .elasticsearch, version: "8.11.0", isServerless: true), "Elasticsearch 8.11.0"
            ),
            (
                #""distribution":"opensearch","number":"2.19.1","lucene_version":"9.12.1""#,
                ClusterProduct(family: .opensearch, version: "2.19.1"), "OpenSearch 2.19.1"
            ),
            (
                #""distribution":"opensearch","number":"3.2.0","lucene_version":"10.2.2""#,
                ClusterProduct(family: .opensearch, version: "3.2.0"), "OpenSearch 3.2.0"
            ),
            (
                #""number":"7.10.2","lucene_version":"9.12.1""#, ClusterProduct(family: .opensearch, version: "7.10.2"),
                "OpenSearch 7.10.2"
            ),
            (
                #""number":"7.10.2","build_flavor":"default","lucene_version":"8.7.0""#,
                ClusterProduct(family: .elasticsearch, version: "7.10.2"), "Elasticsearch 7.10.2"
            ),
        ])
    func told(version: String, product: ClusterProduct, text: String) async throws {
        let server = try RudeServer(Self.answer(version))
        let found = try await ClusterClient(server).product()
        #expect(found == product)
        #expect(found.description == text)
        #expect(server.requests[0].target == "/")
    }

    @Test(
        "What is no search engine is said to be none",
        arguments: [
            Behaviour.text("<html><body>Sign in</body></html>"), .json("{}"), .json(#"{"version":"8.0.0"}"#),
            .json(#"{"version":{"number":8}}"#), .json("[]"), .text(""), .text("<html>", status: 302),
            .json(#"{"error":"no"}"#, status: 404), .text("oops", status: 500),
        ])
    func foreign(behaviour: Behaviour) async throws {
        let server = try RudeServer(behaviour)
        let client = try ClusterClient(server)
        let error = await failure { () throws(ClusterError) in try await client.product() }
        #expect(error?.code == .malformed)
        #expect(error?.sentence.contains(server.url) == true)
    }

    @Test("The cluster's own name is taken, unless it has not found one yet", arguments: ["x-1", "_na_", ""])
    func clusterID(_ id: String) async throws {
        for distribution in ["", #""distribution":"opensearch","#] {
            let server = try RudeServer(
                .json(#"{"cluster_uuid":"\#(id)","version":{\#(distribution)"number":"3.0.0"}}"#))
            #expect(try await ClusterClient(server).product().clusterID == (id == "x-1" ? "x-1" : nil))
        }
    }

    @Test("One that does not allow the question is told by its headers")
    func forbidden() async throws {
        let body = #"{"error":{"type":"security_exception","reason":"no"},"status":403}"#
        let elastic = try RudeServer(.json(body, status: 403, headers: [("X-elastic-product", "Elasticsearch")]))
        #expect(try await ClusterClient(elastic).product() == ClusterProduct(family: .elasticsearch, version: ""))
        let open = try RudeServer(.json(body, status: 403))
        let found = try await ClusterClient(open).product()
        #expect(found == ClusterProduct(family: .opensearch, version: ""))
        #expect(found.description == "OpenSearch")
        #expect(open.requests.last?.target == "/_security/_authenticate")
    }

    @Test("One that forbids the question without naming itself is told by what everybody may ask")
    func authenticated() async throws {
        let body = #"{"error":{"type":"security_exception","reason":"no"},"status":403}"#
        let elastic = try RudeServer(.json(body, status: 403), .json(#"{"username":"runner","roles":[]}"#))
        #expect(try await ClusterClient(elastic).product() == ClusterProduct(family: .elasticsearch, version: ""))
        let open = try RudeServer(.json(body, status: 403), .json(#"{"error":"no handler found"}"#, status: 400))
        #expect(try await ClusterClient(open).product() == ClusterProduct(family: .opensearch, version: ""))
    }

    @Test("One that knows nobody is an error")
    func unauthenticated() async throws {
        let server = try RudeServer(.json("{}", status: 401))
        let client = try ClusterClient(server)
        let error = await failure { () throws(ClusterError) in try await client.product() }
        #expect(error?.code == .unauthenticated)
    }
}
