import SearchCluster
import Testing

@testable import BeaconTransform

@Suite("How many groups are named at a time")
struct FieldPlanClausesTests {
    private static func plan(_ query: JSONValue) -> FieldPlan {
        FieldPlan(
            indices: ["i"], groupBy: [], time: .init(name: "t", kind: .date), largest: [], query: query, warnings: [])
    }

    private static func block(_ count: Int) -> JSONValue {
        ["terms": ["destination.ip": .array((0..<count).map { .string("10.\($0 / 250).\($0 % 250).0/24") })]]
    }

    @Test("Clauses are counted wherever they stand, address blocks one by one")
    func counts() {
        #expect(QueryClauseCount(of: ["match_all": [:]]).clauses == 1)
        #expect(QueryClauseCount(of: ["terms": ["a": ["x", "y", "z"]]]).clauses == 1)
        #expect(QueryClauseCount(of: Self.block(5)).clauses == 6)
        #expect(
            QueryClauseCount(
                of: [
                    "bool": [
                        "filter": [["term": ["a": 1]], ["bool": ["must_not": [Self.block(2)]]]],
                        "should": [["range": ["t": ["gte": 0]]], ["exists": ["field": "a"]]],
                        "minimum_should_match": 1,
                    ]
                ]
            ).clauses == 1 + 3 + 2 + 1)
    }

    @Test("A word counts once and an address twice; all of them stay below 1,024 with the template's own")
    func room() {
        let word = FieldPlan.Field(name: "w", kind: .keyword)
        let address = FieldPlan.Field(name: "a", kind: .address)
        let few = Self.plan(["match_all": [:]])
        #expect(few.mostNamed(comparing: [word, word]) == 400)
        #expect(few.mostNamed(comparing: [word, word, address]) == 200)
        for blocks in [0, 100, 500, 900, 990, 5_000] {
            let plan = Self.plan(Self.block(blocks))
            let most = plan.mostNamed(comparing: [word, word, address])
            #expect(most >= 1)
            if blocks < 990 { #expect(most * 4 + blocks + 1 + 12 <= 1_024) }
        }
    }
}
