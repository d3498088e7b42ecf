import SearchCluster
import TestSupport
import Testing

@Suite("Counting values beside values", .timeLimit(.minutes(5)))
struct DistinctCountsTests {
    // Settled at 3, and estimated from 13 documents on.
    private static let search = DistinctCounts(
        query: ["match_all": [:]], field: "destination.ip", counted: "host.name", limit: 2)

    private static func whole(_ member: String, failed: Int = 0) -> String {
        #"{"timed_out":false,"_shards":{"total":2,"successful":\#(2 - failed),"failed":\#(failed)},"aggregations":{\#(member)}}"#
    }

    /// What is said of the documents of each value, or of their estimates.
    private static func figures(_ figures: [(String, Int)], failed: Int = 0) -> Behaviour {
        let buckets = figures.map { value, figure in
            #"{"key":"\#(value)","doc_count":\#(figure),"n":{"value":\#(figure)}}"#
        }
        return .json(whole(#""v":{"buckets":[\#(buckets.joined(separator: ","))]}"#, failed: failed))
    }

    private static func pairs(_ pairs: [(String, String)], failed: Int = 0) -> Behaviour {
        let buckets = pairs.map { value, other in
            #"{"key":{"0":"\#(value)","1":"\#(other)"},"doc_count":1}"#
        }
        return .json(whole(#""p":{"buckets":[\#(buckets.joined(separator: ","))]}"#, failed: failed))
    }

    private static func counts(_ server: RudeServer, _ values: [String]) async throws(ClusterError) -> [Int] {
        let client: ClusterClient
        do { client = try ClusterClient(server, attempts: 1) } catch {
            throw ClusterError(.configuration, "\(error)")
        }
        return try await client.counts(of: search, for: values, on: ["logs-*"], at: nil, pageSize: 100)
    }

    @Test("Counts come in the order of the values, up to the limit, and a value without documents has none")
    func order() async throws {
        let server = try RudeServer(
            Self.figures([("1.1.1.1", 9), ("9.9.9.9", 1)]),
            Self.pairs([("1.1.1.1", "a"), ("1.1.1.1", "b"), ("1.1.1.1", "c"), ("9.9.9.9", "a")]))
        #expect(try await Self.counts(server, ["9.9.9.9", "8.8.8.8", "1.1.1.1"]) == [1, 0, 2])
        let requests = server.requests.map(\.text)
        try #require(requests.count == 2)
        #expect(requests[0].contains(#""include":["9.9.9.9","8.8.8.8","1.1.1.1"]"#))
        #expect(requests[0].contains(#""terms":{"destination.ip":["9.9.9.9","8.8.8.8","1.1.1.1"]}"#))
        #expect(requests[1].contains(#""terms":{"destination.ip":["9.9.9.9","1.1.1.1"]}"#))
    }

    @Test(
        "An estimate settles a value with many documents, if it is far enough above the limit", arguments: [2, 3, 900])
    func estimates(estimate: Int) async throws {
        let server = try RudeServer(
            Self.figures([("a", 1), ("b", 40_000)]), Self.figures([("b", estimate)]),
            Self.pairs([("a", "x")] + (estimate < 3 ? [("b", "x")] : [])))
        #expect(try await Self.counts(server, ["a", "b"]) == [1, estimate < 3 ? 1 : 2])
        let requests = server.requests.map(\.text)
        try #require(requests.count == 3)
        #expect(requests[1].contains(#""include":["b"]"#) && requests[1].contains("cardinality"))
        #expect(requests[2].contains(#""terms":{"destination.ip":["a"\#(estimate < 3 ? #","b""# : "")]}"#))
    }

    @Test("Nothing is asked for no values")
    func none() async throws {
        let server = try RudeServer(Self.figures([]))
        #expect(try await Self.counts(server, []) == [])
        #expect(server.requests.isEmpty)
    }

    @Test("Too many buckets for one answer are asked for in halves")
    func halves() async throws {
        let tooMany = Behaviour.json(
            #"{"error":{"type":"too_many_buckets_exception","reason":"too many"},"status":400}"#, status: 400)
        let server = try RudeServer(
            tooMany, Self.figures([("a", 1)]), Self.figures([("c", 2), ("b", 1)]),
            Self.pairs([("a", "x"), ("b", "x"), ("c", "x"), ("c", "y")]))
        #expect(try await Self.counts(server, ["a", "b", "c"]) == [1, 1, 2])
        #expect(server.requests.count == 4)
    }

    @Test("Values whose pairs may not fit a page are counted in parts")
    func parts() async throws {
        let values = (0..<20).map { "v\($0)" }
        let server = try RudeServer(
            Self.figures(values.map { ($0, 10) }), Self.pairs(values[..<10].map { ($0, "x") }),
            Self.pairs(values[10...].map { ($0, "x") }))
        #expect(try await Self.counts(server, values) == values.map { _ in 1 })
        #expect(server.requests.count == 3)
    }

    @Test("An answer that leaves a shard out is refused", arguments: [0, 1])
    func incomplete(answer: Int) async throws {
        let server = try RudeServer(
            Self.figures([("a", 1)], failed: answer == 0 ? 1 : 0), Self.pairs([("a", "x")], failed: 1))
        let error = await failure { () throws(ClusterError) in try await Self.counts(server, ["a"]) }
        #expect(error?.code == .incomplete)
    }

    @Test("A value that was not asked for, or comes twice, is no answer", arguments: [["z"], ["a", "a"]])
    func foreign(values: [String]) async throws {
        let server = try RudeServer(Self.figures(values.map { ($0, 1) }))
        let error = await failure { () throws(ClusterError) in try await Self.counts(server, ["a"]) }
        #expect(error?.code == .malformed)
    }

    @Test("A pair that was not asked for is another's, where a document has several values")
    func others() async throws {
        let server = try RudeServer(Self.figures([("a", 1)]), Self.pairs([("a", "x"), ("z", "x")]))
        #expect(try await Self.counts(server, ["a"]) == [1])
    }
}
