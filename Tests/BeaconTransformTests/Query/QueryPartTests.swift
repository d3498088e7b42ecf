import SearchCluster
import Testing

@testable import BeaconTransform

@Suite("The conditions of a query")
struct QueryPartTests {
    private static func words(_ query: JSONValue) -> [String] { QueryPart.all(of: query).map(\.words) }

    @Test("What a bool query joins is taken apart, however deep, and choices stay together")
    func bool() {
        let query: JSONValue = [
            "bool": [
                "filter": [
                    ["term": ["event.category": "network"]],
                    ["bool": ["must": ["exists": ["field": "destination.ip"]]]],
                ],
                "should": [["terms": ["source.ip": ["10.0.0.0/8", "::1"]]], ["prefix": ["host.name": "srv"]]],
                "minimum_should_match": 1,
                "must_not": [["terms": ["process.name": ["a", "b", "c", "d"]]], ["range": ["x": ["gt": 1]]]],
            ]
        ]
        #expect(
            Self.words(query) == [
                "event.category is network", "destination.ip is there",
                "source.ip is 10.0.0.0/8 or ::1, or host.name begins with srv",
                "not process.name is a or one of 3 others", "not x is in a range",
            ])
    }

    @Test("Choices beside filters that nobody has to meet are no condition; alone they are")
    func should() {
        let choice: JSONValue = ["term": ["a": "b"]]
        #expect(Self.words(["bool": ["filter": [["term": ["c": 1]]], "should": [choice]]]) == ["c is 1"])
        #expect(Self.words(["bool": ["should": [choice]]]) == ["a is b"])
        #expect(Self.words(["match_all": [:]]).isEmpty)
    }

    @Test("The field whose values can be asked for is named where there is one")
    func fields() {
        let parts = QueryPart.all(of: [
            "bool": [
                "filter": [["term": ["a": ["value": "x\u{1B}y"]]]],
                "must_not": [["bool": ["filter": [["term": ["a": 1]], ["term": ["b": 2]]]]]],
            ]
        ])
        #expect(parts.map(\.field) == ["a", nil])
        #expect(parts[0].words == "a is x\\u{1B}y")
        #expect(parts[1].words == "not a condition on a, b")
    }
}
