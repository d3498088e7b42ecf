import SearchCluster
import TestSupport
import Testing

@Suite("Counting values beside values", .timeLimit(.minutes(5)))
struct DistinctCountsTests {
    private static let search = DistinctCounts(
        query: ["match_all": [:]], field: "destination.ip", counted: "host.name", limit: 2)

    private static func answer(_ counts: [(String, Int)], failed: Int = 0) -> Behaviour {
        let buckets = counts.map { value, count in
            #"{"key":"\#(value)","doc_count":9,"n":{"buckets":["#
                + (0..<count).map { #"{"key":"h\#($0)","doc_count":1}"# }.joined(separator: ",") + "]}}"
        }
        return .json(
            #"{"timed_out":false,"_shards":{"total":2,"successful":\#(2 - failed),"failed":\#(failed)},"aggregations":{"v":"#
                + #"{"buckets":[\#(buckets.joined(separator: ","))]}}}"#)
    }

    private static func counts(_ server: RudeServer, _ values: [String]) async throws(ClusterError) -> [Int] {
        let client: ClusterClient
        do { client = try ClusterClient(server, attempts: 1) } catch {
            throw ClusterError(.configuration, "\(error)")
        }
        return try await client.counts(of: search, for: values, on: ["logs-*"], at: nil)
    }

    @Test("Counts come in the order of the values, and a value without documents has none")
    func order() async throws {
        let server = try RudeServer(Self.answer([("1.1.1.1", 2), ("9.9.9.9", 1)]))
        #expect(try await Self.counts(server, ["9.9.9.9", "8.8.8.8", "1.1.1.1"]) == [1, 0, 2])
        let request = try #require(server.requests.first)
        #expect(request.text.contains(#""include":["9.9.9.9","8.8.8.8","1.1.1.1"]"#))
        #expect(request.text.contains(#""terms":{"destination.ip":["9.9.9.9","8.8.8.8","1.1.1.1"]}"#))
    }

    @Test("Nothing is asked for no values")
    func none() async throws {
        let server = try RudeServer(Self.answer([]))
        #expect(try await Self.counts(server, []) == [])
        #expect(server.requests.isEmpty)
    }

    @Test("Too many buckets for one answer are asked for in halves")
    func halves() async throws {
        let tooMany = Behaviour.json(
            #"{"error":{"type":"too_many_buckets_exception","reason":"too many"},"status":400}"#, status: 400)
        let server = try RudeServer(tooMany, Self.answer([("a", 1)]), Self.answer([("c", 2), ("b", 1)]))
        #expect(try await Self.counts(server, ["a", "b", "c"]) == [1, 1, 2])
        #expect(server.requests.count == 3)
    }

    @Test("An answer that leaves a shard out is refused")
    func incomplete() async throws {
        let server = try RudeServer(Self.answer([("a", 1)], failed: 1))
        let error = await failure { () throws(ClusterError) in try await Self.counts(server, ["a"]) }
        #expect(error?.code == .incomplete)
    }

    @Test("A value that was not asked for, or comes twice, is no answer", arguments: [["z"], ["a", "a"]])
    func foreign(values: [String]) async throws {
        let server = try RudeServer(Self.answer(values.map { ($0, 1) }))
        let error = await failure { () throws(ClusterError) in try await Self.counts(server, ["a"]) }
        #expect(error?.code == .malformed)
    }
}
