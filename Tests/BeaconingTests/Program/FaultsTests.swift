import TestSupport
import Testing

/// What a cluster, or whatever stands before it, may do to a request of a run: each ends with its number and its sentence, with nothing
/// wrong in the destination, and the same run again, when all is well, leaves what an undisturbed one leaves.
@Suite("Faults")
struct FaultsTests {
    /// One way to go wrong.
    struct Fault: Sendable, CustomTestStringConvertible {
        var name: String
        var code: Int32
        var sentence: String
        var words: [String] = []
        /// At which requests it is tried.
        var steps: [FaultyCluster.Step] = [.greeting, .view, .groups, .buckets, .bulk]
        var behave: @Sendable (Behaviour) -> Behaviour

        var testDescription: String { name }
    }

    private static func error(_ status: Int, _ type: String = "some_exception", headers: [(String, String)] = [])
        -> @Sendable (Behaviour) -> Behaviour
    {
        {
            _ in
            .json(
                #"{"error":{"root_cause":[],"type":"\#(type)","reason":"why"},"status":\#(status)}"#, status: status,
                headers: headers)
        }
    }

    /// On the way: what a network and a proxy do.
    private static let network: [Fault] = [
        // A request on a connection that has been used is sent once more, since the server may have meant the connection; a
        // new one that breaks is the server's doing. Which of the two it is depends on the step.
        Fault(name: "reset", code: 69, sentence: "broke", steps: [.greeting, .bulk]) { _ in .reset },
        Fault(name: "closed", code: 69, sentence: "ended the connection without an answer", steps: [.greeting, .bulk]) {
            _ in .close
        },
        Fault(name: "stalled", code: 69, sentence: "did not answer in full within 1.0 s", words: ["--timeout", "1s"]) {
            _ in .stall
        },
        Fault(name: "dripping", code: 69, sentence: "did not answer in full within 1.0 s", words: ["--timeout", "1s"]) {
            _ in .drip(everyMillis: 100)
        },
        Fault(name: "cut off", code: 69, sentence: "broke off before its end") { truth in
            guard case .answer(_, _, let body) = truth else { return truth }
            return .truncated(body: body, after: body.count / 2)
        },
        Fault(name: "endless", code: 76, sentence: "is larger than", steps: [.buckets]) { _ in .endless },
        Fault(name: "gzip bomb", code: 76, sentence: "is larger than", steps: [.bulk]) { _ in .gzipBomb },
        Fault(name: "a page to sign in", code: 76, sentence: "is a web page; see whether a proxy") { _ in
            .text("<html><body>Sign in</body></html>", headers: [("Content-Type", "text/html; charset=utf-8")])
        },
        Fault(name: "sent elsewhere", code: 78, sentence: "HTTP 302", steps: [.fields, .view, .buckets, .bulk]) { _ in
            .text("", status: 302, headers: [("Location", "http://127.0.0.1:9/")])
        },
    ]

    /// Whole answers that are not what they should be.
    private static let answers: [Fault] = [
        Fault(name: "half a document", code: 76, sentence: "", steps: FaultyCluster.Step.allCases) { truth in
            guard case .answer(let status, let headers, let body) = truth else { return truth }
            return .answer(status: status, headers: headers, body: Array(body.prefix(body.count / 2)))
        },
        Fault(name: "nothing", code: 76, sentence: "", steps: FaultyCluster.Step.allCases) { _ in .json("") },
        Fault(name: "another document", code: 76, sentence: "", steps: FaultyCluster.Step.allCases) { _ in .json("{}")
        },
        Fault(name: "a list", code: 76, sentence: "", steps: FaultyCluster.Step.allCases) { _ in .json("[1]") },
    ]

