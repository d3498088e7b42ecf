import SearchCluster
import TestSupport
import Testing

@testable import BeaconTransform

@Suite("Random queries on random documents")
struct RandomQueriesTests {
    @Test("Each query finds the documents that its definition finds", arguments: 0..<8 as Range<UInt64>)
    func agree(seed: UInt64) throws {
        var random = RandomQueries(random: SeededRandom(seed: seed))
        let documents = (0..<60).map { _ in random.document() }
        let naive = documents.map(NaiveQuery.init)
        var matched = 0
        for _ in 0..<120 {
            let json = random.query()
            var fields = EventFields()
            let query = try EventQuery(json, fields: &fields)
            for (document, naive) in zip(documents, naive) {
                let expected = naive.matches(json)
                let found = try QueryAsker.withValues(of: document.text, fields) { query.matches($0) }
                #expect(found == expected, "\(json.text) on \(document.text)")
                matched += expected ? 1 : 0
            }
        }
        // Neither everything nor nothing.
        #expect((1_000..<6_500).contains(matched))
    }
}
