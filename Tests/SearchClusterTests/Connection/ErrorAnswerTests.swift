import Testing

@testable import SearchCluster

@Suite("What an error body says")
struct ErrorAnswerTests {
    private func answer(_ text: String) -> ErrorAnswer { ErrorAnswer(body: Array(text.utf8)) }

    @Test("The outermost type and reason are kept, and every type found anywhere")
    func nested() {
        let found = answer(
            #"""
            {"error":{"root_cause":[{"type":"a","reason":"r"}],"type":"b","reason":"outer","failed_shards":[{"shard":0,
            "reason":{"type":"c","caused_by":{"type":"too_many_buckets_exception"}}}],"suppressed":[{"type":"d"}]},"status":400}
            """#)
        #expect(found.type == "b")
        #expect(found.reason == "outer")
        #expect(found.types == ["a", "b", "c", "d", "too_many_buckets_exception"])
        #expect(found.hasTooManyBuckets)
    }

    @Test("Of a failed search the shard's reason is told, not that all shards failed")
    func failedSearch() {
        let found = answer(
            #"""
            {"error":{"root_cause":[],"type":"search_phase_execution_exception","reason":"all shards failed",
            "failed_shards":[{"shard":0,"reason":{"type":"c","reason":"no such field"}}]},"status":400}
            """#)
        #expect(found.reason == "no such field")
        #expect(answer(#"{"error":{"type":"search_phase_execution_exception","reason":"x"}}"#).reason == "x")
    }

    @Test("Failures inside an answer count")
    func shardFailures() {
        let found = answer(#"{"_shards":{"failures":[{"shard":0,"reason":{"type":"c","reason":"why"}}]}}"#)
        #expect(found.type == "c")
        #expect(found.reason == "why")
    }

    @Test(
        "A bare text, and what front ends say, are taken as reason",
        arguments: [
            (#"{"error":"no handler"}"#, "no handler"),
            (#"{"Message":"Request size exceeded"}"#, "Request size exceeded"),
            (#"{"message":"blocked"}"#, "blocked"),
            (
                #"{"statusCode":403,"error":"Forbidden","message":"Unable to bulk_get search"}"#,
                "Unable to bulk_get search"
            ),
        ])
    func bare(text: String, reason: String) {
        #expect(answer(text).reason == reason)
        #expect(answer(text).type == nil)
    }

    @Test("What is no JSON says nothing", arguments: ["", "<html>", "[1]", "{", "null", #"{"error":{"reason":7}}"#])
    func nothing(text: String) {
        #expect(answer(text).reason == nil)
        #expect(answer(text).types.isEmpty)
    }

    @Test("A long reason is cut, and fits one line")
    func shortened() {
        let found = answer(#"{"error":{"type":"a","reason":"one\ntwo \#(String(repeating: "x", count: 1000))"}}"#)
        #expect(found.reason?.count == 301)
        #expect(found.reason?.hasPrefix("one two x") == true)
        #expect(found.reason?.hasSuffix("x…") == true)
    }
}
