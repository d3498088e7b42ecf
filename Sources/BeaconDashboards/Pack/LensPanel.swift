internal import SearchCluster

/// The attributes of one Lens panel by value: the columns of one layer, and how they are drawn.
struct LensPanel {
    let attributes: JSONValue
    let references: [SavedObject.Reference]

    init(_ panel: Panel, _ chart: Chart, _ view: DataView) {
        let layer = panel.id
        references = [.init(name: "indexpattern-datasource-layer-\(layer)", type: "index-pattern", id: view.id)]
        let columns = chart.columns.map { JSONValue.Member($0.id, Self.column($0, chart, view)) }
        let layerState: JSONValue = [
            "columns": .object(columns), "columnOrder": .array(chart.columns.map { .string($0.id) }),
            "incompleteColumns": .object([]), "sampling": 1,
        ]
        attributes = [
            "title": .string(panel.title), "description": "", "visualizationType": .string(Self.type(chart)),
            "type": "lens", "references": .array(references.map(\.json)),
            "state": [
                "visualization": Self.visualization(chart, layer), "query": .kuery(panel.query), "filters": [],
                "datasourceStates": [
                    "formBased": ["layers": .object([.init(layer, layerState)])], "textBased": ["layers": .object([])],
                ],
                "internalReferences": [], "adHocDataViews": .object([]),
            ],
        ]
    }

    private static func type(_ chart: Chart) -> String {
        switch chart.shape {
        case .metric: "lnsMetric"
        case .bars, .stackedBars, .line: "lnsXY"
        case .treemap: "lnsPie"
        case .table: "lnsDatatable"
        case .heatmap: "lnsHeatmap"
        }
    }

    private static func visualization(_ chart: Chart, _ layer: String) -> JSONValue {
        let figures = chart.figures.map { JSONValue.string($0.id) }
        let base: [(String, JSONValue?)] = [("layerId", .string(layer)), ("layerType", "data")]
        switch chart.shape {
        case .metric: return .members(base + [("metricAccessor", figures.first)])
        case .bars, .stackedBars, .line:
            let series: JSONValue =
                switch chart.shape {
                case .line: "line"
                case .stackedBars: "bar_stacked"
                default: "bar"
                }
            let drawn: [(String, JSONValue?)] = [
                ("seriesType", series), ("xAccessor", chart.x.map { .string($0) }), ("accessors", .array(figures)),
                ("splitAccessor", chart.split.map { .string($0) }), ("position", "top"), ("showGridlines", false),
            ]
            return [
                "preferredSeriesType": series, "legend": ["isVisible": true, "position": "right"],
                "valueLabels": "hide", "fittingFunction": "None", "layers": [.members(base + drawn)],
            ]
        case .treemap:
            let drawn: [(String, JSONValue?)] = [
                ("primaryGroups", .array(chart.groups.map { .string($0.id) })), ("metrics", .array(figures)),
                ("numberDisplay", "value"), ("categoryDisplay", "default"), ("legendDisplay", "default"),
                ("nestedLegend", false),
            ]
            return ["shape": "treemap", "layers": [.members(base + drawn)]]
        case .table:
            let columns = chart.columns.map { ["columnId": .string($0.id), "isTransposed": false] as JSONValue }
            return .members(
                base + [
                    ("columns", .array(columns)),
                    ("sorting", chart.sort.map { ["columnId": .string($0), "direction": "desc"] }),
                    ("paging", ["enabled": true, "size": 20]),
                ])
        case .heatmap:
            return .members(
                [("shape", "heatmap")] + base + [
                    ("xAccessor", chart.x.map { .string($0) }), ("yAccessor", chart.y.map { .string($0) }),
                    ("valueAccessor", figures.first),
                    ("legend", ["isVisible": true, "position": "right", "type": "heatmap_legend"]),
                    (
                        "gridConfig",
                        [
                            "type": "heatmap_grid", "isCellLabelVisible": true, "isXAxisLabelVisible": true,
                            "isYAxisLabelVisible": true, "isXAxisTitleVisible": true, "isYAxisTitleVisible": true,
                        ]
                    ),
                ])
        }
    }
}

