internal import SearchCluster

/// Rules 32 and 33: classic visualisations.
extension CheckRun {
    private static let withoutIndex = ["markdown", "metrics", "vega", "input_control_vis"]
    private static let figures = [
        "count", "cardinality", "max", "min", "avg", "sum", "median", "percentiles", "percentile_ranks", "std_dev",
        "top_hits",
    ]
    private static let groups = ["terms", "date_histogram", "histogram", "range", "filters", "date_range", "ip_range"]

    mutating func checkVisualization(_ object: Object) {
        guard let state = Self.parsed(object.attributes["visState"]) else {
            if object.attributes["visState"] == nil { error(32, "there is no visState") }
            return
        }
        let type = state["type"]?.string ?? ""
        part = type
        let index = object.references.first { $0.name == SourcePacker.indexReference }
        let search = object.attributes["savedSearchRefName"]?.string
        if !Self.withoutIndex.contains(type), (index != nil) == (search != nil) {
            error(
                32,
                index == nil
                    ? "the visualisation reads no data view and no search" : "it reads both a data view and a search")
        }
        if Self.withoutIndex.contains(type), index != nil { error(32, "a \(type) takes no data view") }
        switch type {
        case "markdown": checkMarkdown(state["params"]?["markdown"]?.string)
        case "metrics": checkTitle(state["params"]?["index_pattern"]?.string, "index_pattern")
        case "vega": checkVega(state["params"]?["spec"]?.string)
        case "input_control_vis": checkClassicControls(state, object)
        default: checkAggregations(state, type, dataView(index?.id))
        }
    }

    private mutating func checkAggregations(_ state: JSONValue, _ type: String, _ view: DataView?) {
        let aggregations = state["aggs"]?.array ?? []
        var ids: Set<String> = []
        var figures: Set<String> = []
        for aggregation in aggregations {
            guard let id = aggregation["id"]?.string else {
                error(32, "an aggregation has no id that is a string")
                continue
            }
            if !ids.insert(id).inserted { error(32, "the aggregation id \(id) comes twice") }
            if aggregation["schema"]?.string == "metric" { figures.insert(id) }
        }
        for aggregation in aggregations {
            let id = aggregation["id"]?.string ?? ""
            let name = aggregation["type"]?.string ?? ""
            let params = aggregation["params"]
            checkSchema(aggregation["schema"]?.string ?? "", name, id, type)
            if let order = params?["orderBy"]?.string, !["_key", "_count", "_term", "custom"].contains(order),
                !figures.contains(order.split(separator: ".").first.map(String.init) ?? order)
            {
                error(32, "the aggregation \(id) is ordered by \(order), which is no figure")
            }
            if name != "count", name != "filters" { checkField(params?["field"]?.string, name, view) }
            if name == "date_histogram" { checkHistogramField(params?["field"]?.string, view) }
            for filter in params?["filters"]?.array ?? [] {
                checkQueryText(filter["input"], view, "the filter \(filter["label"]?.string ?? "")")
            }
        }
        checkSeries(state["params"], figures)
    }

    private mutating func checkSchema(_ schema: String, _ name: String, _ id: String, _ type: String) {
        let allowed: [String]? =
            switch type {
            case "table": ["metric", "bucket", "split"]
            case "pie": ["metric", "segment", "split"]
            case "metric": ["metric", "group"]
            case "histogram", "line", "area", "horizontal_bar": ["metric", "segment", "group", "split", "radius"]
            case "heatmap": ["metric", "segment", "group", "split"]
            case "tagcloud": ["metric", "segment"]
            default: nil
            }
        guard let allowed else {
            error(32, "the type \(type) is not known")
            return
        }
        if !allowed.contains(schema) { error(32, "a \(type) has no schema \(schema), which aggregation \(id) names") }
        let isFigure = schema == "metric" || schema == "radius"
        if !(isFigure ? Self.figures : Self.groups).contains(name) {
            error(32, "the aggregation \(name) cannot be a \(schema)")
        }
    }

    private mutating func checkSeries(_ params: JSONValue?, _ figures: Set<String>) {
        let axes = Set((params?["valueAxes"]?.array ?? []).compactMap { $0["id"]?.string })
        for series in params?["seriesParams"]?.array ?? [] {
            let id = series["data"]?["id"]?.string ?? ""
            if !figures.contains(id) { error(32, "a series draws the figure \(id), which is missing") }
            let axis = series["valueAxis"]?.string ?? ""
            if !axes.contains(axis) { error(32, "a series lies on the axis \(axis), which is missing") }
        }
    }

    private mutating func checkClassicControls(_ state: JSONValue, _ object: Object) {
        for control in state["params"]?["controls"]?.array ?? [] {
            let name = control["indexPatternRefName"]?.string ?? ""
            guard let reference = object.reference(name) else {
                error(17, "the control \(control["id"]?.string ?? "") has no data view")
                continue
            }
            checkControlField(
                control["fieldName"]?.string, reference.id, isRange: control["type"]?.string == "range")
        }
    }

    private mutating func checkTitle(_ title: String?, _ what: String) {
        let titles = objects.filter { $0.type == "index-pattern" }.compactMap { $0.attributes["title"]?.string }
        guard let title, titles.contains(title) else {
            error(33, "\(what) \(title ?? "none") is the title of no data view of the file")
            return
        }
    }

    private mutating func checkVega(_ spec: String?) {
        guard let spec, !spec.isEmpty else {
            error(33, "the Vega panel has no spec")
            return
        }
        guard let json = JSONValue(parsing: Array(spec.utf8)) else {
            // HJSON has names without quotes and comments; what looks like JSON has to be JSON.
            let start = spec.drop { $0.isWhitespace || $0 == "{" }
            if start.first == "\"" { error(33, "the spec looks like JSON and is none") }
            return
        }
        let data = json["data"]?.array ?? json["data"].map { [$0] } ?? []
        for source in data {
            if let index = source["url"]?["index"]?.string { checkTitle(index, "the index of the spec") }
        }
    }
}
