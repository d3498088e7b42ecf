import BeaconScore
import Foundation
import SearchCluster
import TestSupport
import Testing

@testable import BeaconTransform

@Suite("Passes with a history", .serialized)
struct HistoryPairSourceTests {
    @Test(
        "Hourly passes find what full pulls find, with late, deleted and replaced documents between them",
        arguments: 2...3 as ClosedRange<UInt64>)
    func hourly(seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let sizes = [(60_000, 60_000), (20, 120), (9, 50)][Int(seed % 3)]
        let cluster = ScriptedCluster(
            NaiveGroups.Event.long(seed: seed).map(\.scripted), isOpenSearch: seed.isMultiple(of: 2))
        let passes = try HistoryPasses(try ScriptedPull(cluster).paged(groups: sizes.0, buckets: sizes.1))
        let late = NaiveGroups.Event.long(seed: seed + 1_000).map(\.scripted).shuffled(using: &random)
        for hour in 0..<6 as Range<Int64> {
            let result = try await passes.expectSame(hour: hour)
            #expect(result.warnings.isEmpty, "\(result.warnings)")
            let use = try #require(result.history)
            #expect(use.hours == 6 && use.kept == (hour == 0 ? 0 : 5))
            let start = Int(hour) * 10
            cluster.add(Array(late[start..<(start + Int.random(in: 0..<9, using: &random))]))
            cluster.change { document in
                var document = document
                switch Int.random(in: 0..<120, using: &random) {
                case 0: return nil
                case 1: document.fields["process.name"] = .string("replaced-\(Int.random(in: 0..<3, using: &random))")
                case 2:
                    document.fields["@timestamp"] = document.fields["@timestamp"]?.integer.map { .integer($0 + 61_000) }
                default: break
                }
                return document
            }
        }
        #expect(cluster.state.openViews.isEmpty)
    }

    @Test("An hour that did not change is not asked for again")
    func searches() async throws {
        let events = NaiveGroups.Event.long(seed: 30)
        let passes = try HistoryPasses(try ScriptedPull(events))
        try await passes.expectSame()
        let contexts = try await ClusterPairSource.with(passes.pull.template, client: passes.pull.client) { source in
            let before = passes.pull.cluster.state.searches
            let kept = HistoryPairSource(source, history: passes.setting(hour: 0))
            _ = try await kept.judgements(in: passes.pull.window, judge: .keepingAll)
            return (passes.pull.cluster.state.searches - before, kept.use)
        }
        // The totals, and the minute ahead of the clock, which is never kept.
        #expect(contexts.0 <= 2)
        #expect(contexts.1 == HistoryUse(hours: 6, kept: 6, changed: 0))
    }

    @Test("A document that is replaced by one of the same size is noticed, though every sum stays")
    func sameSums() async throws {
        let cluster = ScriptedCluster(NaiveGroups.Event.office(seed: 31).map(\.scripted))
        let passes = try HistoryPasses(try ScriptedPull(cluster))
        let before = try await passes.expectSame()
        var isFirst = true
        cluster.change { document in
            guard isFirst, document.fields["process.name"] == "p0" else { return document }
            isFirst = false
            var document = document
            document.fields["process.name"] = "someone-else"
            return document
        }
        let after = try await passes.expectSame()
        #expect(after.history == HistoryUse(hours: 6, kept: 6, changed: 1))
        #expect(after.counts.seen == before.counts.seen + 1)
    }

    @Test("Names of any bytes come back as they were")
    func names() async throws {
        let names = [
            "", "\0", "a\0", "a\0\u{1}", "a\u{1}", "é", "e\u{301}", "\u{202E}gpj.exe", "\u{FFFF}", "日本", "a", "ab",
        ]
        var documents: [ScriptedDocument] = []
        for (number, event) in NaiveGroups.Event.long(seed: 32, hours: 1).enumerated() {
            var document = event.scripted
            document.fields["host.name"] = .string(names[number % names.count])
            document.fields["process.name"] = .string(names[number / names.count % 3])
            documents.append(document)
        }
        let passes = try HistoryPasses(try ScriptedPull(ScriptedCluster(documents)).paged(groups: 9, buckets: 30))
        let first = try await passes.expectSame()
        let second = try await passes.expectSame(hour: 1)
        #expect(first.history?.kept == 0 && second.history?.kept == 5)
        #expect(second.warnings.isEmpty && first.warnings.isEmpty)
        #expect(second.signals.count > 5)
    }

    @Test("Addresses make groups as well, and bytes that no index has are not missed")
    func addresses() async throws {
        var types = ScriptedCluster.ecsTypes
        types["source.bytes"] = nil
        let documents = NaiveGroups.Event.long(seed: 33).map { event in
            var document = event.scripted
            document.fields["source.bytes"] = nil
            return document
        }
        var pull = try ScriptedPull(ScriptedCluster(documents, types: types))
        pull.template.groupBy = [
            .init(name: "source.ip", field: "source.ip"), .init(name: "host.name", field: "host.name"),
        ]
        let passes = try HistoryPasses(pull)
        for hour in 0..<3 as Range<Int64> {
            let result = try await passes.expectSame(hour: hour)
            #expect(result.history?.kept == (hour == 0 ? 0 : 5) && result.signals.count > 3)
        }
    }

