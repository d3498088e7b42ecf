import Foundation
import HTTPTransport
import SearchCluster
import Synchronization
import TestSupport

/// Stands between the program and an engine and does something before some of the requests go on, once for each kind.
final class EngineProxy: Sendable {
    /// What a request is for.
    enum Moment: Sendable, Hashable {
        /// Before the first page of groups is asked for.
        case groups
        /// Before the first request for buckets: the second search of events.
        case buckets
        /// Before the first bulk request.
        case bulk
    }

    private let server: RudeServer
    private let http: HTTPClient

    /// - Parameter before: called once, right before the request of that moment goes on.
    init(to engine: Engine, at moment: Moment, before: @escaping @Sendable () async throws -> Void) throws {
        var configuration = HTTPConfiguration()
        configuration.caFile = engine.caFile
        let http = try HTTPClient(configuration: configuration)
        self.http = http
        let searches = Count()
        let done = Count()
        server = try RudeServer { request in
            let isMeant: Bool =
                switch moment {
                case .groups: request.path == "/_search" && searches.next() == 0
                case .buckets: request.path == "/_search" && searches.next() == 1
                case .bulk: request.path.hasSuffix("/_bulk") && !request.path.contains("state") && done.next() == 0
                }
            // The server's thread may wait; the tasks of the test go on on theirs.
            let ready = DispatchSemaphore(value: 0)
            let behaviour = Answer()
            Task {
                do {
                    if isMeant { try await before() }
                    let response = try await http.send(Self.forwarded(request, to: engine))
                    behaviour.set(
                        .answer(
                            status: response.status,
                            headers: [("Content-Type", response.header("content-type") ?? "application/json")],
                            body: response.body))
                } catch {
                    behaviour.set(.text("\(error)", status: 599))
                }
                ready.signal()
            }
            ready.wait()
            return behaviour.value
        }
    }

    deinit { http.shutdown() }

    /// Where the program finds it.
    var url: String { server.url }

    private static func forwarded(_ request: ReceivedRequest, to engine: Engine) -> HTTPRequest {
        let kept = ["authorization", "content-type", "accept"]
        let method: HTTPRequest.Method =
            switch request.method {
            case "POST": .post
            case "PUT": .put
            case "DELETE": .delete
            case "HEAD": .head
            default: .get
            }
        return HTTPRequest(
            method: method, url: engine.url + request.target,
            headers: request.headers.filter { kept.contains($0.name.lowercased()) }.map {
                HTTPHeader($0.name, $0.value)
            },
            body: request.body.isEmpty ? nil : request.body)
    }
}

/// How often something was asked for.
private final class Count: Sendable {
    private let count = Mutex(0)

    /// How often it was asked before.
    func next() -> Int {
        count.withLock { count in
            defer { count += 1 }
            return count
        }
    }
}

/// An answer that comes from another task.
private final class Answer: Sendable {
    private let held = Mutex(Behaviour.close)

    var value: Behaviour { held.withLock { $0 } }

    func set(_ behaviour: Behaviour) { held.withLock { $0 = behaviour } }
}