extension LensPanel {
    private static func column(_ column: Column, _ chart: Chart, _ view: DataView) -> JSONValue {
        var type = "number"
        var scale = "ratio"
        var source: String? = column.operation.field
        var parameters: [JSONValue.Member] = []
        let operation: String
        switch column.operation {
        case .terms(let field, let size, let by):
            (operation, scale) = ("terms", "ordinal")
            type = view.type(of: field)?.viewType ?? "string"
            parameters = terms(size, by, chart)
        case .dateHistogram(_, let interval):
            (operation, type, scale) = ("date_histogram", "date", "interval")
            parameters = [
                .init("interval", .string(interval)), .init("includeEmptyRows", true), .init("dropPartials", false),
            ]
        case .filters(let choices):
            (operation, type, scale) = ("filters", "string", "ordinal")
            let filters = choices.map { ["input": .kuery($0.query), "label": .string($0.label)] as JSONValue }
            parameters = [.init("filters", .array(filters))]
        case .range(_, let bounds):
            (operation, type, scale) = ("range", "string", "ordinal")
            parameters = range(bounds)
        case .count:
            (operation, source) = ("count", "___records___")
            // A tile says 0 where there is none; a cell stays empty.
            parameters = [.init("emptyAsNull", .boolean(chart.shape != .metric))]
        case .figure(let figure, let field):
            operation = figure.rawValue
            if view.type(of: field) == .date { type = "date" }
            if figure == .uniqueCount { parameters = [.init("emptyAsNull", .boolean(chart.shape != .metric))] }
            if figure == .average { parameters = [.init("format", format("number"))] }
        }
        if column.isBytes {
            parameters.removeAll { $0.name == "format" }
            parameters.append(.init("format", format("bytes")))
        }
        return .members([
            ("label", .string(column.label)), ("customLabel", true), ("dataType", .string(type)),
            ("operationType", .string(operation)), ("isBucketed", .boolean(column.operation.isGroup)),
            ("scale", .string(scale)), ("sourceField", source.map { .string($0) }),
            ("filter", column.query.isEmpty ? nil : .kuery(column.query)), ("params", .object(parameters)),
        ])
    }

    private static func format(_ id: String) -> JSONValue { ["id": .string(id), "params": ["decimals": 1]] }

    private static func terms(_ size: Int, _ by: String, _ chart: Chart) -> [JSONValue.Member] {
        let alphabetical = by == "alphabetical"
        return [
            .init("size", .integer(Int64(size))),
            .init(
                "orderBy",
                alphabetical
                    ? ["type": "alphabetical", "fallback": false] : ["type": "column", "columnId": .string(by)]),
            .init("orderDirection", alphabetical ? "asc" : "desc"),
            // Shares need the rest; anywhere else it would be a row that leads nowhere.
            .init("otherBucket", .boolean(chart.shape == .treemap)), .init("missingBucket", false),
            .init("parentFormat", ["id": "terms"]), .init("include", []), .init("exclude", []),
            .init("includeIsRegex", false), .init("excludeIsRegex", false),
        ]
    }

    private static func range(_ bounds: [Column.Bounds]) -> [JSONValue.Member] {
        let ranges = bounds.map { bound -> JSONValue in
            [
                "from": bound.from.map { .number($0) } ?? .null, "to": bound.to.map { .number($0) } ?? .null,
                "label": .string(bound.label),
            ]
        }
        return [
            .init("type", "range"), .init("ranges", .array(ranges)), .init("maxBars", "auto"),
            .init("parentFormat", ["id": "range", "params": ["template": "arrow_right", "replaceInfinity": true]]),
        ]
    }
}
