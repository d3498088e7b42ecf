import Testing

@testable import SearchCluster

@Suite("What is stored against what would be written")
struct SavedObjectMatchTests {
    private func matches(_ stored: String, _ written: String) throws -> Bool {
        let values = try [stored, written].map { try #require(JSONValue(parsing: Array($0.utf8))) }
        return SavedObjectMatch.holds(values[0], all: values[1])
    }

    @Test(
        "Additions, orders, stamps and the way numbers are written are no change",
        arguments: [
            (#"{"attributes":{"a":1,"b":2}}"#, #"{"attributes":{"a":1.0}}"#),
            (
                #"{"attributes":{"a":{"x":1,"y":[1,{"z":2,"more":3}]}}}"#,
                #"{"attributes":{"a":{"y":[1,{"z":2}],"x":1}}}"#
            ),
            (#"{"attributes":{"a":"{\"x\":1,\"y\":\"[2]\"}"}}"#, #"{"attributes":{"a":"{\"y\":\"[ 2 ]\", \"x\":1}"}}"#),
            (#"{"attributes":{}}"#, #"{"attributes":{"a":null}}"#),
            (#"{"typeMigrationVersion":"10.2.0"}"#, #"{"typeMigrationVersion":"8.9.0","references":[]}"#),
            (
                #"{"references":[{"type":"a","id":"1","name":"n"},{"type":"a","id":"2","name":"m"}]}"#,
                #"{"references":[{"id":"2","name":"m","type":"a"},{"id":"1","name":"n","type":"a"}]}"#
            ),
            (#"{"references":[{"type":"tag","id":"1","name":"n"}]}"#, #"{"references":[]}"#),
            (
                #"{"type":"index-pattern","attributes":{"fields":"[{\"name\":\"x\",\"type\":\"ip\",\"count\":7},{\"name\":\"_id\",\"type\":\"string\"}]"}}"#,
                #"{"type":"index-pattern","attributes":{"fields":"[{\"name\":\"x\",\"type\":\"ip\",\"count\":0}]"}}"#
            ),
        ])
    func same(stored: String, written: String) throws {
        #expect(try matches(stored, written))
    }

    @Test(
        "Everything else is a change",
        arguments: [
            (#"{"attributes":{"a":1}}"#, #"{"attributes":{"a":2}}"#),
            (#"{"attributes":{"a":1}}"#, #"{"attributes":{"a":true}}"#),
            (#"{"attributes":{"a":"1"}}"#, #"{"attributes":{"a":1}}"#),
            (#"{"attributes":{"b":1}}"#, #"{"attributes":{"a":1}}"#),
            (#"{"attributes":{"a":[1,2]}}"#, #"{"attributes":{"a":[1]}}"#),
            (#"{"attributes":{"a":[1,2]}}"#, #"{"attributes":{"a":[2,1]}}"#),
            (#"{"attributes":{"a":"{\"x\":1}"}}"#, #"{"attributes":{"a":"{\"x\":2}"}}"#),
            (#"{"attributes":{"a":"{\"x\":1"}}"#, #"{"attributes":{"a":"{\"x\":1}"}}"#),
            (#"{"attributes":{"a":"é"}}"#, #"{"attributes":{"a":"e\u0301"}}"#),
            (#"{"references":[]}"#, #"{"references":[{"type":"a","id":"1","name":"n"}]}"#),
            (#"{"references":[{"type":"a","id":"1","name":"n"}]}"#, #"{"references":[]}"#),
            (
                #"{"references":[{"type":"a","id":"1","name":"m"}]}"#,
                #"{"references":[{"type":"a","id":"1","name":"n"}]}"#
            ),
            (
                #"{"type":"index-pattern","attributes":{"fields":"[{\"name\":\"x\",\"type\":\"string\"}]"}}"#,
                #"{"type":"index-pattern","attributes":{"fields":"[{\"name\":\"x\",\"type\":\"ip\"}]"}}"#
            ),
            (
                #"{"type":"index-pattern","attributes":{"fields":"[]"}}"#,
                #"{"type":"index-pattern","attributes":{"fields":"[{\"name\":\"x\",\"type\":\"ip\"}]"}}"#
            ),
        ])
    func different(stored: String, written: String) throws {
        #expect(try !matches(stored, written))
    }
}
