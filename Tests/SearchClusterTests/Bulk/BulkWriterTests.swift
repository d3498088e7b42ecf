import SearchCluster
import Synchronization
import TestSupport
import Testing

@Suite("Writing documents", .timeLimit(.minutes(5)))
struct BulkWriterTests {
    private static func documents(_ count: Int) -> [BulkDocument] {
        (0..<count).map { BulkDocument(id: "id\($0)", source: Array(#"{"n":\#($0)}"#.utf8)) }
    }

    private static func item(_ id: String, _ status: Int, _ rest: String = "") -> String {
        #"{"create":{"_index":"i","_id":"\#(id)","status":\#(status)\#(rest)}}"#
    }

    private static func error(_ type: String) -> String { #","error":{"type":"\#(type)","reason":"why"}"# }

    private static func reply(_ items: [String]) -> Behaviour {
        .json(#"{"took":1,"errors":true,"items":[\#(items.joined(separator: ","))]}"#)
    }

    /// The ids that a request asks to create.
    private static func ids(_ request: ReceivedRequest) -> [String] {
        request.text.split(separator: "\n").filter { $0.hasPrefix(#"{"create""#) }.compactMap {
            JSONValue(parsing: Array($0.utf8))?["create"]?["_id"]?.string
        }
    }

    @Test("Documents go out as NDJSON, one action and one document a line")
    func wire() async throws {
        let server = try RudeServer(Self.reply([Self.item(#"a\"b"#, 201)]))
        let outcomes = try await BulkWriter(index: "signals", with: ClusterClient(server))
            .create([BulkDocument(id: "a\"b", source: Array("{}".utf8))])
        #expect(outcomes == [.created])
        let request = server.requests[0]
        #expect(request.target == "/signals/_bulk")
        #expect(request.headers("content-type") == ["application/x-ndjson"])
        #expect(request.text == #"{"create":{"_id":"a\"b"}}"# + "\n{}\n")
    }

    @Test("Nothing to write sends nothing")
    func nothing() async throws {
        let server = try RudeServer(.close)
        #expect(try await BulkWriter(index: "i", with: ClusterClient(server)).create([]).isEmpty)
        #expect(server.requests.isEmpty)
    }

    @Test(
        "Each verdict on an item is one outcome",
        arguments: [
            (201, "", BulkOutcome.created), (200, "", .created),
            (409, error("version_conflict_engine_exception"), .alreadyThere),
            (
                400, error("mapper_parsing_exception"),
                .refused(status: 400, type: "mapper_parsing_exception", reason: "why")
            ),
            (
                404, error("index_not_found_exception"),
                .refused(status: 404, type: "index_not_found_exception", reason: "why")
            ),
            (500, "", .refused(status: 500, type: "unknown", reason: "HTTP 500")),
            (
                201, #","failure_store":"used""#,
                .refused(status: 201, type: "failure_store", reason: "the document went to the failure store")
            ),
            (201, #","failure_store":"not_applicable_or_unknown""#, .created),
            (429, error("es_rejected_execution_exception"), .unavailable(reason: "why")),
            (503, error("unavailable_shards_exception"), .unavailable(reason: "why")),
            (403, error("cluster_block_exception"), .unavailable(reason: "why")),
        ])
    func verdicts(status: Int, rest: String, outcome: BulkOutcome) async throws {
        let server = try RudeServer(Self.reply([Self.item("id0", status, rest)]))
        let outcomes = try await BulkWriter(index: "i", with: ClusterClient(server)).create(Self.documents(1))
        #expect(outcomes == [outcome])
        let isFinal = if case .unavailable = outcome { false } else { true }
        #expect(server.requests.count == (isFinal ? 1 : 3))
    }

    @Test("Only what was turned away is sent again")
    func again() async throws {
        let server = try RudeServer(
            Self.reply([
                Self.item("id0", 201), Self.item("id1", 429, Self.error("es_rejected_execution_exception")),
                Self.item("id2", 409),
            ]),
            Self.reply([Self.item("id1", 201)]))
        let pauses = Pauses()
        let client = try ClusterClient(server, pauses: pauses)
        let outcomes = try await BulkWriter(index: "i", with: client).create(Self.documents(3))
        #expect(outcomes == [.created, .created, .alreadyThere])
        #expect(server.requests.map(Self.ids) == [["id0", "id1", "id2"], ["id1"]])
        #expect(pauses.all.count == 1)
    }

    @Test("Replies are matched by id: reordered, doubled, lacking or foreign items do no harm")
    func matching() async throws {
        let server = try RudeServer(
            Self.reply([
                Self.item("id2", 201), Self.item("stranger", 400), Self.item("id0", 409),
                Self.item("id0", 400, Self.error("x")), "{}",
            ]),
            Self.reply([Self.item("id1", 201)]))
        let outcomes = try await BulkWriter(index: "i", with: ClusterClient(server)).create(Self.documents(3))
        #expect(outcomes == [.alreadyThere, .created, .created])
        #expect(server.requests.map(Self.ids) == [["id0", "id1", "id2"], ["id1"]])
    }

    @Test("A request that is too large is sent in halves, down to the document that is too large by itself")
    func halves() async throws {
        let server = try RudeServer { request in
            let ids = Self.ids(request)
            return ids.count > 2 || ids.contains("id3")
                ? .text("", status: 413) : Self.reply(ids.map { Self.item($0, 201) })
        }
        let outcomes = try await BulkWriter(index: "i", with: ClusterClient(server)).create(Self.documents(6))
        #expect(outcomes.count == 6)
        for (place, outcome) in outcomes.enumerated() {
            if place == 3, case .refused(413, "too_large", _) = outcome { continue }
            #expect(outcome == .created)
        }
    }

    @Test("When a later request fails for good, what the earlier ones brought is kept, and the rest is unavailable")
    func laterFailure() async throws {
        let server = try RudeServer { request in
            request.position == 0
                ? Self.reply([Self.item("a", 201), Self.item("b", 400, Self.error("mapper_parsing_exception"))])
                : .text("", status: 503)
        }
        let documents = ["a", "b", "c", "d"].map { BulkDocument(id: $0, source: Array("{}".utf8)) }
        let outcomes = try await BulkWriter(index: "signals", with: ClusterClient(server), requestBytes: 60)
            .create(documents)
        #expect(outcomes[0] == .created)
        #expect(outcomes[1] == .refused(status: 400, type: "mapper_parsing_exception", reason: "why"))
        for outcome in outcomes[2...] {
            guard case .unavailable = outcome else { Issue.record("\(outcome)"); continue }
        }
    }

    @Test("Requests are about as large as told")
    func batches() async throws {
        let server = try RudeServer { request in Self.reply(Self.ids(request).map { Self.item($0, 201) }) }
        let client = try ClusterClient(server)
        let outcomes = try await BulkWriter(index: "i", with: client, requestBytes: 200).create(Self.documents(50))
        #expect(outcomes == Array(repeating: .created, count: 50))
        #expect(server.requests.count > 5)
        #expect(server.requests.allSatisfy { $0.body.count <= 300 })
        #expect(server.requests.flatMap(Self.ids) == Self.documents(50).map(\.id))
    }

    @Test(
        "When the cluster allows none of it, that is an error",
        arguments: [
            (Behaviour.json("{}", status: 403), ClusterError.Code.forbidden), (.json("{}", status: 400), .refused),
            (.text("<html>"), .malformed), (.json("{}"), .malformed), (.text("", status: 503), .unreachable),
            (.json(#"{"items":7}"#), .malformed), (.json("{}", status: 500), .incomplete),
        ])
    func errors(behaviour: Behaviour, code: ClusterError.Code) async throws {
        let server = try RudeServer(behaviour)
        let client = try ClusterClient(server)
        let error = await failure { () throws(ClusterError) in
            try await BulkWriter(index: "i", with: client).create(Self.documents(2))
        }
        #expect(error?.code == code)
    }

    @Test(
        "Whatever the replies, every document has the one outcome that was said of it first and last", arguments: 0..<40
    )
    func everyDocumentOnce(seed: Int) async throws {
        let documents = Self.documents(1 + seed * 37 % 60)
        let cluster = RandomCluster(seed: seed)
        let server = try RudeServer { cluster.answer(Self.ids($0)) }
        let client = try ClusterClient(server)
        let outcomes = try await BulkWriter(index: "i", with: client, requestBytes: 500).create(documents)
        #expect(outcomes.count == documents.count)
        for (document, outcome) in zip(documents, outcomes) {
            switch cluster.said(of: document.id) {
            case 201: #expect(outcome == .created)
            case 409: #expect(outcome == .alreadyThere)
            case 400: #expect(outcome == .refused(status: 400, type: "x", reason: "why"))
            case 413:
                #expect(
                    outcome
                        == .refused(
                            status: 413, type: "too_large", reason: "the document is larger than the cluster takes"))
            default:
                guard case .unavailable = outcome else {
                    Issue.record("\(document.id) ended as \(outcome), though nothing final was said of it")
                    continue
                }
            }
        }
    }

    /// Answers bulk requests at random, and remembers what it said of each document.
    private final class RandomCluster: Sendable {
        private let state: Mutex<(numbers: SeededNumbers, said: [String: Int])>

        init(seed: Int) { state = Mutex((SeededNumbers(seed: seed), [:])) }

        func said(of id: String) -> Int? { state.withLock { $0.said[id] } }

        func answer(_ ids: [String]) -> Behaviour {
            state.withLock { state in
                if Int.random(in: 0..<8, using: &state.numbers) == 0 {
                    if ids.count == 1 { state.said[ids[0]] = 413 }
                    return .text("", status: 413)
                }
                var items: [(id: String, status: Int)] = []
                for id in ids where Int.random(in: 0..<6, using: &state.numbers) > 0 {
                    for _ in 0...(Int.random(in: 0..<6, using: &state.numbers) / 5) {
                        let statuses = [201, 201, 409, 400, 429, 503]
                        items.append((id, statuses[Int.random(in: 0..<6, using: &state.numbers)]))
                    }
                }
                items.shuffle(using: &state.numbers)
                for id in ids { state.said[id] = items.first { $0.id == id }?.status }
                return BulkWriterTests.reply(
                    items.map {
                        BulkWriterTests.item($0.id, $0.status, $0.status == 201 ? "" : BulkWriterTests.error("x"))
                    })
            }
        }
    }
}
