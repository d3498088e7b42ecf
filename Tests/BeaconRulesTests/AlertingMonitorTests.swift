import BeaconTransform
import SearchCluster
import Testing

@testable import BeaconRules

@Suite("Monitors for OpenSearch")
struct AlertingMonitorTests {
    private static func monitors(_ name: String = "beaconing") throws -> [JSONValue] {
        try ShippedRules.lines(ShippedRules.set(name, .opensearch))
    }

    @Test("Each monitor has what the plugin's parser asks for", arguments: ShippedRules.names)
    func required(_ name: String) throws {
        let monitors = try Self.monitors(name)
        #expect(monitors.count >= 4)
        #expect(Set(monitors.compactMap { $0["name"]?.string }).count == monitors.count)
        for monitor in monitors {
            #expect(monitor["type"] == "monitor" && monitor["enabled"] == true)
            let input = try #require(monitor["inputs"]?.array?.first?["search"])
            #expect(monitor["inputs"]?.array?.count == 1)
            #expect(input["indices"] == ["ml_beaconing.all"])
            let trigger = try #require(monitor["triggers"]?.array?.first?.members?.first)
            let kind = try #require(monitor["monitor_type"]?.string?.dropLast("_monitor".count))
            #expect(trigger.name == kind + "_trigger")
            for key in ["id", "name", "severity"] { #expect(trigger.value[key]?.string?.isEmpty == false, "\(key)") }
            #expect(trigger.value["actions"] == [])
            #expect(trigger.value["condition"]?["script"]?["lang"] == "painless")
        }
    }

    @Test("There is one with an alert for each host and process, and one with an alert for all")
    func kinds() throws {
        let monitors = try Self.monitors()
        #expect(monitors.filter { $0["monitor_type"] == "query_level_monitor" }.count == 1)
        let sources = monitors.compactMap { monitor -> [String]? in
            let aggregations = monitor["inputs"]?.array?.first?["search"]?["query"]?["aggregations"]
            return aggregations?["composite_agg"]?["composite"]?["sources"]?.array?.compactMap {
                $0.members?.first?.value["terms"]?["field"]?.string
            }
        }
        #expect(sources.filter { $0 == ["host.name", "process.name"] }.count == 3)
        #expect(sources.contains(["beaconing.destination.ip"]))
    }

    @Test("What a bucket's condition reads is an aggregation of the bucket, and what it compares is read")
    func paths() throws {
        for monitor in try Self.monitors() where monitor["monitor_type"] == "bucket_level_monitor" {
            let search = try #require(monitor["inputs"]?.array?.first?["search"]?["query"])
            let condition = try #require(monitor["triggers"]?.array?.first?["bucket_level_trigger"]?["condition"])
            let parent = try #require(condition["parent_bucket_path"]?.string)
            let figures = try #require(search["aggregations"]?[parent]?["aggregations"])
            let paths = try #require(condition["buckets_path"]?.members)
            for path in paths {
                let parts = try #require(path.value.string).split(separator: ">").map(String.init)
                var found = figures[parts[0]]
                for part in parts.dropFirst() { found = found?["aggregations"]?[part] }
                #expect(found != nil, "\(path.name)")
            }
            let script = try #require(condition["script"]?["source"]?.string)
            let read = script.matches(of: /params\.(\w+)/).map { String($0.1) }
            #expect(!read.isEmpty && Set(read).isSubset(of: Set(paths.map(\.name))))
        }
    }

    @Test("A new beacon's two times meet and do not overlap, and both are read")
    func newBeacon() throws {
        let monitor = try #require(try Self.monitors().first { $0["name"] == "New beacon" })
        let search = try #require(monitor["inputs"]?.array?.first?["search"]?["query"])
        let figures = try #require(search["aggregations"]?["composite_agg"]?["aggregations"])
        func bounds(_ name: String) -> JSONValue? { figures[name]?["filter"]?["range"]?["beaconing.window.end"] }
        #expect(bounds("recent")?["gt"] != nil && bounds("recent")?["gt"] == bounds("earlier")?["lte"])
        let whole = search["query"]?["bool"]?["filter"]?.array?.last?["range"]?["beaconing.window.end"]
        #expect(whole?["gt"] == "{{period_end}}||-21722m" && whole?["lte"] == bounds("recent")?["lte"])
        // 14 days before the reach.
        #expect(bounds("recent")?["gt"] == "{{period_end}}||-1562m")
    }
}
