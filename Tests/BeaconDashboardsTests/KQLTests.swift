import Testing

@testable import BeaconDashboards
@testable import SearchCluster

@Suite("Kibana's query language")
struct KQLTests {
    @Test(
        "Queries become the searches that the server makes",
        arguments: [
            ("", #"{"match_all":{}}"#),
            ("a.b : true", #"{"match":{"a.b":"true"}}"#),
            (#"a : "x y""#, #"{"match_phrase":{"a":"x y"}}"#),
            ("a : *", #"{"exists":{"field":"a"}}"#),
            ("a : x*", #"{"query_string":{"fields":["a"],"query":"x*"}}"#),
            ("a >= 5", #"{"range":{"a":{"gte":"5"}}}"#),
            ("not a : x", #"{"bool":{"must_not":{"match":{"a":"x"}}}}"#),
            ("a : x and b < 2", #"{"bool":{"filter":[{"match":{"a":"x"}},{"range":{"b":{"lt":"2"}}}]}}"#),
            (
                "a : (x or y)",
                #"{"bool":{"should":[{"match":{"a":"x"}},{"match":{"a":"y"}}],"minimum_should_match":1}}"#
            ),
            (
                "a : x or b : y and c : z",
                #"{"bool":{"should":[{"match":{"a":"x"}},{"bool":{"filter":[{"match":{"b":"y"}},{"match":{"c":"z"}}]}}],"minimum_should_match":1}}"#
            ),
            (#"a : x\:y"#, #"{"match":{"a":"x:y"}}"#),
            (
                "a : x AND NOT b : y",
                #"{"bool":{"filter":[{"match":{"a":"x"}},{"bool":{"must_not":{"match":{"b":"y"}}}}]}}"#
            ),
        ])
    func search(_ text: String, _ expected: String) throws {
        #expect(try KQL(text).search.text == expected)
    }

    @Test("The fields are named, each once, and values are none")
    func fields() throws {
        #expect(try KQL("a : (x or y) and not (b.c > 1 or a : z) and word").fields == ["a", "b.c"])
    }

    @Test(
        "What is no query is refused",
        arguments: ["a : (x", "a :", "(a : b", ") a", "a : \"x", "a and", "n : {a : b}", "a : (b : c)"])
    func refused(_ text: String) {
        #expect(throws: KQL.Failure.self) { _ = try KQL(text) }
    }
}
