import BeaconScore
import SearchCluster
import TestSupport
import Testing

@testable import BeaconTransform

@Suite("One run over one window")
struct TransformRunTests {
    private static let events = NaiveGroups.Event.office(seed: 31)

    @Test("Only signals are kept unless every judged group is asked for; the counts are the same")
    func keeping() async throws {
        let pull = try ScriptedPull(Self.events)
        let all = try await pull.result(keeping: .judged)
        let signals = try await pull.result(keeping: .signals)
        #expect(all.counts == signals.counts && all.signals.count == all.counts.judged)
        #expect(all.beaconing == signals.signals.count && signals.beaconing == signals.signals.count)
        #expect(all.signals.filter(\.judgement.isSignal).map(\.id) == signals.signals.map(\.id))
        #expect(all.signals.filter(\.judgement.isSignal).map(\.context) == signals.signals.map(\.context))
        #expect(all.signals.allSatisfy { ($0.context != nil) == $0.judgement.isSignal })
    }

    @Test("Signals are sorted by group, and each has an id of its own that a second run gives again")
    func ids() async throws {
        let pull = try ScriptedPull(Self.events)
        let first = try await pull.result()
        let second = try await pull.paged(groups: 4, buckets: 35).result()
        #expect(first.signals.map(\.id) == second.signals.map(\.id))
        #expect(Set(first.signals.map(\.id)).count == first.signals.count)
        let groups = first.signals.map(\.judgement.group)
        #expect(groups == groups.sorted() && groups.count > 5)
        for signal in first.signals {
            #expect(
                signal.id == Signal.id(of: signal.judgement.group, template: pull.template, window: pull.window))
        }
    }

    @Test("No context is asked for where nothing beacons")
    func quiet() async throws {
        // People alone.
        let people = Self.events.filter { event in
            [["H", "p1"], ["e\u{301}", "p3"]].contains {
                $0[1] == event.processes[0] && $0[0].utf8.elementsEqual(event.hosts[0].utf8)
            }
        }
        let pull = try ScriptedPull(people)
        let result = try await pull.result()
        #expect(result.beaconing == 0 && result.counts.judged == 2)
        // The fourth search, after hosts, groups and buckets, looks for a beacon among the destinations of the busy groups.
        #expect(pull.cluster.state.searches == 4 && result.split.busy == 2 && result.split.regular == 0)
    }
}
