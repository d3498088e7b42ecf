import BeaconScore
import SearchCluster
import TestSupport
import Testing

@testable import BeaconTransform

@Suite("A cluster that misbehaves")
struct ClusterFaultsTests {
    private static let events = NaiveGroups.Event.office(seed: 3)

    @Test(
        "An answer that leaves something out is refused, and the point in time is closed",
        arguments: [
            (.missingBuckets(host: "h"), .incomplete), (.firstBucketLast, .incomplete), (.failedShard, .incomplete),
            (.failedShardOfView, .incomplete), (.lostView(after: 0), .incomplete), (.lostView(after: 1), .incomplete),
            (.lostView(after: 3), .incomplete), (.mostBuckets(49, status: 400), .tooManyBuckets),
            (.mostBuckets(49, status: 503), .tooManyBuckets),
        ] as [(ScriptedCluster.Fault, ClusterError.Code)], [true, false])
    func refused(fault: (kind: ScriptedCluster.Fault, code: ClusterError.Code), isOpenSearch: Bool) async throws {
        let pull = try ScriptedPull(Self.events, isOpenSearch: isOpenSearch, faults: [fault.kind])
        let failure = try await pull.failure()
        #expect(failure?.code == fault.code, "\(failure?.description ?? "no failure")")
        #expect(pull.cluster.state.openViews.isEmpty)
    }

    @Test("A group whose buckets do not add up is named")
    func named() async throws {
        let pull = try ScriptedPull(Self.events, faults: [.missingBuckets(host: "h")])
        let failure = try await pull.failure()
        #expect(failure?.sentence.contains("group h, p") == true, "\(failure?.description ?? "no failure")")
    }

    @Test("A page that comes again ends the run", .timeLimit(.minutes(5)), arguments: [(5, 60_000), (1_000, 40)])
    func repeatedPage(sizes: (groups: Int, buckets: Int)) async throws {
        let pull = try ScriptedPull(Self.events, faults: [.repeatedPage])
            .paged(groups: sizes.groups, buckets: sizes.buckets)
        #expect(try await pull.failure()?.code == .malformed)
        #expect(pull.cluster.state.openViews.isEmpty && pull.cluster.state.searches < 20)
    }

    @Test("A refusal that is no matter of rights is no reason to go without a point in time", arguments: [400, 500])
    func viewRefused(status: Int) async throws {
        let pull = try ScriptedPull(Self.events, faults: [.noView(status: status)])
        #expect(try await pull.failure() != nil)
        #expect(pull.cluster.state.searches == 0)
    }

    @Test("Counts beyond any sum end the run", arguments: [Int64.max, .max / 2, -1, .min])
    func counts(count: Int64) async throws {
        let pull = try ScriptedPull(Self.events, faults: [.count(count)])
        #expect(try await pull.failure() != nil)
        #expect(pull.cluster.state.openViews.isEmpty)
    }

    @Test("Dates beyond any calendar change no verdict", arguments: [9.2e18, 9.3e18, 1e300, -9.3e18, -1e300])
    func dates(millis: Double) async throws {
        let honest = try await ScriptedPull(Self.events).result()
        let beacons = honest.signals.filter(\.judgement.isSignal)
        #expect(beacons.count > 2)
        let pull = try ScriptedPull(Self.events, faults: [.largest(millis)])
        do {
            let result = try await pull.result()
            let document = SignalDocument(template: pull.template, window: pull.window)
            // A span that cannot be told counts as the whole window, so more groups may be judged, but none may beacon.
            #expect(result.signals.filter(\.judgement.isSignal).map(\.id) == beacons.map(\.id))
            let verdicts = Dictionary(uniqueKeysWithValues: result.signals.map { ($0.id, $0.judgement.verdict) })
            #expect(honest.signals.allSatisfy { verdicts[$0.id] == $0.judgement.verdict })
            for signal in result.signals {
                #expect(JSONValue(parsing: Array(document.json(of: signal).text.utf8)) != nil)
            }
        } catch is ClusterError {
            // A refusal is as good.
        }
        #expect(pull.cluster.state.openViews.isEmpty)
    }
}

extension ClusterFaultsTests {
    @Test(
        "Hosts that are read whole are refused when they do not add up or come in pieces",
        arguments: [.missingBuckets(host: "h"), .firstBucketLast, .failedShard] as [ScriptedCluster.Fault])
    func whole(fault: ScriptedCluster.Fault) async throws {
        var pull = try ScriptedPull(Self.events, faults: [fault])
        pull.tuning.way = .whole
        let failure = await #expect(throws: ClusterError.self) { _ = try await pull.result(keeping: .signals) }
        #expect(failure?.code == .incomplete)
        if fault == .missingBuckets(host: "h") { #expect(failure?.sentence.contains("host.name h") == true) }
        #expect(pull.cluster.state.openViews.isEmpty)
    }
}
