import BeaconDashboards
import BeaconRules
import BeaconTransform
import Foundation
import HTTPTransport
import SearchCluster
import Testing

/// The search of every exported rule, on real engines, over a few signals of which it is known what each rule finds.
@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun))
struct RulesTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private struct Made {
        var host, process: String
        var priority: Int64
        var hoursAgo: Int64
        var destination = "203.0.113.9"
        var isTool = false
        var template = "beaconing"
    }

    /// Three hosts share a destination; `old` beaconed three days ago as well, and `gone` then alone.
    private static let made: [Made] = [
        .init(host: "a", process: "implant", priority: 80, hoursAgo: 1),
        .init(host: "a", process: "implant", priority: 75, hoursAgo: 2),
        .init(host: "b", process: "powershell.exe", priority: 60, hoursAgo: 1, isTool: true),
        .init(host: "c", process: "old", priority: 45, hoursAgo: 1),
        .init(host: "c", process: "old", priority: 45, hoursAgo: 72),
        .init(host: "d", process: "gone", priority: 90, hoursAgo: 72, destination: "198.51.100.1"),
        .init(host: "e", process: "dull", priority: 20, hoursAgo: 1, destination: "198.51.100.2", isTool: true),
        .init(host: "f", process: "other", priority: 99, hoursAgo: 1, destination: "198.51.100.3", template: "mine"),
    ]

    private static func document(_ made: Made, nowSeconds: Int64) -> [UInt8] {
        let end = Timestamp(seconds: nowSeconds - made.hoursAgo * 3_600).description
        var reasons: [JSONValue] = ["the intervals are regular (+40)"]
        if made.isTool { reasons.append(.string(Priority.systemToolReason + " (+5)")) }
        let document: JSONValue = [
            "@timestamp": .string(end), "host": ["name": .string(made.host)],
            "process": ["name": .string(made.process)],
            "beaconing": [
                "template": ["id": .string(made.template)], "window": ["end": .string(end)],
                "priority": .integer(made.priority), "reasons": .array(reasons),
                "destination": ["ip": .string(made.destination)],
            ],
        ]
        return document.bytes
    }

    /// Makes the signals an hour ago and more by the machine's clock, and reads the template that they are of.
    private static func with(
        on engine: Engine, _ work: (TransformTemplate, TestIndex, Int64) async throws -> Void
    ) async throws {
        let folder = root.appendingPathComponent("transform-templates").path
        var template = try TemplateCatalog(folders: [folder]).template("beaconing")
        let now = Int64(Date().timeIntervalSince1970)
        let documents = made.map { document($0, nowSeconds: now) }
        try await TestIndex.with(on: engine, mapping: template.signalMapping, documents: documents) { index in
            template.destination.index = index.name
            template.destination.aliases = []
            try await work(template, index, now)
        }
    }

    private static func answer(_ body: JSONValue, on index: TestIndex, _ name: String) async throws -> JSONValue {
        let response = try await index.client.send(
            ClusterCall(.post, [index.name, "_search"], body: body.bytes, to: "testing"))
        let text = String(decoding: response.body.prefix(2_000), as: UTF8.self)
        try #require(response.status == 200, "\(name): \(text)")
        let answer = try #require(JSONValue(parsing: response.body))
        try #require(answer["timed_out"] == false && answer["_shards"]?["failed"] == 0, "\(name): \(text)")
        return answer
    }

    private static func lines(_ template: TransformTemplate, _ product: RuleProduct) -> [JSONValue] {
        RuleSet(template, named: "beaconing", for: product).bytes.split(separator: 0x0A)
            .compactMap { JSONValue(parsing: Array($0)) }
    }

    /// The hosts whose signals each rule is to find.
    private static let expected: [String: Set<String>] = [
        "Beacon of high priority": ["a"], "New beacon": ["a", "b", "c"],
        "Several hosts beacon to one destination": ["a", "b", "c"], "Tool of the system beacons": ["b"],
    ]

    @Test(
        "Each rule for Elastic Security finds its signals, in its time, and its terms can be counted",
        arguments: Engine.named)
    func elastic(engine: Engine) async throws {
        try await Self.with(on: engine) { template, index, _ in
            let rules = Self.lines(template, .elastic)
            #expect(rules.count == Self.expected.count)
            for rule in rules {
                let name = try #require(rule["name"]?.string)
                var filters = [try KQL(#require(rule["query"]?.string)).search]
                filters += (rule["filters"]?.array ?? []).compactMap { $0["query"] }
                func query(from start: JSONValue?) throws -> JSONValue {
                    let time = try #require(rule["timestamp_override"]?.string)
                    let range: JSONValue = ["gte": start ?? .null, "lte": rule["to"] ?? .null]
                    return ["bool": ["filter": .array(filters + [["range": .object([.init(time, range)])]])]]
                }
                let found = try await Self.answer(
                    ["size": 100, "query": try query(from: rule["from"])], on: index, name)
                let hosts = found["hits"]?["hits"]?.array?.compactMap { $0["_source"]?["host"]?["name"]?.string }
                #expect(Set(hosts ?? []) == Self.expected[name], "\(name)")
                if let terms = rule["new_terms_fields"]?.array {
                    let history = try query(from: rule["history_window_start"])
                    let groups = try await Self.groups(of: terms.compactMap(\.string), history, on: index, name)
                    // What is in both times is not new: d is in none of the recent, c is in both.
                    #expect(groups == ["a implant": 2, "b powershell.exe": 1, "c old": 2, "d gone": 1])
                }
                if let threshold = rule["threshold"] {
                    let field = try #require(threshold["field"]?.array?.first)
                    let counted = try #require(threshold["cardinality"]?.array?.first)
                    let answer = try await Self.answer(
                        [
                            "size": 0, "query": try query(from: rule["from"]),
                            "aggs": [
                                "by": [
                                    "terms": ["field": field],
                                    "aggs": ["count": ["cardinality": ["field": counted["field"] ?? .null]]],
                                ]
                            ],
                        ], on: index, name)
                    let buckets = answer["aggregations"]?["by"]?["buckets"]?.array ?? []
                    let least = try #require(counted["value"]?.integer)
                    let shared = buckets.filter { ($0["count"]?["value"]?.integer ?? 0) >= least }
                    #expect(shared.compactMap { $0["key"]?.string } == ["203.0.113.9"])
                }
            }
        }
    }

    private static func groups(
        of fields: [String], _ query: JSONValue, on index: TestIndex, _ name: String
    ) async throws -> [String: Int64] {
        let sources = fields.map { field -> JSONValue in
            .object([.init(field, ["terms": ["field": .string(field)]])])
        }
        let answer = try await answer(
            [
                "size": 0, "query": query,
                "aggs": ["groups": ["composite": ["size": 100, "sources": .array(sources)]]],
            ], on: index, name)
        var groups: [String: Int64] = [:]
        for bucket in answer["aggregations"]?["groups"]?["buckets"]?.array ?? [] {
            let key = fields.compactMap { bucket["key"]?[$0]?.string }.joined(separator: " ")
            groups[key] = bucket["doc_count"]?.integer
        }
        return groups
    }

    @Test(
        "Each monitor's search runs as the plugin sends it, and its figures are those that its condition asks for",
        arguments: Engine.named)
    func monitors(engine: Engine) async throws {
        try await Self.with(on: engine) { template, index, now in
            let monitors = Self.lines(template, .opensearch)
            #expect(monitors.count == 5)
            for monitor in monitors {
                let name = try #require(monitor["name"]?.string)
                let written = try #require(monitor["inputs"]?.array?.first?["search"]?["query"])
                let text = written.text.replacingOccurrences(of: "{{period_end}}", with: "\(now * 1_000)")
                let search = try #require(JSONValue(parsing: Array(text.utf8)))
                let answer = try await Self.answer(search, on: index, name)
                guard monitor["monitor_type"] == "bucket_level_monitor" else {
                    #expect(answer["hits"]?["total"]?["value"] == 2, "\(name)")
                    continue
                }
                let buckets = answer["aggregations"]?["composite_agg"]?["buckets"]?.array ?? []
                let alarmed = buckets.filter { bucket in
                    func figure(_ path: String...) -> Double {
                        path.reduce(bucket) { $0[$1] ?? .null }["value"]?.number ?? -1
                    }
                    return switch name {
                    case "New beacon": figure("recent", "signals") > 0 && figure("earlier", "signals") == 0
                    case "Several hosts beacon to one destination": figure("hosts") >= 3
                    default: figure("priority") >= 40
                    }
                }
                let keys = Set(
                    alarmed.map { $0["key"]?.members?.compactMap(\.value.string).joined(separator: " ") ?? "" })
                let expected: [String: Set<String>] = [
                    "Beacon of high priority": ["a implant"], "New beacon": ["a implant", "b powershell.exe"],
                    "Several hosts beacon to one destination": ["203.0.113.9"],
                    "Tool of the system beacons": ["b powershell.exe"],
                ]
                #expect(keys == expected[name], "\(name)")
            }
        }
    }

    @Test(
        "Where the alerting plugin is, it takes each monitor, and a trial run of it raises its alerts",
        arguments: Engine.named)
    func plugin(engine: Engine) async throws {
        try await Self.with(on: engine) { template, index, _ in
            let plugins = try await index.client.send(ClusterCall(.get, ["_cat", "plugins"], to: "testing"))
            guard String(decoding: plugins.body, as: UTF8.self).contains("opensearch-alerting") else { return }
            for monitor in Self.lines(template, .opensearch) {
                let name = try #require(monitor["name"]?.string)
                let response = try await index.client.send(
                    ClusterCall(
                        .post, ["_plugins", "_alerting", "monitors", "_execute"], query: [("dryrun", "true")],
                        body: monitor.bytes, to: "testing"))
                let text = String(decoding: response.body.prefix(2_000), as: UTF8.self)
                try #require(response.status == 200, "\(name): \(text)")
                let answer = try #require(JSONValue(parsing: response.body))
                #expect(answer["error"] == nil || answer["error"] == .null, "\(name): \(text)")
                let triggers = try #require(answer["trigger_results"]?.members)
                #expect(triggers.count == 1, "\(name): \(text)")
                for trigger in triggers {
                    #expect(trigger.value["error"] == nil || trigger.value["error"] == .null, "\(name): \(text)")
                    let buckets = trigger.value["agg_result_buckets"]?.members?.count ?? 0
                    #expect(trigger.value["triggered"] == true || buckets > 0, "\(name): \(text)")
                }
            }
        }
    }
}