    @Test("A document without a group field belongs to no group, and is no reason to read again")
    func missing() async throws {
        let documents = NaiveGroups.Event.long(seed: 34).enumerated().map { number, event in
            var document = event.scripted
            if number % 7 == 0 { document.fields["process.name"] = nil }
            if number % 11 == 0 { document.fields["host.name"] = nil }
            return document
        }
        let passes = try HistoryPasses(try ScriptedPull(ScriptedCluster(documents)))
        try await passes.expectSame()
        let second = try await passes.expectSame(hour: 1)
        #expect(second.history == HistoryUse(hours: 6, kept: 5, changed: 0))
    }

    @Test("Passes at other minutes of the hour, and of other windows, do each without the others' hours")
    func minutes() async throws {
        let cluster = ScriptedCluster(NaiveGroups.Event.long(seed: 35).map(\.scripted))
        let passes = try HistoryPasses(try ScriptedPull(cluster))
        try await passes.expectSame()
        for seconds in [1, 1_800] as [Int64] {
            var pull = passes.pull
            pull.window.nowSeconds += seconds
            let kept = try await ClusterPairSource.with(pull.template, client: pull.client) { source in
                try await TransformRun(pull.template, window: pull.window, keeping: .judged)
                    .result(from: source, history: passes.setting(hour: 2))
            }
            passes.expect(kept, is: try await pull.result())
            #expect(kept.history?.kept == 0)
        }
        #expect(try await passes.expectSame(hour: 1).history?.kept == 5)
        var short = passes.pull
        short.window.bucketCount = 130
        let kept = try await ClusterPairSource.with(short.template, client: short.client) { source in
            try await TransformRun(short.template, window: short.window, keeping: .judged)
                .result(from: source, history: passes.setting())
        }
        passes.expect(kept, is: try await short.result())
        #expect(kept.history == HistoryUse(hours: 2, kept: 0, changed: 0))
    }

    @Test("Buckets of any length make hours", arguments: [(7, 2_000), (10, 1_800), (600, 24), (5_400, 4), (3_600, 5)])
    func lengths(length: (seconds: Int, count: Int)) async throws {
        let events = NaiveGroups.Event.office(seed: 38, groups: 15)
        var pull = try ScriptedPull(events)
        (pull.window.bucketSeconds, pull.window.bucketCount) = length
        let passes = try HistoryPasses(pull)
        let first = try await passes.expectSame(hour: -1)
        let hours = length.seconds * length.count / max(3_600 / length.seconds * length.seconds, length.seconds)
        #expect(first.history == HistoryUse(hours: hours, kept: 0, changed: 0))
        // 7 does not divide an hour, and half of 5,400 is out of step with it.
        let isInStep = 3_600 % length.seconds == 0
        #expect(try await passes.expectSame(hour: 0).history?.kept == (isInStep ? hours - 1 : 0))
        #expect(try await passes.expectSame(hour: 0).history?.kept == hours)
    }

    @Test(
        "Where the cluster gives no point in time or no numbers of changes, the window is read and it is said",
        arguments: [.noView(status: 403), .noRevisions] as [ScriptedCluster.Fault])
    func unfit(fault: ScriptedCluster.Fault) async throws {
        let passes = try HistoryPasses(try ScriptedPull(NaiveGroups.Event.office(seed: 36), faults: [fault]))
        for _ in 0..<2 {
            let result = try await passes.expectSame()
            #expect(result.history == nil)
            #expect(result.warnings.contains { $0.contains("history") && $0.contains("whole window") })
        }
        #expect(passes.files.isEmpty)
    }

    @Test(
        "An answer that leaves something out is refused as without a history, and nothing is kept",
        arguments: [
            .missingBuckets(host: "h"), .firstBucketLast, .failedShard, .lostView(after: 1), .lostView(after: 2),
            .count(-1), .count(.max),
        ] as [ScriptedCluster.Fault])
    func refused(fault: ScriptedCluster.Fault) async throws {
        let passes = try HistoryPasses(try ScriptedPull(NaiveGroups.Event.office(seed: 37), faults: [fault]))
        for _ in 0..<2 {
            await #expect(throws: ClusterError.self) { try await passes.result(history: passes.setting()) }
        }
        #expect(passes.pull.cluster.state.openViews.isEmpty)
        for file in passes.files where file.pathExtension == "sqlite" {
            #expect(try HistoryFile(file.path, mostBytes: 1 << 30).starts().isEmpty)
        }
    }
}
