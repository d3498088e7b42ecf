import Foundation

@testable import BeaconDashboards
@testable import SearchCluster

extension RuleCase {
    static let file: [RuleCase] = [
        .kibana(1, "the name ends in .json") { $0.name = "dashboards.json" },
        .kibana(1, "a byte order mark") { $0.start = [0xEF, 0xBB, 0xBF] },
        .kibana(1, "bytes that are no UTF-8") { $0.end = [0xFF, 0xFE] },
        .kibana(1, "a list instead of lines") { $0.end = Array("[1]\n".utf8) },
        .kibana(1, "a line that ends too early") { $0.end = Array("{\"type\":\n".utf8) },
        .kibana(1, "more than 10000 objects") { bundle in
            let search = bundle.objects[0]
            bundle.objects += Array(repeating: search, count: 10_000)
        },
        .kibana(1, "more than 25 MiB") { $0.end = Array(repeating: 0x20, count: 26 << 20) },
        .kibana(2, "no attributes") { $0.set(signals, "attributes", to: nil) },
        .kibana(2, "an empty title") { $0.set(main, "attributes/title", to: "") },
        .kibana(2, "no references") { $0.set(signals, "references", to: nil) },
        .kibana(2, "something after the summary") { bundle in
            bundle.end = Array("{\"exportedCount\":7}\n".utf8) + bundle.objects[0].bytes
        },
    ]

    static let objects: [RuleCase] = [
        .kibana(3, "an object twice") { $0.objects.insert($0.objects[0], at: 0) },
        .classic(3, "a lens object for OpenSearch Dashboards") { $0.set(signals, "type", to: "lens") },
        .kibana(3, "a random id", .warning) {
            $0.set(hosts, "id", to: "7a2c6260-2d65-11ee-b990-0d17f5be0d77")
        },
        .kibana(4, "a reference without a type") { $0.set(main, "references/0/type", to: nil) },
        .kibana(4, "a reference to a search that is not there") {
            $0.set(drilldown, "references/@events:panel_events/id", to: "elsewhere")
        },
        .kibana(4, "one name for two targets") {
            $0.set(
                main, "references/+",
                to: [
                    "name": "signals:indexpattern-datasource-layer-signals", "type": "index-pattern",
                    "id": "beaconing-events",
                ])
        },
        .kibana(4, "one reference twice", .warning) {
            $0.set(
                main, "references/+",
                to: [
                    "name": "signals:indexpattern-datasource-layer-signals", "type": "index-pattern",
                    "id": "beaconing-signals",
                ])
        },
        .kibana(5, "dashboards first", .warning) { $0.objects.reverse() },
    ]

    static let stamps: [RuleCase] = [
        .kibana(6, "no core version") { $0.set(main, "coreMigrationVersion", to: nil) },
        .kibana(6, "a core version of two numbers") { $0.set(main, "coreMigrationVersion", to: "8.8") },
        .kibana(6, "a core version newer than the target", version: ProductVersion(8, 17)) {
            $0.set(main, "coreMigrationVersion", to: "9.1.0")
        },
        .kibana(6, "no type version") { $0.set(main, "typeMigrationVersion", to: nil) },
        .kibana(6, "both type versions") { $0.set(main, "migrationVersion", to: ["dashboard": "8.7.0"]) },
        .kibana(6, "a type version newer than the target knows", version: ProductVersion(8, 17)) {
            $0.set(main, "typeMigrationVersion", to: "10.3.0")
        },
        .kibana(6, "formBased state stamped before it was there") {
            $0.set(main, "typeMigrationVersion", to: "8.5.0")
        },
        .kibana(6, "indexpattern state stamped too new") {
            $0.set(main, state("signals", "datasourceStates")) {
                .object([.init("indexpattern", $0?["formBased"] ?? .null)])
            }
        },
        .classic(6, "Kibana's stamp for OpenSearch Dashboards") {
            $0.set(signals, "coreMigrationVersion", to: "8.8.0")
        },
        .classic(6, "a newer stamp than OpenSearch Dashboards knows") {
            $0.set(signals, "migrationVersion", to: ["index-pattern": "7.11.0"])
        },
        .kibana(7, "sections before there were any") { $0.set(main, "attributes/sections", to: []) },
        .kibana(7, "a button for controls before there was one") {
            $0.set(main, "attributes/controlGroupInput/showApplySelections", to: false)
        },
        .classic(7, "an attribute of Kibana's") { $0.set(main, "attributes/controlGroupInput", to: .object([])) },
    ]

    static let strings: [RuleCase] = [
        .kibana(8, "panels as a list, as packages keep them") {
            $0.set(main, panels) { CheckRun.parsed($0) }
        },
        .kibana(8, "options that are no JSON") { $0.set(main, "attributes/optionsJSON", to: "{") },
        .kibana(8, "a list where an object belongs") { $0.set(main, source, to: "[]") },
        .kibana(8, "controls as an object") {
            $0.set(main, "attributes/controlGroupInput/panelsJSON") { CheckRun.parsed($0) }
        },
        .classic(8, "a name twice inside a string") {
            $0.set("visualization:beaconing-network-signals", "attributes/visState") { state in
                .string(
                    (state?.string ?? "").replacingOccurrences(of: "{\"title\"", with: "{\"title\":\"x\",\"title\""))
            }
        },
        // The fault of the published dashboards.
        .kibana(9, "a filter whose reference is missing") {
            $0.set(
                main, source + "/filter",
                to: [
                    [
                        "meta": [
                            "indexRefName": "kibanaSavedObjectMeta.searchSourceJSON.filter[0].meta.index",
                            "key": "@timestamp",
                        ], "query": ["exists": ["field": "@timestamp"]],
                    ]
                ])
        },
        .kibana(9, "a panel whose search is missing") {
            $0.set(drilldown, "references/@events:panel_events", to: nil)
        },
        .classic(9, "a panel with Kibana's prefix") {
            $0.set(main, "references/@panel_1/name", to: "signals:panel_1")
        },
        .classic(9, "a visualisation whose index is missing") {
            $0.set("visualization:beaconing-network-signals", "references/0", to: nil)
        },
        .kibana(10, "a reference that nothing uses", .warning) {
            $0.set(main, "references/+", to: ["name": "old", "type": "index-pattern", "id": "beaconing-signals"])
        },
    ]
}
