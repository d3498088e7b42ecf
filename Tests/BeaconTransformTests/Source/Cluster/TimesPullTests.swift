import TestSupport
import Testing

@testable import BeaconTransform

@Suite("Exact times from a cluster")
struct TimesPullTests {
    @Test("They are those of the events, to the second")
    func times() async throws {
        let events = NaiveGroups.Event.office(seed: 31)
        let pull = try ScriptedPull(events)
        let group = try #require(NaiveGroups(events, window: pull.window, lookbackSeconds: 0).groups.keys.min())
        let naive = try #require(NaiveGroups(events, window: pull.window, lookbackSeconds: 0).groups[group])
        let times = try await ClusterPairSource.with(pull.template, client: pull.client) { source in
            try await source.times(of: [TimedGroup(group: group)], in: pull.window)
        }
        #expect(times == [naive.times.map { $0 / 1000 }.sorted()])
    }

    @Test("A cluster that claims endless documents gets bounded memory", arguments: [Int64.max, -1])
    func claimed(count: Int64) async throws {
        let events = NaiveGroups.Event.office(seed: 31)
        let pull = try ScriptedPull(events, faults: [.count(count)])
        let groups = NaiveGroups(events, window: pull.window, lookbackSeconds: 0).groups.keys.sorted()
        // The engine's claim may also be refused as a whole.
        let times = try? await ClusterPairSource.with(pull.template, client: pull.client) { source in
            try await source.times(of: groups.map { TimedGroup(group: $0) }, in: pull.window)
        }
        #expect((times ?? []).joined().count <= 10_000 * events.count)
    }
}
