@testable import BeaconDashboards
@testable import SearchCluster

extension RuleCase {
    static let grid: [RuleCase] = [
        .kibana(11, "a panelIndex twice") { $0.set(main, panel("hosts", "panelIndex"), to: "signals") },
        .kibana(11, "gridData of another panel") { $0.set(main, panel("hosts", "gridData/i"), to: "signals") },
        .kibana(11, "beyond the right edge") { $0.set(main, panel("highest-score", "gridData/w"), to: 13) },
        .kibana(11, "half a column") { $0.set(main, panel("hosts", "gridData/x"), to: 12.5) },
        .kibana(12, "two panels on one place") { $0.set(main, panel("hosts", "gridData/x"), to: 11) },
        .kibana(12, "a panel in the air", .warning) {
            $0.set(hosts, panel("process-table", "gridData/y"), to: 30)
        },
        .kibana(12, "a table of three rows", .warning) {
            $0.set(hosts, panel("process-table", "gridData/h"), to: 3)
        },
        .kibana(13, "by value and by reference") {
            $0.set(drilldown, panel("events", "embeddableConfig/attributes"), to: ["title": "x"])
        },
        .kibana(13, "neither") { $0.set(drilldown, panel("events", "panelRefName"), to: nil) },
        .kibana(13, "no type") { $0.set(main, panel("signals", "type"), to: nil) },
        .kibana(13, "a type that is not known") { $0.set(main, panel("signals", "type"), to: "gauge") },
        .classic(13, "a panel by value") {
            $0.set(main, panel("signals", "embeddableConfig/attributes"), to: .object([]))
        },
        .kibana(14, "a time range without its start") { $0.set(main, "attributes/timeFrom", to: nil) },
        .kibana(14, "a start that is no time") { $0.set(main, "attributes/timeFrom", to: "yesterday") },
        .kibana(14, "a promise without a saved range", .warning) { $0.set(main, "attributes/timeRestore", to: false) },
        .kibana(14, "a promise of another range", .warning) {
            $0.set(main, "attributes/description", to: "What happened in the past two weeks")
        },
        .classic(14, "a text that promises another range", .warning) {
            $0.set(
                "visualization:beaconing-network-about", "attributes/visState/params/markdown", to: "The last 6 hours.")
        },
    ]

    static let links: [RuleCase] = [
        .kibana(15, "two events with one id") {
            $0.set(main, event("process-shares", "1/eventId"), to: "process-shares-to-beaconing-drilldown")
        },
        .kibana(15, "a trigger that is not known") { $0.set(main, event("bytes", "0/triggers/0"), to: "HOVER") },
        .kibana(15, "a factory that is not known") {
            $0.set(main, event("bytes", "0/action/factoryId"), to: "EMAIL_DRILLDOWN")
        },
        .kibana(15, "the reference of a drilldown is missing") {
            $0.set(main, event("bytes", "0/eventId"), to: "renamed")
        },
        .kibana(15, "a target that is not in the file") {
            $0.set(
                main,
                "references/@bytes:drilldown:DASHBOARD_TO_DASHBOARD_DRILLDOWN:bytes-to-beaconing-drilldown:dashboardId/id",
                to: "gone")
        },
        .kibana(15, "the range of a day into buckets of three", .warning) {
            $0.set(hosts, layer("hosts-by-process", "columns/time/params/interval"), to: "3d")
            $0.set(main, event("process-shares", "1/action/config/useCurrentDateRange"), to: true)
        },
        .kibana(15, "a name left over from editing", .warning) {
            $0.set(main, event("bytes", "0/action/name"), to: "Beaconing drilldown-2")
        },
        .kibana(15, "a name that is not the target's", .warning) {
            $0.set(main, event("bytes", "0/action/name"), to: "Details")
        },
        .kibana(16, "a link to a dashboard that is not there") {
            $0.set(main, panel("about", "embeddableConfig/savedVis/params/markdown"), to: "[there](#/view/gone)")
        },
        .kibana(16, "a link with a host", .warning) {
            $0.set(
                main, panel("about", "embeddableConfig/savedVis/params/markdown"),
                to: "[there](https://kibana.example.org/s/soc/app/dashboards#/view/beaconing-drilldown)")
        },
        .classic(16, "a link to a dashboard that is not there") {
            $0.set(
                "visualization:beaconing-network-about", "attributes/visState/params/markdown", to: "[x](#/view/gone)")
        },
        .kibana(17, "a control without its reference") {
            $0.set(main, "references/@controlGroup_host:optionsListDataView", to: nil)
        },
        .kibana(17, "a control of another data view") {
            $0.set(
                main, "attributes/controlGroupInput/panelsJSON/host/explicitInput/dataViewId", to: "beaconing-events")
        },
        .kibana(17, "two controls in one place") {
            $0.set(main, "attributes/controlGroupInput/panelsJSON/host/order", to: 1)
        },
        .kibana(17, "a control over a field that is not there") {
            $0.set(main, "attributes/controlGroupInput/panelsJSON/host/explicitInput/fieldName", to: "host.nam")
        },
        .kibana(17, "a slider over names") {
            $0.set(main, "attributes/controlGroupInput/panelsJSON/score/explicitInput/fieldName", to: "host.name")
        },
        .classic(17, "a control over a field that is not there") {
            $0.set(
                "visualization:beaconing-network-controls", "attributes/visState/params/controls/0/fieldName",
                to: "hostname")
        },
    ]

