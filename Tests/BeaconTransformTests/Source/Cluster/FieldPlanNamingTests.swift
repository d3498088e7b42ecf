import SearchCluster
import Testing

@testable import BeaconTransform

@Suite("How many groups are named at a time")
struct FieldPlanNamingTests {
    private static func plan(_ query: JSONValue = ["match_all": [:]]) -> FieldPlan {
        var plan = FieldPlan(
            indices: ["i"], groupBy: ["h", "p"].map { .init(name: $0, kind: .keyword) },
            time: .init(name: "t", kind: .date), largest: [], query: query, warnings: [])
        plan.destination = .init(name: "d", kind: .address)
        return plan
    }

    private static func group(_ host: Int, _ process: Int, to destination: Int? = nil) -> TimedGroup {
        TimedGroup(
            group: GroupKey([.text(Array("h\(host)".utf8)), .text(Array("p\(process)".utf8))]),
            destination: destination.flatMap { IPAddress(Substring("192.0.2.\($0)").utf8) }.map { .address($0) })
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

    @Test(
        "Every group is named once, and no query has more clauses than engines take",
        arguments: [0, 100, 500, 900, 5_000])
    func parts(blocks: Int) {
        let plan = Self.plan(Self.block(blocks))
        let one = (0..<1_500).map { Self.group($0, 0) }
        let each = (0..<1_500).map { Self.group($0 / 3, $0) }
        let single = (0..<1_500).map { Self.group($0 % 50, $0 % 37, to: $0 % 200) }
        for groups in [one, each, single] {
            let parts = plan.parts(of: groups.shuffled(), most: 1_000)
            #expect(parts.flatMap(\.self).count == groups.count)
            #expect(Set(parts.flatMap(\.self)) == Set(groups))
            for part in parts {
                #expect((1...1_000).contains(part.count))
                let clauses = QueryClauseCount(of: plan.windowed(0..<1, part)).clauses
                #expect(clauses <= 1_024 || Set(part.map(\.group)).count == 1 || blocks == 5_000)
            }
        }
        #expect(plan.parts(of: one, most: 1_000).count == 2)
        #expect(plan.parts(of: [], most: 1_000).isEmpty)
    }

    @Test("All hosts of a process are one clause, and all destinations of a group")
    func query() {
        func terms(_ query: JSONValue) -> [String] {
            (query["bool"]?["filter"]?.array?.last?["bool"]?["should"]?.array ?? []).map(\.text)
        }
        let plan = Self.plan()
        let whole = [Self.group(1, 7), Self.group(2, 8), Self.group(3, 7)]
        #expect(
            plan.parts(of: whole, most: 9).map { terms(plan.windowed(0..<1, $0)) } == [
                [
                    #"{"bool":{"filter":[{"term":{"p":"p7"}},{"terms":{"h":["h1","h3"]}}]}}"#,
                    #"{"bool":{"filter":[{"term":{"p":"p8"}},{"terms":{"h":["h2"]}}]}}"#,
                ]
            ])
        let single = [Self.group(1, 7, to: 5), Self.group(1, 7, to: 4)]
        #expect(
            plan.parts(of: single, most: 9).map { terms(plan.windowed(0..<1, $0)) } == [
                [
                    #"{"bool":{"filter":[{"term":{"h":"h1"}},{"term":{"p":"p7"}},{"terms":{"d":["192.0.2.4","192.0.2.5"]}}]}}"#
                ]
            ])
    }
}
