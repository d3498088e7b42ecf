internal import SearchCluster

/// A monitor as `POST _plugins/_alerting/monitors` of OpenSearch takes it.
///
/// The fields are those that the plugin's own parser reads (`Monitor`, `SearchInput`, `Schedule`, `QueryLevelTrigger`,
/// `BucketLevelTrigger`, `BucketSelectorExtAggregationBuilder` of opensearch-project/common-utils).
struct AlertingMonitor: Sendable {
    /// The monitor.
    let json: JSONValue

    /// The monitors of a rule: one with an alert for each group, and for high priority a second with one alert for all.
    static func all(of rule: DetectionRule) -> [AlertingMonitor] {
        var monitors = [AlertingMonitor(byBucket: rule)]
        if rule.kind == .highPriority { monitors.append(AlertingMonitor(byQuery: rule)) }
        return monitors
    }

    /// The name of the composite aggregation whose buckets become alerts.
    private static let buckets = "composite_agg"

    /// An alert for each bucket: one that goes on stays the same alert, and is completed when the bucket is gone.
    private init(byBucket rule: DetectionRule) {
        let fields = rule.kind == .sharedDestination ? ["beaconing.destination.ip"] : rule.groupFields
        let sources = fields.map { field -> JSONValue in
            .object([.init(field.replacing(".", with: "_"), ["terms": ["field": .string(field)]])])
        }
        var figures: [JSONValue.Member] = [.init("priority", ["max": ["field": "beaconing.priority"]])]
        var paths: [JSONValue.Member] = [.init("priority", "priority")]
        let script: String
        switch rule.kind {
        case .highPriority, .systemTool:
            let lowest = rule.kind == .highPriority ? DetectionRule.highPriority : DetectionRule.lowestPriority
            script = "params.priority >= \(lowest)"
        case .sharedDestination:
            figures.append(.init("hosts", ["cardinality": ["field": .string(rule.groupFields[0])]]))
            paths.append(.init("hosts", "hosts"))
            script = "params.hosts >= \(DetectionRule.fewestHosts)"
        case .newBeacon:
            let reach = RuleSchedule.text(rule.schedule.reachSeconds)
            figures.append(.init("recent", Self.count(from: "{{period_end}}||-\(reach)", to: "{{period_end}}")))
            figures.append(.init("earlier", Self.count(from: nil, to: "{{period_end}}||-\(reach)")))
            paths.append(.init("recent", "recent>signals"))
            paths.append(.init("earlier", "earlier>signals"))
            script = "params.recent > 0 && params.earlier == 0"
        }
        let reach =
            switch rule.kind {
            case .highPriority, .systemTool: rule.schedule.reachSeconds
            case .sharedDestination: rule.schedule.sharingSeconds
            case .newBeacon: rule.schedule.historySeconds
            }
        let search: JSONValue = [
            "size": 0, "track_total_hits": false, "query": Self.query(rule, reachSeconds: reach),
            "aggregations": .object([
                .init(
                    Self.buckets,
                    ["composite": ["size": 500, "sources": .array(sources)], "aggregations": .object(figures)])
            ]),
        ]
        let condition: JSONValue = [
            "buckets_path": .object(paths), "parent_bucket_path": .string(Self.buckets),
            "script": ["source": .string(script), "lang": "painless"],
        ]
        json = Self.monitor(
            rule, "bucket_level_monitor", title: rule.title, search: search, trigger: "bucket_level_trigger",
            condition: condition, part: "bucket")
    }

    /// One alert for as long as there is any such signal: for a pager, not for triage.
    private init(byQuery rule: DetectionRule) {
        let search: JSONValue = [
            "size": 10, "query": Self.query(rule, reachSeconds: rule.schedule.reachSeconds),
            "sort": [["beaconing.priority": ["order": "desc"]]],
        ]
        let condition: JSONValue = [
            "script": ["source": "ctx.results[0].hits.total.value > 0", "lang": "painless"]
        ]
        json = Self.monitor(
            rule, "query_level_monitor", title: rule.title + ", one alert for all", search: search,
            trigger: "query_level_trigger", condition: condition, part: "query")
    }

    private static func monitor(
        _ rule: DetectionRule, _ type: String, title: String, search: JSONValue, trigger: String, condition: JSONValue,
        part: String
    ) -> JSONValue {
        let id = RuleID.text(template: rule.template, kind: rule.kind, part: part)
        return [
            "type": "monitor", "name": .string(title), "monitor_type": .string(type), "enabled": true,
            "schedule": [
                "period": ["interval": .integer(Int64(rule.schedule.everySeconds / 60)), "unit": "MINUTES"]
            ],
            "inputs": [["search": ["indices": [.string(rule.index)], "query": search]]],
            "triggers": [
                .object([
                    .init(
                        trigger,
                        [
                            "id": .string(id), "name": .string(title),
                            // 1 is the highest of five.
                            "severity": rule.severity == .high ? "2" : "3", "condition": condition, "actions": [],
                        ])
                ])
            ],
        ]
    }

    private static func query(_ rule: DetectionRule, reachSeconds: Int) -> JSONValue {
        let time = range(from: "{{period_end}}||-\(RuleSchedule.text(reachSeconds))", to: "{{period_end}}")
        return ["bool": ["filter": .array(rule.clauses.map(\.search) + [time])]]
    }

    /// Moments are filled in by the plugin, in milliseconds, before the search is sent.
    private static func range(from start: String?, to end: String) -> JSONValue {
        var bounds: [JSONValue.Member] = start.map { [.init("gt", .string($0))] } ?? []
        bounds += [.init("lte", .string(end)), .init("format", "epoch_millis")]
        return ["range": ["beaconing.window.end": .object(bounds)]]
    }

    /// How many of a bucket's signals fall into a time.
    private static func count(from start: String?, to end: String) -> JSONValue {
        [
            "filter": range(from: start, to: end),
            "aggregations": ["signals": ["value_count": ["field": "beaconing.window.end"]]],
        ]
    }
}
