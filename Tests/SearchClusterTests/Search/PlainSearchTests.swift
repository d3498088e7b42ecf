import TestSupport
import Testing

@testable import SearchCluster

@Suite("One search and its whole answer")
struct PlainSearchTests {
    private static let whole =
        #"{"timed_out":false,"_shards":{"total":2,"successful":2,"failed":0},"hits":{"hits":[]}}"#

    private func answer(_ body: String, status: Int = 200) async throws -> (JSONValue, RudeServer) {
        let server = try RudeServer { _ in .json(body, status: status) }
        let client = try ClusterClient(server, attempts: 1)
        defer { client.shutdown() }
        return (try await client.search(["size": 0], on: "a.all,logs-*"), server)
    }

    @Test("It goes to the indices and asks not to be answered in part")
    func request() async throws {
        let (answer, server) = try await answer(Self.whole)
        #expect(answer["hits"]?["hits"]?.array?.isEmpty == true)
        #expect(server.requests.map(\.target) == ["/a.all,logs-*/_search?allow_partial_search_results=false"])
        #expect(server.requests.map(\.text) == [#"{"size":0}"#])
    }

    @Test(
        "An answer that leaves something out is not taken",
        arguments: [
            (whole.replacing("false", with: "true"), ClusterError.Code.incomplete),
            (whole.replacing("successful\":2", with: "successful\":1"), .incomplete),
            (whole.replacing("failed\":0", with: "failed\":1"), .incomplete), ("[]", .malformed), ("{}", .malformed),
            ("<html>", .malformed),
        ])
    func partial(_ body: String, _ code: ClusterError.Code) async throws {
        await #expect { _ = try await answer(body) } throws: { ($0 as? ClusterError)?.code == code }
    }

    @Test(
        "What is refused is told with its reason",
        arguments: [(404, ClusterError.Code.noSuchIndex), (400, .refused), (500, .incomplete)])
    func refused(_ status: Int, _ code: ClusterError.Code) async throws {
        let body = #"{"error":{"type":"search_phase_execution_exception","reason":"because"},"status":\#(status)}"#
        await #expect {
            _ = try await answer(body, status: status)
        } throws: {
            ($0 as? ClusterError)?.code == code && ($0 as? ClusterError)?.sentence.contains("because") == true
        }
    }
}
