import BeaconScore
import BeaconTraffic
import Foundation
import HTTPTransport
import SearchCluster
import TestSupport
import Testing

@testable import BeaconTransform

/// Passes with a history against real engines.
@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun), .serialized)
struct HistoryTests {
    private static let nowSeconds: Int64 = 1_795_478_400

    /// A folder that lasts as long as one test.
    private static func withFolder<Result>(_ work: (String) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "beaconing-history-\(UInt64.random(in: 0...UInt64.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        do {
            let result = try await work(folder.path)
            try FileManager.default.removeItem(at: folder)
            return result
        } catch {
            try FileManager.default.removeItem(at: folder)
            throw error
        }
    }

    /// The window that ends so many hours after the first, as text: the counts and every document.
    private func pass(
        _ hour: Int64, _ index: TestIndex, template: TransformTemplate, folder: String?,
        tuning: PullTuning = PullTuning()
    ) async throws -> (text: [String], history: HistoryUse?, warnings: [String]) {
        let now = Self.nowSeconds + hour * 3_600
        let window = Window(nowSeconds: now, parameters: template.metric.parameters)
        let history = folder.map { HistorySetting(folder: $0, clockSeconds: now + 120) }
        let result = try await ClusterPairSource.with(template, client: index.client, tuning: tuning) { source in
            try await TransformRun(template, window: window, keeping: .judged).result(from: source, history: history)
        }
        let document = SignalDocument(template: template, window: window)
        return (
            ["\(result.counts)"] + result.signals.map { "\($0.id) \(document.json(of: $0).text)" }, result.history,
            result.warnings
        )
    }

    /// One event of a few hosts, some with several names, at a time.
    private static func event(_ millis: Int64, _ random: inout SeededRandom) -> [UInt8] {
        let hosts = [#""a""#, #""b""#, #""caf\u00e9""#, #""cafe\u0301""#, #"["a","c"]"#, #""nul\u0000""#, "null"]
        let processes = [#""p.exe""#, #"["p.exe","q.exe"]"#, #""\u202egpj.exe""#, #""""#, "null"]
        return Array(
            """
            {"@timestamp":\(millis),"host":{"name":\(hosts[Int.random(in: 0..<7, using: &random)])},\
            "process":{"name":\(processes[Int.random(in: 0..<5, using: &random)])},"source":{"ip":"10.0.0.1",\
            "bytes":\(Int.random(in: 0..<3, using: &random) * 100)},"destination":{"ip":\
            "52.0.0.\(Int.random(in: 0..<20, using: &random))","bytes":\(Int.random(in: 0..<9_000, using: &random))}}
            """.utf8)
    }

    @Test(
        "six hourly passes with a history write what six full pulls write, with late, deleted, replaced and future documents",
        arguments: Engine.named)
    func hourly(engine: Engine) async throws {
        var random = SeededRandom(seed: 11)
        let first = (Self.nowSeconds - 7 * 3_600) * 1000
        var documents = (0..<5_000).map { _ in
            Self.event(first + Int64.random(in: 0..<13 * 3_600_000, using: &random), &random)
        }
        for host in ["implant-1", "implant-2"] {
            documents += (0..<700).map { minute in
                Array(
                    """
                    {"@timestamp":\(first + Int64(minute) * 60_000 + 500),"host":{"name":"\(host)"},\
                    "process":{"name":"i.exe"},"source":{"ip":"10.0.0.1","bytes":100},\
                    "destination":{"ip":"52.0.0.1","bytes":7}}
                    """.utf8)
            }
        }
        var tuning = PullTuning()
        (tuning.groupsPerPage, tuning.bucketsPerPage) = (7, 400)
        try await TestIndex.with(on: engine, documents: documents) { index in
            try await Self.withFolder { folder in
                let template = TransformTemplate.forTests(index: index.name)
                for hour in 0..<6 as Range<Int64> {
                    let kept = try await pass(hour, index, template: template, folder: folder, tuning: tuning)
                    let full = try await pass(hour, index, template: template, folder: nil, tuning: tuning)
                    #expect(kept.text == full.text)
                    #expect(kept.warnings == full.warnings && kept.text.count > 3)
                    let use = try #require(kept.history)
                    #expect(use.kept == (hour == 0 ? 0 : 5) && use.hours == 6)
                    #expect(hour == 0 || use.changed > 0)
                    let again = try await pass(hour, index, template: template, folder: folder, tuning: tuning)
                    #expect(again.text == full.text && again.history == HistoryUse(hours: 6, kept: 6, changed: 0))
                    try await disturb(index, hour: hour, &random)
                }
            }
        }
    }

    /// Late, deleted, replaced and future documents.
    private func disturb(_ index: TestIndex, hour: Int64, _ random: inout SeededRandom) async throws {
        let now = (Self.nowSeconds + hour * 3_600) * 1000
        try await index.fill(
            (0..<15).map { _ in
                Self.event(now - Int64.random(in: -70_000..<18_000_000, using: &random), &random)
            })
        let ids = try await index.documents(of: index.name).keys.sorted().shuffled(using: &random)
        for id in ids[..<8] {
            _ = try await index.client.send(ClusterCall(.delete, [index.name, "_doc", id], to: "testing"))
        }
        for id in ids[8..<16] {
            let event = Self.event(now - Int64.random(in: 0..<18_000_000, using: &random), &random)
            _ = try await index.client.send(ClusterCall(.put, [index.name, "_doc", id], body: event, to: "testing"))
        }
        _ = try await index.client.send(ClusterCall(.post, [index.name, "_refresh"], to: "testing"))
    }

    @Test(
        "a document of two times ends both kinds of pass alike, and an index that comes or goes is noticed",
        arguments: Engine.named)
    func odd(engine: Engine) async throws {
        var random = SeededRandom(seed: 12)
        let first = (Self.nowSeconds - 7 * 3_600) * 1000
        let documents = (0..<2_000).map { _ in
            Self.event(first + Int64.random(in: 0..<8 * 3_600_000, using: &random), &random)
        }
        try await TestIndex.with(on: engine, documents: documents) { index in
            try await Self.withFolder { folder in
                let template = TransformTemplate.forTests(index: index.name + "*")
                func expectSame(_ hour: Int64) async throws -> HistoryUse? {
                    let kept = try await pass(hour, index, template: template, folder: folder)
                    #expect(kept.text == (try await pass(hour, index, template: template, folder: nil)).text)
                    return kept.history
                }
                #expect(try await expectSame(0)?.kept == 0)
                let other = TestIndex(name: index.name + "-other", client: index.client)
                let mapping: JSONValue = ["mappings": TestIndex.ecs]
                _ = try await index.client.send(ClusterCall(.put, [other.name], body: mapping.bytes, to: "testing"))
                try await other.fill(
                    (0..<50).map { _ in Self.event(first + Int64.random(in: 0..<25_000_000, using: &random), &random) })
                #expect(try await expectSame(0)?.changed ?? 0 > 0)
                try await TestIndex.remove(other.name, with: index.client)
                #expect(try await expectSame(1)?.changed ?? 0 > 0)
                // Both times lie in the window, in two of its hours.
                var event = String(decoding: Self.event(0, &random), as: UTF8.self)
                event.replace(
                    #""@timestamp":0"#, with: #""@timestamp":[\#(first + 8_000_000),\#(first + 16_000_000)]"#)
                event.replace(/"host":\{"name":[^}]*\}/, with: #""host":{"name":"a"}"#)
                event.replace(/"process":\{"name":[^}]*\}/, with: #""process":{"name":"p.exe"}"#)
                try await index.fill([Array(event.utf8)])
                var codes: [ClusterError.Code?] = []
                for folder in [folder, nil] {
                    do {
                        _ = try await pass(0, index, template: template, folder: folder)
                        codes.append(nil)
                    } catch let error as ClusterError { codes.append(error.code) }
                }
                #expect(codes[0] == codes[1])
            }
        }
    }

    /// Milliseconds that an index's searches have taken the engine so far, and how many they were.
    private func searchTime(_ index: TestIndex) async throws -> (millis: Int64, count: Int64) {
        let response = try await index.client.send(ClusterCall(.get, [index.name, "_stats", "search"], to: "testing"))
        let search = try #require(JSONValue(parsing: response.body)?["_all"]?["total"]?["search"])
        return (try #require(search["query_time_in_millis"]?.integer), try #require(search["query_total"]?.integer))
    }

    @Test(
        "the engine's time for a pass with a history, beside a full one's",
        .enabled(
            if: ProcessInfo.processInfo.environment["BEACONING_TEST_MEASURE"] != nil,
            "set BEACONING_TEST_MEASURE to measure"), arguments: Engine.named)
    func measure(engine: Engine) async throws {
        var random = SeededRandom(seed: 13)
        let first = (Self.nowSeconds - 7 * 3_600) * 1000
        // As they would have come: in order of time.
        let times = (0..<1_000_000).map { number in
            (first + Int64.random(in: 0..<7 * 3_600_000, using: &random), number % 10_000)
        }.sorted { $0.0 < $1.0 }
        let documents = times.map { time, group in
            Array(
                """
                {"@timestamp":\(time),"host":{"name":"host-\(group / 10)"},"process":{"name":"p-\(group % 10).exe"},\
                "source":{"ip":"10.0.0.1","bytes":\(time % 907)},"destination":{"ip":"52.0.0.1","bytes":\(time % 5_003)}}
                """.utf8)
        }
        try await TestIndex.with(on: engine, documents: documents, shards: 1) { index in
            let template = TransformTemplate.forTests(index: index.name)
            for round in 1...3 {
                try await Self.withFolder { folder in
                    _ = try await pass(-1, index, template: template, folder: folder)
                    var marks = [try await searchTime(index)]
                    let kept = try await pass(0, index, template: template, folder: folder)
                    marks.append(try await searchTime(index))
                    let full = try await pass(0, index, template: template, folder: nil)
                    marks.append(try await searchTime(index))
                    #expect(kept.text == full.text && kept.history == HistoryUse(hours: 6, kept: 5, changed: 0))
                    // What signals cost beyond their verdict is the same either way.
                    #expect(full.text.filter { $0.contains(#""is_beaconing":true"#) }.count < 400)
                    let (with, without) = (marks[1].millis - marks[0].millis, marks[2].millis - marks[1].millis)
                    print(
                        "\(engine.url), round \(round): with a history \(with) ms in \(marks[1].count - marks[0].count) searches, "
                            + "full \(without) ms in \(marks[2].count - marks[1].count), ratio "
                            + String(format: "%.3f", Double(with) / Double(without)))
                }
            }
        }
    }
}