    static let lens: [RuleCase] = [
        .kibana(18, "another type than lens") {
            $0.set(main, panel("signals", "embeddableConfig/attributes/type"), to: "vega")
        },
        .kibana(18, "a visualisation that is not known") {
            $0.set(main, panel("signals", "embeddableConfig/attributes/visualizationType"), to: "lnsMetricNew")
        },
        .kibana(18, "a state without filters") { $0.set(main, state("signals", "filters"), to: nil) },
        .kibana(18, "a query in another language") {
            $0.set(main, state("signals", "query"), to: ["query": "x", "language": "esql"])
        },
        .kibana(19, "the dashboard's reference of a layer is missing") {
            $0.set(main, "references/@hosts:indexpattern-datasource-layer-hosts", to: nil)
        },
        .kibana(19, "the panel's reference of a layer is missing") {
            $0.set(main, panel("hosts", "embeddableConfig/attributes/references"), to: [])
        },
        .kibana(19, "panel and dashboard name two data views") {
            $0.set(main, "references/@hosts:indexpattern-datasource-layer-hosts/id", to: "beaconing-events")
        },
        .kibana(19, "another data view inline") {
            $0.set(main, layer("hosts", "indexPatternId"), to: "beaconing-events")
        },
        .kibana(20, "a column missing from the order") {
            $0.set(main, layer("signal-table", "columnOrder/0"), to: nil)
        },
        .kibana(20, "figures before groups") {
            $0.set(main, layer("process-shares", "columnOrder"), to: ["signals", "process"])
        },
        .kibana(20, "an unfinished column") {
            $0.set(main, layer("hosts", "incompleteColumns"), to: ["x": ["operationType": "max"]])
        },
        .kibana(21, "a drawn layer without columns") {
            $0.set(main, state("bytes", "visualization/layers/0/layerId"), to: "other")
        },
        .kibana(21, "no layerType") { $0.set(main, state("signals", "visualization/layerType"), to: nil) },
        .kibana(22, "an axis over a column that is not there") {
            $0.set(main, state("bytes", "visualization/layers/0/xAccessor"), to: "gone")
        },
        .kibana(22, "a figure as the axis") {
            $0.set(main, state("bytes", "visualization/layers/0/xAccessor"), to: "out")
        },
        .kibana(22, "a figure that nobody draws", .warning) {
            $0.set(main, state("bytes", "visualization/layers/0/accessors"), to: ["out"])
        },
        .kibana(22, "a column missing from a table", .warning) {
            $0.set(main, state("signal-table", "visualization/columns/0"), to: nil)
        },
    ]
}
