import HTTPTransport
import SearchCluster
import TestSupport
import Testing

@testable import BeaconTransform

@Suite("Signals as they come")
struct SignalFeedTests {
    /// 2026-11-24 18:10:00.
    private static let now: Int64 = 1_795_543_800
    private static let hour: Int64 = 3_600
    /// The end of the newest window.
    private static let end = now - 600

    private static func signal(
        _ host: String, hoursAgo: Int64 = 0, priority: Int64 = 50, template: String = "beaconing"
    ) -> ScriptedSignals.Signal {
        let seconds = end - hoursAgo * hour
        return ScriptedSignals.Signal(
            host: host, process: "p", endSeconds: seconds, end: Timestamp(seconds: seconds).description,
            priority: priority, template: template)
    }

    private static func with(
        _ index: ScriptedSignals, since: SignalFeed.Start? = nil, minPriority: Int? = nil, pageSize: Int = 1_000,
        _ work: (inout SignalFeed) async throws -> Void
    ) async throws {
        let server = try RudeServer { index.answer($0) }
        var configuration = ClusterConfiguration(urls: [server.url])
        configuration.retry.attempts = 1
        let client = try ClusterClient(configuration: configuration)
        defer { client.shutdown() }
        var template = SignalSamples.template()
        template.id = "beaconing"
        template.groupBy = ["host.name", "process.name"].map { .init(name: $0, field: $0) }
        template.frequencySeconds = 3_600
        template.sync.delaySeconds = 120
        template.destination.aliases = [.init(name: "signals.all", moves: false)]
        var feed = SignalFeed(
            of: template, since: since, minPriority: minPriority, client: client, pageSize: pageSize)
        try await work(&feed)
        #expect(server.requests.allSatisfy { $0.path == "/signals.all/_search" })
    }

    /// The hosts that a look shows.
    private static func look(_ feed: inout SignalFeed) async throws(ClusterError) -> [String] {
        try await feed.next().compactMap { $0.document["host"]?["name"]?.string }
    }

    @Test("Each signal is shown once: what was there is not, what comes is, whatever the time of its window")
    func once() async throws {
        let index = ScriptedSignals(nowSeconds: Self.now)
        index.add(Self.signal("old"), Self.signal("older", hoursAgo: 3))
        try await Self.with(index) { feed in
            var looks = [try await Self.look(&feed), try await Self.look(&feed)]
            // A second slice of the same window, and a window that was made up hours afterwards.
            index.add(Self.signal("new"), Self.signal("late", hoursAgo: 20), Self.signal("late2", hoursAgo: 3))
            looks += [try await Self.look(&feed), try await Self.look(&feed)]
            #expect(looks == [[], [], ["late", "late2", "new"], []])
        }
    }

    @Test("The first look shows the time that was asked for, oldest window first and in it the most urgent first")
    func since() async throws {
        let index = ScriptedSignals(nowSeconds: Self.now)
        index.add(
            Self.signal("a", priority: 10), Self.signal("b", priority: 90), Self.signal("c", hoursAgo: 1),
            Self.signal("d", hoursAgo: 2))
        try await Self.with(index, since: .ago(seconds: 2 * 3_600)) { feed in
            let looks = [try await Self.look(&feed), try await Self.look(&feed)]
            #expect(looks == [["c", "b", "a"], []])
        }
        try await Self.with(index, since: .moment(seconds: Self.end - 2 * Self.hour)) { feed in
            let shown = try await Self.look(&feed)
            #expect(shown == ["d", "c", "b", "a"])
        }
        // Further back than late signals are waited for.
        index.add(Self.signal("ancient", hoursAgo: 100))
        try await Self.with(index, since: .ago(seconds: 101 * 3_600)) { feed in
            let looks = [try await Self.look(&feed), try await Self.look(&feed)]
            #expect(looks == [["ancient", "d", "c", "b", "a"], []])
        }
    }

