@testable import BeaconDashboards
@testable import SearchCluster

extension RuleCase {
    static let columns: [RuleCase] = [
        .kibana(23, "an operation that is not known") {
            $0.set(main, layer("hosts", "columns/hosts/operationType"), to: "cardinality")
        },
        .kibana(23, "a group that calls itself a figure") {
            $0.set(main, layer("bytes", "columns/process/isBucketed"), to: false)
        },
        .kibana(23, "a scale that does not fit") { $0.set(main, layer("hosts", "columns/hosts/scale"), to: "ordinal") },
        .kibana(23, "a data type that does not fit") {
            $0.set(main, layer("hosts", "columns/hosts/dataType"), to: "string")
        },
        .kibana(23, "a count without a source") {
            $0.set(main, layer("signals", "columns/signals/sourceField"), to: nil)
        },
        .kibana(23, "a formula of a column that is not there") {
            $0.set(main, layer("hosts", "columns/hosts/references"), to: ["gone"])
        },
        .kibana(24, "ordered by a group") {
            $0.set(main, layer("bytes", "columns/process/params/orderBy/columnId"), to: "process")
        },
        .kibana(24, "a custom order without its aggregation") {
            $0.set(main, layer("bytes", "columns/process/params/orderBy"), to: ["type": "custom"])
        },
        .kibana(24, "terms without a size") { $0.set(main, layer("bytes", "columns/process/params/size"), to: 0) },
        .kibana(24, "groups inside groups beyond the budget", .warning) {
            $0.set(main, layer("signal-table", "columns/process/params/size"), to: 1000)
        },
        .kibana(24, "others of a boolean", .warning) {
            $0.set(main, layer("bytes", "columns/process/sourceField"), to: "beacon_stats.periodic")
            $0.set(main, layer("bytes", "columns/process/dataType"), to: "boolean")
            $0.set(main, layer("bytes", "columns/process/params/otherBucket"), to: true)
        },
        .kibana(24, "the score that one ranks by is hidden", .warning) {
            $0.set(main, state("signal-table", "visualization/columns/2/hidden"), to: true)
        },
        .kibana(25, "a field that is not mapped") {
            $0.set(main, layer("highest-score", "columns/score/sourceField"), to: "beacon_stats.score")
        },
        .kibana(25, "the largest name") {
            $0.set(main, layer("highest-score", "columns/score/sourceField"), to: "host.name")
        },
        .kibana(25, "a keyword's field of a text", .warning) {
            $0.set(main, layer("hosts", "columns/hosts/sourceField"), to: "host.name.keyword")
        },
        .kibana(25, "the rarest of fractions") {
            $0.set(main, layer("bytes", "columns/process/sourceField"), to: "beacon_stats.autocovariance")
            $0.set(main, layer("bytes", "columns/process/params/orderBy"), to: ["type": "rare"])
        },
        .kibana(25, "a search's column that is not mapped") {
            $0.set("search:beaconing-signal-documents", "attributes/columns/0", to: "host")
        },
        .classic(25, "a field that is not mapped") {
            $0.set(
                "visualization:beaconing-network-highest-score", "attributes/visState/aggs/0/params/field",
                to: "beacon_stats.score")
        },
        .kibana(26, "a dashboard's query over a field that is not mapped") {
            $0.set(main, source + "/query/query", to: "beacon_stats.is_beacon : true")
        },
        .kibana(26, "a query that does not parse") { $0.set(main, source + "/query/query", to: "host.name : (a or") },
        .kibana(26, "a column's filter over a field that is not mapped") {
            $0.set(drilldown, layer("why", "columns/periodic/filter/query"), to: "periodic : true")
        },
        .kibana(26, "signals' fields over a dashboard that reads events as well") {
            $0.set(drilldown, source + "/query/query", to: "beacon_stats.is_beaconing : true")
        },
        .kibana(26, "Lucene over a field that is not mapped") {
            $0.set(main, source + "/query", to: ["query": "hostname:x AND host.name:y", "language": "lucene"])
        },
        .kibana(26, "a filter over a field that is not mapped") {
            $0.set(main, source + "/filter", to: [["meta": ["key": "hostname"]]])
        },
        .kibana(26, "a filter that one of two data views lacks", .warning) {
            $0.set(drilldown, source + "/filter", to: [["meta": ["key": "beacon_stats.periodic"]]])
        },
        .classic(26, "a filter over a field that is not mapped") {
            $0.set(
                "visualization:beaconing-network-tests-over-time",
                "attributes/visState/aggs/1/params/filters/0/input/query",
                to: "periodic : true")
        },
        .kibana(27, "an interval that is none") {
            $0.set(main, layer("score-over-time", "columns/time/params/interval"), to: "daily")
        },
        .kibana(27, "a histogram over numbers") {
            $0.set(main, layer("score-over-time", "columns/time/sourceField"), to: "beacon_stats.interval")
        },
        .kibana(27, "a histogram over another time than the range", .warning) {
            $0.set(main, layer("score-over-time", "columns/time/sourceField"), to: "event.ingested")
        },
        .kibana(28, "a palette that is not known", .warning) {
            $0.set(
                main, state("period-autocovariance", "visualization/palette"),
                to: ["type": "palette", "name": "rainbow"])
        },
        .kibana(28, "stops that go down", .warning) {
            $0.set(
                main, state("period-autocovariance", "visualization/palette"),
                to: ["name": "custom", "params": ["stops": [["stop": 5], ["stop": 1]]]])
        },
        .kibana(29, "a slip in a layer", .warning) { $0.set(main, layer("hosts", "columOrder"), to: []) },
        .kibana(29, "a slip in a column", .warning) { $0.set(main, layer("hosts", "columns/hosts/lable"), to: "x") },
        .kibana(29, "a slip in what is drawn", .warning) {
            $0.set(main, state("bytes", "visualization/layers/0/splitAcessor"), to: "process")
        },
        .kibana(30, "a time field that is no date") { $0.set(signals, "attributes/timeFieldName", to: "host.name") },
        .kibana(30, "no time field") { $0.set(signals, "attributes/timeFieldName", to: nil) },
        .kibana(30, "a title that matches nothing of ours") {
            $0.set(signals, "attributes/title", to: "ml_beaconing_default")
        },
        .kibana(30, "a title that matches others' indices", .warning) {
            $0.set(signals, "attributes/title", to: "ml_*")
        },
        .kibana(30, "a pattern that misses hidden indices", .warning) {
            $0.set(signals, "attributes/title", to: "ml_beaconing*")
        },
    ]