    /// Refusals, by their number.
    private static let refusals: [Fault] = [
        Fault(
            name: "401", code: 77, sentence: "asks who is there and no credentials were given",
            steps: FaultyCluster.Step.allCases, behave: error(401)),
        Fault(
            name: "403", code: 77, sentence: "does not allow", steps: [.fields, .groups, .buckets, .bulk],
            behave: error(403)),
        Fault(
            name: "404", code: 78, sentence: "there is no", steps: [.fields, .view, .groups, .buckets],
            behave: error(404)),
        Fault(
            name: "400", code: 78, sentence: "why", steps: [.fields, .view, .groups, .buckets, .bulk],
            behave: error(400)),
        Fault(name: "413 of a search", code: 78, sentence: "HTTP 413: why", steps: [.buckets], behave: error(413)),
        Fault(
            name: "413 of a document", code: 65, sentence: "the document is larger than", steps: [.bulk],
            behave: error(413)),
        Fault(name: "408", code: 69, sentence: "HTTP 408 (why)", behave: error(408)),
        Fault(name: "429", code: 69, sentence: "HTTP 429 (why)", behave: error(429)),
        Fault(
            name: "429 that says when", code: 69, sentence: "HTTP 429 (why), after 2 attempts",
            words: ["--retries", "1"],
            steps: [.buckets, .bulk], behave: error(429, headers: [("Retry-After", "0")])),
        Fault(
            name: "a breaker", code: 69, sentence: "HTTP 429 (why)", steps: [.greeting, .fields, .view, .bulk],
            behave: error(429, "circuit_breaking_exception")),
        Fault(
            name: "a breaker in searches", code: 69, sentence: "too little memory for the search: why",
            steps: [.buckets],
            behave: error(429, "circuit_breaking_exception")),
        Fault(
            name: "500", code: 76, sentence: "why", steps: [.fields, .view, .groups, .buckets, .bulk],
            behave: error(500)),
        Fault(name: "502", code: 69, sentence: "HTTP 502 (why)", behave: error(502)),
        Fault(name: "503", code: 69, sentence: "HTTP 503 (why)", behave: error(503)),
        Fault(name: "504", code: 69, sentence: "HTTP 504 (why)", behave: error(504)),
        Fault(
            name: "too many buckets, as 503", code: 76, sentence: "raise search.max_buckets", steps: [.buckets],
            behave: error(503, "too_many_buckets_exception")),
        Fault(
            name: "too many buckets, as 400", code: 76, sentence: "raise search.max_buckets", steps: [.buckets],
            behave: error(400, "too_many_buckets_exception")),
    ]

    /// Answers with HTTP 200 that leave something out.
    private static let gaps: [Fault] = [
        gap("timed out", #""timed_out":false"#, #""timed_out":true"#, "stopped at its time limit"),
        gap("a failed shard", #""failed":0"#, #""failed":1"#, "of 2 shards answered"),
        gap("a missing shard", #""successful":2"#, #""successful":1"#, "only 1 of 2 shards answered"),
        gap(
            "a dead remote cluster", #""took":1"#,
            #""took":1,"_clusters":{"total":2,"successful":1,"skipped":1}"#, "only 1 of 2 clusters answered in full"),
        gap(
            "a remote cluster in part", #""took":1"#, #""took":1,"_clusters":{"total":1,"successful":1,"partial":1}"#,
            "clusters answered in full"),
        gap("no word of shards", #""_shards""#, #""other""#, "does not say which shards"),
    ]

    private static func gap(_ name: String, _ truth: String, _ lie: String, _ sentence: String) -> Fault {
        Fault(name: name, code: 76, sentence: sentence, steps: [.groups, .buckets]) { behaviour in
            guard case .answer(let status, let headers, let body) = behaviour else { return behaviour }
            let text = String(decoding: body, as: UTF8.self)
            // What is not there cannot be changed: then the truth would be told, and the test fail.
            return .answer(status: status, headers: headers, body: Array(text.replacing(truth, with: lie).utf8))
        }
    }

    @Test(
        "End a run with its number and its sentence, and nothing wrong is written",
        arguments: network + answers + refusals + gaps)
    func faults(fault: Fault) async throws {
        for step in fault.steps {
            let site = try FaultyCluster(step, fault.behave)
            let words = fault.words.contains("--retries") ? fault.words : fault.words + ["--retries", "0"]
            let outcome = try await site.run(words)
            #expect(outcome.code == fault.code, "\(step): \(outcome.messages)")
            // Whatever answers the first question with something else is no search engine.
            let isStranger = step == .greeting && fault.code == 76
            let sentence = isStranger && fault.sentence.isEmpty ? "is not Elasticsearch or OpenSearch" : fault.sentence
            #expect(outcome.messages.contains(sentence), "\(step): \(outcome.messages)")
            #expect(!outcome.messages.isEmpty && outcome.messages.hasPrefix("beaconing: "))
            let written = site.cluster.state.written
            if step != .bulk {
                #expect(written.isEmpty && outcome.output.isEmpty, "\(step)")
                continue
            }
            site.mend()
            let again = try await site.run()
            #expect(again.code == 0, "\(again.messages)")
            #expect(site.cluster.state.written.count == FaultyCluster.signals)
            for (id, document) in written { #expect(site.cluster.state.written[id] == document) }
        }
    }

    @Test("Without a fault the same cluster gives its signals")
    func none() async throws {
        let site = try FaultyCluster(.bulk) { $0 }
        let outcome = try await site.run()
        #expect(outcome.code == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
        #expect(site.cluster.state.written.count == FaultyCluster.signals)
    }
}
