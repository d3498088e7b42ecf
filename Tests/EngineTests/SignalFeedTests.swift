import BeaconTransform
import Foundation
import SearchCluster
import Testing

/// Signals as they come, from real engines: in an index of two shards, read in pages of two.
@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun))
struct SignalFeedTests {
    private static func document(_ host: String, hoursAgo: Int64, priority: Int64, nowSeconds: Int64) -> [UInt8] {
        let seconds = nowSeconds - hoursAgo * 3_600
        let document: JSONValue = [
            "host": ["name": .string(host)], "process": ["name": "p"],
            "beaconing": [
                "template": ["id": "beaconing"], "run": ["id": .string("beaconing-\(seconds)")],
                "window": ["end": .string(Timestamp(seconds: seconds).description)], "priority": .integer(priority),
            ],
        ]
        return document.bytes
    }

    private static func look(_ feed: inout SignalFeed) async throws(ClusterError) -> [String] {
        try await feed.next().compactMap { $0.document["host"]?["name"]?.string }
    }

    @Test(
        "What was there is shown as far back as asked, and then each signal that comes, once", arguments: Engine.named)
    func feed(engine: Engine) async throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("transform-templates").path
        var template = try TemplateCatalog(folders: [folder]).template("beaconing")
        let now = Int64(Date().timeIntervalSince1970)
        let there = (0..<7).map { number in
            Self.document(
                "h\(number)", hoursAgo: number < 3 ? 1 : 5, priority: 90 - Int64(number), nowSeconds: now)
        }
        try await TestIndex.with(on: engine, mapping: template.signalMapping, documents: there) { index in
            template.destination.index = index.name
            template.destination.aliases = []
            var feed = SignalFeed(of: template, since: .ago(seconds: 7_200), client: index.client, pageSize: 2)
            var all = SignalFeed(
                of: template, since: .moment(seconds: now - 86_400), minPriority: 85, client: index.client)
            let first = try await Self.look(&feed)
            #expect(first == ["h0", "h1", "h2"])
            let whole = try await Self.look(&all)
            #expect(whole == ["h3", "h4", "h5", "h0", "h1", "h2"])
            let quiet = try await Self.look(&feed)
            #expect(quiet == [])
            try await index.fill([
                Self.document("new", hoursAgo: 1, priority: 10, nowSeconds: now),
                Self.document("late", hoursAgo: 20, priority: 99, nowSeconds: now),
            ])
            let come = try await Self.look(&feed)
            #expect(come == ["late", "new"])
            let urgent = try await Self.look(&all)
            #expect(urgent == ["late"])
            let quietAgain = try await Self.look(&feed)
            #expect(quietAgain == [])
        }
        var missing = SignalFeed(of: template, client: try engine.client())
        do throws(ClusterError) {
            _ = try await missing.next()
            Issue.record("an index that is not there was read")
        } catch {
            #expect(error.code == .noSuchIndex)
        }
    }
}
