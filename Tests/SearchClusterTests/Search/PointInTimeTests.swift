import SearchCluster
import TestSupport
import Testing

@Suite("Points in time", .timeLimit(.minutes(5)))
struct PointInTimeTests {
    struct WorkFailed: Error {}

    private static let products: [(ClusterProduct.Family, open: String, close: String, id: String, body: String)] = [
        (.elasticsearch, "/a,b/_pit?keep_alive=5m", "/_pit", #"{"id":"x\"y"}"#, #"{"id":"x\"y"}"#),
        (
            .opensearch, "/a,b/_search/point_in_time?keep_alive=5m&allow_partial_pit_creation=false",
            "/_search/point_in_time", #"{"pit_id":"x\"y"}"#,
            #"{"pit_id":["x\"y"]}"#
        ),
    ]

    @Test(
        "A view is opened and closed by the product's own API, also when the work fails", arguments: 0..<2,
        [false, true])
    func openAndClose(place: Int, fails: Bool) async throws {
        let product = Self.products[place]
        let server = try RudeServer(.json(product.id), .json("{}"))
        let client = try ClusterClient(server)
        let work = await Result {
            try await client.withPointInTime(on: ["a", "b"], of: ClusterProduct(family: product.0, version: "9")) {
                view in
                #expect((try? view.get()) != nil)
                if fails { throw WorkFailed() }
                return 7
            }
        }
        #expect((try? work.get()) == (fails ? nil : 7))
        #expect(server.requests.map(\.method) == ["POST", "DELETE"])
        #expect(server.requests.map(\.target) == [product.open, product.close])
        #expect(server.requests[1].text == product.body)
    }

    @Test("A view is closed when the task was cancelled in the work")
    func cancelled() async throws {
        let server = try RudeServer(.json(#"{"id":"x"}"#), .json("{}"))
        let client = try ClusterClient(server)
        let task = Task {
            try await client.withPointInTime(on: ["a"], of: ClusterProduct(family: .elasticsearch, version: "9")) { _ in
                withUnsafeCurrentTask { $0?.cancel() }
                try Task.checkCancellation()
            }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(server.requests.map(\.method) == ["POST", "DELETE"])
    }

    @Test("Closing is tried once: a view goes away by itself")
    func closingOnce() async throws {
        let server = try RudeServer(.json(#"{"id":"x"}"#), .text("", status: 503))
        let pauses = Pauses()
        let client = try ClusterClient(server, pauses: pauses)
        try await client.withPointInTime(on: ["a"], of: ClusterProduct(family: .elasticsearch, version: "9")) { _ in }
        #expect(server.requests.count == 2)
        #expect(pauses.all.isEmpty)
    }

    @Test(
        "Where there is none, the work is done without",
        arguments: [
            Behaviour.json(#"{"error":"no handler found"}"#, status: 400), .json("{}", status: 403),
            .json("{}", status: 405),
            .json(#"{"error":{"reason":"[search.max_open_pit_context]"}}"#, status: 429),
        ])
    func none(behaviour: Behaviour) async throws {
        let server = try RudeServer(behaviour)
        let product = ClusterProduct(family: .opensearch, version: "1")
        let view = try await ClusterClient(server).withPointInTime(on: ["a"], of: product) { try? $0.get() }
        #expect(view == nil)
        #expect(server.requests.count == 1)
    }

    @Test("A view that leaves shards out is closed and refused, on either product", arguments: 0..<2)
    func partial(place: Int) async throws {
        let opened = Self.products[place].id.dropLast() + #","_shards":{"total":3,"successful":2,"failed":1}}"#
        let server = try RudeServer(.json(String(opened)), .json("{}"))
        let client = try ClusterClient(server)
        let product = ClusterProduct(family: Self.products[place].0, version: "9")
        await #expect {
            try await client.withPointInTime(on: ["a", "b"], of: product) { _ in Issue.record("was used") }
        } throws: { ($0 as? ClusterError)?.code == .incomplete }
        #expect(server.requests.map(\.method) == ["POST", "DELETE"])
    }

    @Test("An index that is missing, and a cluster that does not answer, are errors")
    func errors() async throws {
        for (behaviour, code) in [
            (Behaviour.json("{}", status: 404), ClusterError.Code.noSuchIndex), (.text("", status: 503), .unreachable),
            (.json("{}"), .malformed), (.text("<html>"), .malformed), (.json(#"{"id":7}"#), .malformed),
            (.json("{}", status: 400), .refused), (.json("{}", status: 500), .incomplete),
            (.json("{}", status: 401), .unauthenticated),
        ] {
            let server = try RudeServer(behaviour)
            let client = try ClusterClient(server)
            let error = await #expect(throws: ClusterError.self) {
                try await client.withPointInTime(on: ["a"], of: ClusterProduct(family: .elasticsearch, version: "9")) {
                    _ in
                    Issue.record("there is nothing to work on")
                }
            }
            #expect(error?.code == code)
        }
    }
}

extension Result where Failure == any Error {
    /// The outcome of asynchronous work.
    fileprivate init(_ work: () async throws -> Success) async {
        do { self = .success(try await work()) } catch { self = .failure(error) }
    }
}
