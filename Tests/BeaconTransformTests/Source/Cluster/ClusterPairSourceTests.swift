import BeaconScore
import SearchCluster
import TestSupport
import Testing

@testable import BeaconTransform

@Suite("Groups from a cluster")
struct ClusterPairSourceTests {
    /// Compares a result with what the definition makes of the events.
    private func expect(
        _ result: WindowResult, from events: [NaiveGroups.Event], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let naive = NaiveGroups(events, window: result.window, lookbackSeconds: 7 * 3_600)
        let expected = naive.pull(.keepingAll)
        #expect(result.counts == expected.counts, sourceLocation: sourceLocation)
        #expect(
            result.signals.map(\.judgement.group) == expected.judgements.map(\.group), sourceLocation: sourceLocation)
        for (signal, judgement) in zip(result.signals, expected.judgements) {
            #expect(signal.judgement.verdict == judgement.verdict, sourceLocation: sourceLocation)
            #expect(signal.judgement.documents == judgement.documents, sourceLocation: sourceLocation)
            #expect(signal.judgement.hosts == judgement.hosts, sourceLocation: sourceLocation)
            #expect(signal.judgement.newestMillis == judgement.newestMillis, sourceLocation: sourceLocation)
            let context = judgement.isSignal ? naive.clusterContext(judgement.group) : nil
            #expect(signal.context == context, "\(judgement.group)", sourceLocation: sourceLocation)
        }
    }

    @Test(
        "Groups are judged as the definition judges them, wherever pages end", arguments: 1...2 as ClosedRange<UInt64>,
        [(30_000, 60_000), (7, 200), (3, 11)])
    func pages(seed: UInt64, sizes: (groups: Int, buckets: Int)) async throws {
        let events = NaiveGroups.Event.office(seed: seed)
        let pull = try ScriptedPull(events, isOpenSearch: seed == 2).paged(groups: sizes.groups, buckets: sizes.buckets)
        let result = try await pull.result()
        expect(result, from: events)
        #expect(result.beaconing > 2 && result.signals.count > result.beaconing)
        let counts = result.counts
        #expect(counts.tooFewEvents > 0 && counts.tooShortSpan > 0 && counts.judged > 0)
        #expect(counts.seen == counts.tooFewEvents + counts.tooShortSpan + counts.judged)
        #expect(pull.cluster.state.viewsOpened == 1 && pull.cluster.state.openViews.isEmpty)
    }

    @Test(
        "Whether groups are sifted or read whole, the signals and counts are the same",
        arguments: 31...34 as ClosedRange<UInt64>, [PullPace.Way.whole, .sifted])
    func ways(seed: UInt64, way: PullPace.Way) async throws {
        let events = NaiveGroups.Event.office(seed: seed, groups: 40)
        for buckets in [60_000, 300, 17] {
            var pull = try ScriptedPull(events, isOpenSearch: seed == 32).paged(groups: 40, buckets: buckets)
            pull.tuning.way = way
            let result = try await pull.result(keeping: .signals)
            let naive = NaiveGroups(events, window: result.window, lookbackSeconds: 7 * 3_600)
            let expected = naive.pull(.keepingAll)
            #expect(result.counts == expected.counts)
            let signals = expected.judgements.filter(\.isSignal)
            #expect(result.signals.map(\.judgement.group) == signals.map(\.group) && signals.count > 4)
            for (signal, judgement) in zip(result.signals, signals) {
                #expect(signal.judgement.verdict == judgement.verdict)
                #expect(signal.judgement.documents == judgement.documents)
                #expect(signal.judgement.hosts == judgement.hosts)
                #expect(signal.judgement.newestMillis == judgement.newestMillis)
                #expect(signal.context == naive.clusterContext(judgement.group))
            }
        }
    }

    @Test("The same events in a file give the same signals", arguments: 11...13 as ClosedRange<UInt64>)
    func files(seed: UInt64) async throws {
        let events = NaiveGroups.Event.office(seed: seed)
        let pull = try ScriptedPull(events).paged(groups: 9, buckets: 150)
        let files = try EventFiles()
        let source = try FilePairSource(
            pull.template, files: [files.write(events.map(\.scripted.line).joined(separator: "\n"))])
        let fromFiles = try await TransformRun(pull.template, window: pull.window, keeping: .judged)
            .result(from: source)
        let fromCluster = try await pull.result()
        #expect(fromCluster.counts == fromFiles.counts)
        let document = SignalDocument(template: pull.template, window: pull.window)
        #expect(fromCluster.signals.map(document.json) == fromFiles.signals.map(document.json))
        #expect(fromCluster.signals.count > 5)
    }

    @Test("Contexts come in the order in which they are asked for")
    func contextOrder() async throws {
        let events = NaiveGroups.Event.office(seed: 21)
        let pull = try ScriptedPull(events)
        let naive = NaiveGroups(events, window: pull.window, lookbackSeconds: 7 * 3_600)
        let groups = naive.groups.keys.sorted { $1 < $0 }
        let contexts = try await ClusterPairSource.with(pull.template, client: pull.client) { source in
            try await source.contexts(of: groups, in: pull.window)
        }
        #expect(contexts == groups.map(naive.clusterContext))
    }

    @Test("A window without events has no groups and no signals", arguments: [true, false])
    func nothing(hasEvents: Bool) async throws {
        var pull = try ScriptedPull(hasEvents ? NaiveGroups.Event.office(seed: 5) : [])
        pull.window.nowSeconds += 1_000_000
        let result = try await pull.result()
        #expect(result.signals.isEmpty && result.counts == GroupCounts())
        #expect(pull.cluster.state.searches == 1 && pull.cluster.state.openViews.isEmpty)
    }

    @Test("The template's query leaves out what it says, and an unmapped field is warned of")
    func query() async throws {
        let events = NaiveGroups.Event.office(seed: 6)
        var pull = try ScriptedPull(events).paged(groups: 4, buckets: 40)
        pull.template.source.query = [
            "bool": [
                "filter": [["exists": ["field": "destination.ip"]], ["range": ["source.bytes": ["gte": 1]]]],
                "must_not": [["terms": ["host.name": ["H", "host-1"]]], ["term": ["user.name": "x"]]],
            ]
        ]
        let result = try await pull.result()
        expect(result, from: events.filter { !$0.sourceBytes.isEmpty && !["H", "host-1"].contains($0.hosts[0]) })
        #expect(result.warnings.count == 1 && result.warnings[0].contains("user.name"))
    }

    @Test("Text fields are asked for through the keyword beside them")
    func text() async throws {
        let events = NaiveGroups.Event.office(seed: 7)
        let documents = events.map { event in
            var document = event.scripted
            document.fields["host.name.keyword"] = document.fields["host.name"]
            document.fields["host.name"] = nil
            return document
        }
        var types = ScriptedCluster.ecsTypes
        (types["host.name"], types["host.name.keyword"]) = ("text", "keyword")
        var pull = try ScriptedPull(ScriptedCluster(documents, types: types))
        pull.template.source.query = ["bool": ["must_not": [["term": ["host.name": "h"]]]]]
        expect(try await pull.result(), from: events.filter { $0.hosts != ["h"] })
    }

    @Test("Bytes and destinations that no index has are left out with a warning")
    func unmapped() async throws {
        let events = NaiveGroups.Event.office(seed: 8).map { event in
            var event = event
            (event.sourceBytes, event.destinations) = ([], [])
            return event
        }
        var types = ScriptedCluster.ecsTypes
        for field in ["source.bytes", "destination.ip"] { types[field] = nil }
        let pull = try ScriptedPull(ScriptedCluster(events.map(\.scripted), types: types))
        let result = try await pull.result()
        expect(result, from: events)
        #expect(result.warnings.count == 2)
    }

    @Test("Where no point in time is allowed, the same comes of searching the indices", arguments: [true, false])
    func noView(isOpenSearch: Bool) async throws {
        let events = NaiveGroups.Event.office(seed: 9)
        let pull = try ScriptedPull(events, isOpenSearch: isOpenSearch, faults: [.noView(status: 403)])
            .paged(groups: 5, buckets: 100)
        let result = try await pull.result()
        expect(result, from: events)
        #expect(result.warnings.contains { $0.contains("point in time, which its user is not allowed") })
        #expect(pull.cluster.state.viewsOpened == 0)
    }

    @Test("A cluster that allows few buckets is asked for fewer", arguments: [400, 503])
    func fewBuckets(status: Int) async throws {
        let events = NaiveGroups.Event.office(seed: 10)
        let pull = try ScriptedPull(events, faults: [.mostBuckets(120, status: status)]).paged(
            groups: 1_000, buckets: 1_000)
        expect(try await pull.result(), from: events)
    }
}
