import SearchCluster
import Testing

@testable import BeaconTransform

@Suite("Queries on documents")
struct EventQueryTests {
    /// Documents that both engines were asked the queries below about; the letters name those that match.
    private static let documents: [(name: Character, json: String)] = [
        ("a", #"{"k":"a","port":443,"ip":"10.0.0.1","@timestamp":"2024-01-01T12:00:00Z"}"#),
        ("A", #"{"k":"A*b","port":[443,80],"ip":["10.0.0.1","fe80::1"],"@timestamp":"2024-01-02T00:00:00Z"}"#),
        ("n", #"{"k":[1.0,true,"é"],"h":{"obj":{"x":"q"}}}"#), ("e", #"{"k":""}"#), ("u", #"{"k":"ÀB"}"#),
        ("z", "{}"), ("d", #"{"k":"e\u0301"}"#), ("b", #"{"k":"a\\*","port":-5}"#), ("l", #"{"k":"a\nb"}"#),
        ("m", #"{"k":"𝄞x"}"#), ("s", #"{"k":"aXb"}"#),
    ]
    private static let everything = "aAneuzdblms"
    private static let withK = "aAneudblms"

    private func check(_ query: String, _ expected: String) throws {
        let value = try #require(JSONValue(parsing: Array(query.utf8)))
        let found = try Self.documents.filter { try QueryAsker.matches(value, $0.json) }.map(\.name)
        #expect(Set(found) == Set(expected), "\(query)")
    }

    @Test(
        "One value is compared as the field's kind asks for",
        arguments: [
            (#"{"term":{"port":"443"}}"#, "aA"), (#"{"term":{"port":443.0}}"#, "aA"), (#"{"term":{"port":443.5}}"#, ""),
            (#"{"terms":{"port":[443.5,"80"]}}"#, "A"), (#"{"term":{"k":1.0}}"#, "n"), (#"{"term":{"k":1}}"#, ""),
            (#"{"term":{"k":true}}"#, "n"), (#"{"term":{"k":"true"}}"#, "n"), (#"{"term":{"k":""}}"#, "e"),
            (#"{"terms":{"k":[1.0,"a"]}}"#, "an"), (#"{"terms":{"k":[]}}"#, ""),
            (#"{"terms":{"k":["a"],"boost":2.0,"_name":"x"}}"#, "a"),
            (#"{"term":{"k":{"value":"a","boost":2,"_name":"x"}}}"#, "a"), (#"{"term":{"k":{"term":"a"}}}"#, "a"),
            (#"{"term":{"k":{"value":"A","case_insensitive":true}}}"#, "a"),
            (#"{"term":{"k":{"value":"àb","case_insensitive":true}}}"#, ""),
            (#"{"term":{"k":{"value":"Àb","case_insensitive":true}}}"#, "u"), (#"{"term":{"k":"é"}}"#, "n"),
            (#"{"term":{"ip":"10.0.0.1"}}"#, "aA"), (#"{"term":{"ip":"::ffff:10.0.0.1"}}"#, "aA"),
            (#"{"term":{"ip":"FE80::/10"}}"#, "A"), (#"{"terms":{"ip":["10.0.0.0/8","fe80::1"]}}"#, "aA"),
            (#"{"term":{"ip":"10.0.0.2"}}"#, ""), (#"{"term":{"@timestamp":"2024-01-01"}}"#, "a"),
            (#"{"term":{"@timestamp":"2024-01"}}"#, "a"), (#"{"term":{"@timestamp":1704110400000}}"#, "a"),
            (#"{"terms":{"@timestamp":["2024-01-01","2024-01-02"]}}"#, "aA"), (#"{"term":{"zz":"a"}}"#, ""),
            (#"{"term":{"_tier":"data_cold"}}"#, ""), (#"{"terms":{"_tier":["data_cold"]}}"#, ""),
        ])
    func term(query: String, expected: String) throws { try check(query, expected) }

    @Test(
        "A range holds what lies between its ends",
        arguments: [
            (#"{"range":{"@timestamp":{"lte":"2024-01-01"}}}"#, "a"),
            (#"{"range":{"@timestamp":{"lt":"2024-01-02"}}}"#, "a"),
            (#"{"range":{"@timestamp":{"gt":"2024-01-01"}}}"#, "A"),
            (#"{"range":{"@timestamp":{"gte":"2024-01-01"}}}"#, "aA"),
            (#"{"range":{"@timestamp":{"gt":"2024-01"}}}"#, "A"),
            (#"{"range":{"@timestamp":{"gte":1704110400000,"lte":"1704110400000"}}}"#, "a"),
            (#"{"range":{"@timestamp":{"lte":"2024-01-01T12"}}}"#, "a"),
            (#"{"range":{"@timestamp":{"gt":"2024-01-01T11:59:59.99"}}}"#, "aA"),
            (#"{"range":{"port":{"gte":80,"lt":443}}}"#, "A"), (#"{"range":{"port":{"gt":79.5,"lt":443.5}}}"#, "aA"),
            (#"{"range":{"port":{"gte":"80","lte":"80.9"}}}"#, "A"), (#"{"range":{"port":{"gt":80.5}}}"#, "aA"),
            (#"{"range":{"port":{"gte":-5.5,"lte":-4.5}}}"#, "b"), (#"{"range":{"port":{"gt":-5.5,"lt":-4.5}}}"#, "b"),
            (#"{"range":{"port":{}}}"#, "aAb"), (#"{"range":{"port":{"gte":null}}}"#, "aAb"),
            (#"{"range":{"port":{"gt":9223372036854775807}}}"#, ""), (#"{"range":{"port":{"gt":80,"lt":80}}}"#, ""),
            (#"{"range":{"k":{"gte":"a","lt":"b"}}}"#, "abls"), (#"{"range":{"k":{"gt":"a"}}}"#, "mbndlsu"),
            (#"{"range":{"ip":{"gte":"10.0.0.0","lt":"10.0.0.2"}}}"#, "aA"),
            (#"{"range":{"ip":{"gt":"10.0.0.1"}}}"#, "A"),
            (#"{"range":{"ip":{"lt":"::"}}}"#, ""),
            (#"{"range":{"ip":{"gt":"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"}}}"#, ""),
        ])
    func range(query: String, expected: String) throws { try check(query, expected) }

    @Test(
        "Presence and shape",
        arguments: [
            (#"{"exists":{"field":"k"}}"#, withK), (#"{"exists":{"field":"h"}}"#, "n"),
            (#"{"exists":{"field":"h.obj"}}"#, "n"), (#"{"exists":{"field":"zz"}}"#, ""),
            (#"{"exists":{"field":"ip"}}"#, "aA"),
            (#"{"prefix":{"k":"a"}}"#, "abls"), (#"{"prefix":{"k":{"value":"A","case_insensitive":true}}}"#, "Aabls"),
            (#"{"prefix":{"k":""}}"#, withK), (#"{"wildcard":{"k":"a*"}}"#, "abls"), (#"{"wildcard":{"k":"?"}}"#, "an"),
            (#"{"wildcard":{"k":"a\\*"}}"#, ""), (#"{"wildcard":{"k":"A\\*b"}}"#, "A"),
            (#"{"wildcard":{"k":"a\\\\\\*"}}"#, "b"), (#"{"wildcard":{"k":"*\\"}}"#, ""),
            (#"{"wildcard":{"k":"a?b"}}"#, "ls"),
            (#"{"wildcard":{"k":{"value":"A*B","case_insensitive":true}}}"#, "Als"),
            (#"{"wildcard":{"k":{"wildcard":"?x"}}}"#, "m"), (#"{"wildcard":{"k":""}}"#, ""),
            (#"{"wildcard":{"k":"*"}}"#, withK),
            (#"{"wildcard":{"k":"**"}}"#, withK), (#"{"wildcard":{"k":"e?"}}"#, "d"),
            (#"{"wildcard":{"k":"\\a"}}"#, "a"),
            (#"{"wildcard":{"k":"??"}}"#, "mdu"), (#"{"wildcard":{"k":"*?b"}}"#, "Als"),
        ])
    func shape(query: String, expected: String) throws { try check(query, expected) }

    @Test(
        "A bool query needs what the engines need",
        arguments: [
            (#"{"bool":{}}"#, everything), (#"{"bool":{"should":[],"minimum_should_match":1}}"#, everything),
            (#"{"bool":{"minimum_should_match":1}}"#, everything), (#"{"bool":{"should":[T]}}"#, "a"),
            (#"{"bool":{"should":[T],"filter":[],"must":[]}}"#, "a"),
            (#"{"bool":{"should":[T],"filter":[M]}}"#, everything),
            (#"{"bool":{"should":[T],"must":M}}"#, everything), (#"{"bool":{"should":T,"must_not":[N]}}"#, "a"),
            (#"{"bool":{"must_not":T}}"#, "Aneuzdblms"),
            (#"{"bool":{"must_not":[T],"minimum_should_match":1}}"#, "Aneuzdblms"),
            (#"{"bool":{"should":[T],"minimum_should_match":0}}"#, "a"),
            (#"{"bool":{"should":[T,M],"minimum_should_match":-1}}"#, everything),
            (#"{"bool":{"should":[T,M],"minimum_should_match":2}}"#, "a"),
            (#"{"bool":{"should":[T,M],"minimum_should_match":3}}"#, ""),
            (#"{"bool":{"should":[T],"filter":[M],"minimum_should_match":1}}"#, "a"),
            (#"{"bool":{"should":[T,T],"minimum_should_match":2}}"#, "a"),
            (#"{"bool":{"should":[M,T],"minimum_should_match":"1"}}"#, everything),
            (#"{"bool":{"filter":[M],"minimum_should_match":1}}"#, ""),
            (#"{"bool":{"should":[T,M,N],"minimum_should_match":-1}}"#, "a"),
            (#"{"bool":{"should":[T],"filter":[M],"minimum_should_match":-5}}"#, everything),
            (#"{"bool":{"must":[M],"adjust_pure_negative":true,"boost":1,"_name":"x"}}"#, everything),
            (#"{"bool":{"should":[T],"must":[{"bool":{}}]}}"#, everything),
            (#"{"constant_score":{"filter":T,"boost":1.2}}"#, "a"),
            (#"{"match_all":{"boost":1.2,"_name":"x"}}"#, everything),
            (#"{"match_none":{}}"#, ""),
        ])
    func bool(query: String, expected: String) throws {
        let query = query.replacing("T", with: #"{"term":{"k":"a"}}"#).replacing("M", with: #"{"match_all":{}}"#)
            .replacing("N", with: #"{"match_none":{}}"#)
        try check(query, expected)
    }

    @Test(
        "What cannot be answered from a file is refused by name",
        arguments: [
            (#"{"script":{"script":"x"}}"#, "the query script is not evaluated on files"),
            (#"{"bool":{"filter":[{"ids":{"values":["a"]}}]}}"#, "the query ids is not evaluated on files"),
            (#"{"match":{"message":"a"}}"#, "the query match is not evaluated on files, for its answer depends"),
            (#"{"bool":{"mustNot":[]}}"#, "mustNot in the query bool is not evaluated on files"),
            (#"{"bool":{"must":[],"must":[]}}"#, "must stands twice in the query bool"),
            (#"{"bool":{"must_not":[],"adjust_pure_negative":false}}"#, "adjust_pure_negative is only evaluated"),
            (#"{"bool":{"should":[],"minimum_should_match":"50%"}}"#, "minimum_should_match is \"50%\""),
            (#"{"bool":{"filter":[{}]}}"#, "a query clause is {}, expected an object"),
            (#"{"bool":{"filter":null}}"#, "a query clause is null"), (#"{"bool":[]}"#, "the query bool holds []"),
            (#"{"term":{"k":"a"},"terms":{}}"#, "a query clause names term and terms"),
            (#"{}"#, "a query clause is {}"),
            (#"{"term":{"k":null}}"#, "the query term compares k with null"),
            (#"{"term":{"k":["a"]}}"#, "compares k with [\"a\"]"),
            (#"{"term":{"k":{}}}"#, "the query term on k holds no value"),
            (#"{"term":{"k":"a","l":"b"}}"#, "expected one field"),
            (#"{"term":{"k":{"value":"a","x":1}}}"#, "x in the query term is not evaluated"),
            (#"{"term":{"port":"abc"}}"#, "compares port with \"abc\", which is no number of 64 bits"),
            (#"{"term":{"port":true}}"#, "compares port with true"),
            (#"{"term":{"ip":"x"}}"#, "compares ip with \"x\", which is no address"),
            (#"{"term":{"ip":"10.0.0.0/33"}}"#, "compares ip with \"10.0.0.0/33\""),
            (#"{"range":{"ip":{"gte":"10.0.0.0/8"}}}"#, "compares ip with \"10.0.0.0/8\""),
            (#"{"term":{"ip":{"value":"10.0.0.1","case_insensitive":true}}}"#, "term on ip cannot ignore case"),
            (#"{"terms":{"k":{"index":"t","id":"a","path":"k"}}}"#, "expected one field and a list of values"),
            (#"{"terms":{"k":["a"],"l":["b"]}}"#, "expected one field and a list"),
            (#"{"terms":{"k":["a",null]}}"#, "compares k with null"),
            (#"{"range":{"@timestamp":{"gte":"now-1d"}}}"#, "without date math"),
            (#"{"range":{"@timestamp":{"gte":"2024-01-01||/d"}}}"#, "without date math"),
            (#"{"range":{"@timestamp":{"lte":2024}}}"#, "compares @timestamp with 2024"),
            (
                #"{"range":{"@timestamp":{"gte":"2024-01-01","time_zone":"+01:00"}}}"#,
                "time_zone in the query range is not evaluated"
            ),
            (
                #"{"range":{"@timestamp":{"gte":"01/01/2024","format":"dd/MM/yyyy"}}}"#,
                "format in the query range is not"
            ),
            (#"{"range":{"port":{"gte":1,"gt":2}}}"#, "a range has both gte and gt"),
            (#"{"range":{"port":{"lt":1e30}}}"#, "compares port with"),
            (#"{"range":{"k":{"gte":1}}}"#, "a file has no mapping"),
            (#"{"prefix":{"ip":"10."}}"#, "the query prefix asks for text, and ip holds none"),
            (#"{"wildcard":{"port":"4*"}}"#, "port holds none"),
            (#"{"exists":{"field":"h.*"}}"#, "asks for the fields h.*"),
            (#"{"exists":{"field":"_index"}}"#, "asks for _index"),
            (#"{"term":{"_id":"a"}}"#, "asks for _id"), (#"{"exists":{}}"#, "exists does not say which field"),
            (#"{"constant_score":{}}"#, "constant_score has no filter"),
            (#"{"match_all":{"x":1}}"#, "x in the query match_all"),
            (#"{"term":{"k":{"value":"a","case_insensitive":"yes"}}}"#, "case_insensitive is \"yes\""),
            (#""a""#, "a query clause is \"a\""),
        ])
    func refused(query: String, sentence: String) throws {
        let value = try #require(JSONValue(parsing: Array(query.utf8)))
        let error = try #require(throws: InputError.self) { try QueryAsker.matches(value, "{}") }
        #expect(error.code == .unsupportedQuery)
        #expect(error.description.contains(sentence), "\(error)")
    }

    @Test("The keyword that a dynamic mapping puts below a field is the field itself")
    func keywordBelow() throws {
        #expect(try QueryAsker.matches(["term": ["host.name.keyword": "a"]], #"{"host":{"name":"a"}}"#))
        let both: JSONValue = ["bool": ["filter": [["term": ["k.keyword": "a"]], ["exists": ["field": "k"]]]]]
        #expect(try QueryAsker.matches(both, #"{"k":"a"}"#))
    }

    @Test("A query nested without end is refused, not followed")
    func depth() throws {
        var query: JSONValue = ["match_all": [:]]
        for _ in 0..<1_000 { query = ["bool": ["filter": query]] }
        #expect(throws: InputError.self) { try QueryAsker.matches(query, "{}") }
    }

    @Test("The queries of all templates that come with the program can be asked of files")
    func shipped() throws {
        let catalog = TemplateCatalog(folders: [shippedFolder])
        for entry in try catalog.entries() {
            let template = try catalog.template(entry.path)
            _ = try FilePairSource(template, files: [])
        }
    }
}
