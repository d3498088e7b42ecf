import SearchCluster
import Testing

@testable import BeaconTransform

@Suite("Fields of a query")
struct QueryFieldsTests {
    private func value(_ text: String) throws -> JSONValue {
        try #require(JSONValue(parsing: Array(text.utf8)))
    }

    private func uses(_ text: String) throws -> [String] {
        QueryFields(of: try value(text)).uses.map {
            $0.field + ($0.hasAddressBlock ? " block" : "") + ($0.isExistence ? " exists" : "")
        }
    }

    @Test("Every comparing clause names its field, wherever it stands")
    func nested() throws {
        let found = try uses(
            """
            {"bool":{"filter":[{"term":{"a":"x"}},{"terms":{"b":[1,2],"boost":2}},{"range":{"c":{"gte":1}}}],
            "must":{"prefix":{"d":"x"}},"should":[{"wildcard":{"e":{"value":"x*"}}},{"regexp":{"f":"x"}}],
            "must_not":[{"constant_score":{"filter":{"fuzzy":{"g":"x"}}}},{"exists":{"field":"h"}},
            {"dis_max":{"queries":[{"term":{"i":{"value":true,"_name":"n"}}}]}}],"minimum_should_match":1}}
            """)
        #expect(found == ["a", "b", "c", "d", "e", "f", "g", "h exists", "i"])
    }

    @Test(
        "An address block is seen in every form of a value",
        arguments: [
            #"{"term":{"f":"10.0.0.0/8"}}"#, #"{"term":{"f":{"value":"fc00::/7"}}}"#,
            #"{"terms":{"f":["a","192.168.0.0/16"]}}"#,
        ])
    func blocks(query: String) throws {
        #expect(try uses(query) == ["f block"])
    }

    @Test(
        "What only looks like an address block is none",
        arguments: ["/usr/bin/x", "10.0.0.1", "a/8", "/", "", "10.0.0/8"])
    func noBlock(text: String) {
        #expect(QueryFields(of: ["term": ["f": .string(text)]]).uses.map(\.hasAddressBlock) == [false])
    }

    @Test("Comparing clauses get the other names; exists and what is no field keep theirs")
    func renamed() throws {
        let query = try value(
            """
            {"bool":{"filter":[{"term":{"a":"a"}},{"exists":{"field":"a"}},{"match_all":{}}],
            "must_not":[{"terms":{"b":["a"],"boost":1}},{"term":{"c":{"value":"a"}}}],"minimum_should_match":0}}
            """)
        let expected = try value(
            """
            {"bool":{"filter":[{"term":{"a.keyword":"a"}},{"exists":{"field":"a"}},{"match_all":{}}],
            "must_not":[{"terms":{"b":["a"],"boost":1}},{"term":{"c.keyword":{"value":"a"}}}],
            "minimum_should_match":0}}
            """)
        #expect(QueryFields.renamed(query, by: ["a": "a.keyword", "c": "c.keyword"]) == expected)
        #expect(QueryFields.renamed(query, by: [:]) == query)
        #expect(QueryFields.renamed(query, by: ["bool": "x", "filter": "x", "term": "x", "field": "x"]) == query)
    }

    @Test(
        "Odd shapes name nothing and are left as they are",
        arguments: [
            "null", "7", "[]", "{}", #""term""#, "[[[{}]]]", #"{"term":"a"}"#, #"{"term":["a"]}"#, #"{"exists":{}}"#,
            #"{"exists":{"field":7}}"#, #"{"exists":"f"}"#, #"{"bool":null}"#, #"{"bool":{"filter":"x"}}"#,
            #"{"match":{"f":"10.0.0.0/8"}}"#, #"{"script":{"script":{"source":"term"}}}"#,
        ])
    func odd(text: String) throws {
        let query = try value(text)
        #expect(QueryFields(of: query).uses.isEmpty)
        #expect(QueryFields.renamed(query, by: ["f": "g", "a": "b"]) == query)
    }

    @Test("A query as deep as a document may be is gone through to its end")
    func deep() {
        var query: JSONValue = ["term": ["f": "10.0.0.0/8"]]
        for _ in 0..<500 { query = ["bool": ["filter": [query]]] }
        #expect(QueryFields(of: query).uses.map(\.field) == ["f"])
        let renamed = QueryFields.renamed(query, by: ["f": "g"])
        #expect(QueryFields(of: renamed).uses.map(\.field) == ["g"])
    }
}