    @Test("A look at which nothing is new is one small search")
    func cheap() async throws {
        let index = ScriptedSignals(nowSeconds: Self.now)
        for number in 0..<50 { index.add(Self.signal("h\(number)", hoursAgo: Int64(number % 5))) }
        try await Self.with(index) { feed in
            _ = try await feed.next()
            let before = index.traffic
            _ = try await feed.next()
            #expect(index.traffic.searches == before.searches + 1 && index.traffic.sent == before.sent)
            index.add(Self.signal("new", hoursAgo: 2))
            let shown = try await Self.look(&feed)
            #expect(shown == ["new"])
            // Only the window that grew is read: ten signals that were there, and the new one.
            #expect(index.traffic.sent == before.sent + 11)
        }
    }

    @Test("Pages of any size add up", arguments: [1, 2, 7, 30])
    func pages(_ size: Int) async throws {
        let index = ScriptedSignals(nowSeconds: Self.now)
        for number in 10..<40 { index.add(Self.signal("h\(number)", hoursAgo: Int64(number % 3))) }
        try await Self.with(index, since: .ago(seconds: 10 * 3_600), pageSize: size) { feed in
            let first = try await Self.look(&feed)
            #expect(first.sorted() == (10..<40).map { "h\($0)" })
            for number in 40..<50 { index.add(Self.signal("h\(number)")) }
            let second = try await Self.look(&feed)
            #expect(second.sorted() == (40..<50).map { "h\($0)" })
        }
    }

    @Test("Other templates' signals and those of a lower priority are not shown, now and later")
    func filters() async throws {
        let index = ScriptedSignals(nowSeconds: Self.now)
        index.add(Self.signal("low", priority: 59), Self.signal("high", priority: 60))
        try await Self.with(index, since: .ago(seconds: 7_200), minPriority: 60) { feed in
            var looks = [try await Self.look(&feed)]
            index.add(Self.signal("low2", priority: 0), Self.signal("other", priority: 99, template: "mine"))
            looks.append(try await Self.look(&feed))
            index.add(Self.signal("high2", priority: 100))
            looks.append(try await Self.look(&feed))
            #expect(looks == [["high"], [], ["high2"]])
        }
    }

    @Test("An index that is not there is told, and all that it has when it comes is new")
    func missing() async throws {
        let index = ScriptedSignals(nowSeconds: Self.now, isThere: false)
        try await Self.with(index) { feed in
            for _ in 0..<2 {
                do throws(ClusterError) {
                    _ = try await feed.next()
                    Issue.record("an index that is not there was read")
                } catch {
                    #expect(error.code == .noSuchIndex)
                }
            }
            index.add(Self.signal("first"))
            let shown = try await Self.look(&feed)
            #expect(shown == ["first"])
        }
    }

    @Test("What retention deletes and what leaves the reach is forgotten, and shows nothing again")
    func forgetting() async throws {
        let index = ScriptedSignals(nowSeconds: Self.now)
        index.add(Self.signal("a", hoursAgo: 10), Self.signal("b"))
        try await Self.with(index) { feed in
            _ = try await feed.next()
            index.remove(before: Self.end)
            var looks = [try await Self.look(&feed)]
            index.set(nowSeconds: Self.now + 30 * Self.hour)
            looks.append(try await Self.look(&feed))
            let seconds = Self.end + 30 * Self.hour
            index.add(
                ScriptedSignals.Signal(
                    host: "c", process: "p", endSeconds: seconds, end: Timestamp(seconds: seconds).description))
            looks.append(try await Self.look(&feed))
            #expect(looks == [[], [], ["c"]])
        }
    }

    @Test("A page that never moves on is refused, not read for ever")
    func repeated() async throws {
        let answer = #"""
            {"took":1,"timed_out":false,"_shards":{"total":1,"successful":1,"skipped":0,"failed":0},"hits":{"hits":[
            {"_id":"a","_source":{"beaconing":{"run":{"id":"r"}}},"sort":[1,"h","p"]}]}}
            """#
        let server = try RudeServer(.json(answer))
        let client = try ClusterClient(configuration: ClusterConfiguration(urls: [server.url]))
        defer { client.shutdown() }
        var feed = SignalFeed(of: SignalSamples.template(), client: client, pageSize: 1)
        do throws(ClusterError) {
            _ = try await feed.next()
            Issue.record("a page that never moves on was read")
        } catch {
            #expect(error.code == .malformed && server.requests.count == 2)
        }
    }
}
