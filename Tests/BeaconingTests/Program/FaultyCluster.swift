import SearchCluster
import Synchronization
import TestSupport

/// A cluster with a few beacons that answers truthfully but for one request of a kind, and a program with a template for it.
final class FaultyCluster {
    /// Which request goes wrong.
    enum Step: String, CaseIterable, CustomStringConvertible {
        case greeting, fields, view, groups, buckets, bulk

        var description: String { rawValue }

        /// Whether a request is of this kind.
        ///
        /// - Parameter searches: how many searches came before it.
        fileprivate func isMeant(_ request: ReceivedRequest, searches: Int) -> Bool {
            switch self {
            case .greeting: request.method == "GET" && request.path == "/"
            case .fields: request.path.hasSuffix("/_field_caps")
            case .view: request.method == "POST" && request.path.hasSuffix("/_pit")
            case .groups: request.path == "/_search" && searches == 0
            case .buckets: request.path == "/_search" && searches > 0
            case .bulk: request.path.hasSuffix("/_bulk")
            }
        }
    }

    /// 2026-11-24 00:00:37.
    private static let nowSeconds: Int64 = 1_795_478_437
    /// How many signals an undisturbed run writes.
    static let signals = 3

    let cluster: ScriptedCluster
    private let server: RudeServer
    private let isBroken = Flag()
    var program: BuiltProgram

    /// - Parameters:
    ///   - step: the requests that go wrong until ``mend()``.
    ///   - fault: what is done instead of the truth.
    init(_ step: Step, _ fault: @escaping @Sendable (Behaviour) -> Behaviour) throws {
        let cluster = ScriptedCluster(Self.documents)
        let searches = Counter()
        let isBroken = isBroken
        server = try RudeServer { request in
            let truth = cluster.answer(request)
            let before = request.path == "/_search" ? searches.next() : 0
            return isBroken.isSet && step.isMeant(request, searches: before) ? fault(truth) : truth
        }
        self.cluster = cluster
        program = try BuiltProgram()
        program.environment["BEACONING_URL"] = server.url
        _ = try program.write(
            """
            extends: beaconing
            id: faults
            version: "1"
            source: {index: [events], query: {bool: null, match_all: {}}}
            opinions: strict
            lookback: 0d
            dest: {index: signals, aliases: []}
            """, to: "faults.yml")
    }

    /// Runs over the window.
    func run(_ more: [String] = []) async throws -> BuiltProgram.Outcome {
        try await program.run(
            [
                "run", "--template", "./faults.yml", "--now", "\(Self.nowSeconds)", "--format", "ndjson", "--quiet",
                "--dead-letter", "refused.ndjson",
            ] + more)
    }

    /// From now on every answer is the truth.
    func mend() { isBroken.clear() }

    private final class Flag: Sendable {
        private let value = Mutex(true)
        var isSet: Bool { value.withLock { $0 } }
        func clear() { value.withLock { $0 = false } }
    }

    private final class Counter: Sendable {
        private let count = Mutex(0)

        /// How often it was asked before.
        func next() -> Int {
            count.withLock { count in
                defer { count += 1 }
                return count
            }
        }
    }

    private static let documents: [ScriptedDocument] = (0..<5).flatMap { group in
        (0..<36).map { number in
            // Three call home every ten minutes; the others at times and with bytes that follow nothing.
            let isBeacon = group < signals
            let age = isBeacon ? Int64(number) * 600 : Int64(number * number * (group + 7) * 131 % 21_500)
            return ScriptedDocument([
                "@timestamp": .integer((nowSeconds - age) * 1000), "host.name": .string("host-\(group)"),
                "process.name": "implant.exe", "source.ip": "10.0.0.1",
                "source.bytes": .integer(isBeacon ? 100 : Int64(number * number % 977)),
                "destination.ip": "203.0.113.9",
                "destination.bytes": .integer(isBeacon ? 200 : Int64(number * 7 % 13 * number)),
            ])
        }
    }
}
