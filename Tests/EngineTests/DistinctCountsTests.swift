import SearchCluster
import Testing

/// Counts of hosts beside destinations, against real engines.
@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun))
struct DistinctCountsTests {
    /// Destinations with so many hosts and so many documents: below, at and above the limit of 100, few and many documents, IPv6.
    private static let destinations: [(address: String, hosts: Int, documents: Int)] = [
        ("10.1.0.1", 1, 1), ("10.1.0.2", 3, 440), ("10.1.0.3", 99, 99), ("10.1.0.4", 99, 441), ("10.1.0.5", 99, 4_000),
        ("10.1.0.6", 100, 900), ("10.1.0.7", 101, 441), ("10.1.0.8", 109, 2_000), ("10.1.0.9", 110, 2_000),
        ("10.1.0.10", 111, 441), ("10.1.0.11", 380, 2_000), ("10.1.0.12", 5_000, 5_000), ("2001:db8::1", 98, 3_000),
        ("2001:db8::2", 2, 2),
    ]

    @Test(
        "a count is exact up to the limit, on several shards, however many documents there are", arguments: Engine.named
    )
    func exact(engine: Engine) async throws {
        var documents: [[UInt8]] = []
        for destination in Self.destinations {
            for number in 0..<destination.documents {
                // Some documents have a second destination that nobody asks for.
                let addresses =
                    number % 7 == 0
                    ? #"["\#(destination.address)","10.9.9.9"]"# : #""\#(destination.address)""#
                documents.append(
                    Array(
                        """
                        {"@timestamp":1795478400000,"host":{"name":"host-\(number % destination.hosts)"},\
                        "destination":{"ip":\(addresses)}}
                        """.utf8))
            }
        }
        let search = DistinctCounts(
            query: ["match_all": [:]], field: "destination.ip", counted: "host.name", limit: 100)
        let values = Self.destinations.map(\.address) + ["10.1.0.99"]
        try await TestIndex.with(on: engine, documents: documents, shards: 3) { index in
            for pageSize in [60_000, 150] {
                let counts = try await index.client.counts(
                    of: search, for: values, on: [index.name], at: nil, pageSize: pageSize)
                #expect(counts == Self.destinations.map { min($0.hosts, 100) } + [0])
            }
        }
    }
}