    private static let table = "visualization:beaconing-network-signal-table"
    private static let bars = "visualization:beaconing-network-bytes"
    private static let tile = "visualization:beaconing-network-signals"

    static let classicOnes: [RuleCase] = [
        .classic(32, "one id for two aggregations") { $0.set(table, "attributes/visState/aggs/1/id", to: "1") },
        .classic(32, "an id that is a number") { $0.set(table, "attributes/visState/aggs/1/id", to: 2) },
        .classic(32, "ordered by a figure that is not there") {
            $0.set(bars, "attributes/visState/aggs/2/params/orderBy", to: "9")
        },
        .classic(32, "a schema of another type") { $0.set(table, "attributes/visState/aggs/7/schema", to: "segment") },
        .classic(32, "a group as a figure") { $0.set(tile, "attributes/visState/aggs/0/type", to: "terms") },
        .classic(32, "a series of a figure that is not there") {
            $0.set(bars, "attributes/visState/params/seriesParams/0/data/id", to: "7")
        },
        .classic(32, "a series on an axis that is not there") {
            $0.set(bars, "attributes/visState/params/seriesParams/0/valueAxis", to: "ValueAxis-2")
        },
        .classic(32, "a data view and a search") { $0.set(tile, "attributes/savedSearchRefName", to: "search_0") },
        .classic(32, "a text with a data view") { $0.set(tile, "attributes/visState/type", to: "markdown") },
        .classic(33, "a TSVB panel over another index") {
            $0.set("visualization:beaconing-network-about", "attributes/visState") { _ in
                (["type": "metrics", "params": ["index_pattern": "ml_other"]] as JSONValue).packed
            }
        },
        .classic(33, "a Vega panel over another index") {
            $0.set("visualization:beaconing-network-about", "attributes/visState") { _ in
                let spec: JSONValue = ["data": ["url": ["index": "ml_other"]]]
                return (["type": "vega", "params": ["spec": spec.packed]] as JSONValue).packed
            }
        },
        .classic(33, "a Vega panel that is no JSON") {
            $0.set("visualization:beaconing-network-about", "attributes/visState") { _ in
                (["type": "vega", "params": ["spec": "{\"data\": "]] as JSONValue).packed
            }
        },
    ]
}
