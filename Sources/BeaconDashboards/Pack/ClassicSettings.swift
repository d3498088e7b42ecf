internal import SearchCluster

/// The settings of a classic visualisation's type.
struct ClassicSettings {
    let json: JSONValue

    init(_ chart: Chart, _ columns: ClassicColumns) {
        json =
            switch chart.shape {
            case .metric: Self.metric
            case .table: Self.table(chart)
            case .treemap: Self.pie
            case .heatmap: Self.heatmap
            case .bars, .stackedBars, .line: Self.axes(chart, columns)
            }
    }

    private static let metric: JSONValue = [
        "type": "metric", "addTooltip": true, "addLegend": false,
        "metric": [
            "percentageMode": false, "useRanges": false, "colorSchema": "Green to Red", "metricColorMode": "None",
            "colorsRange": [["from": 0, "to": 10000]], "labels": ["show": true], "invertColors": false,
            "style": [
                "bgFill": "#000", "bgColor": false, "labelColor": false, "subText": "", "fontSize": 40,
            ],
        ],
    ]

    private static func table(_ chart: Chart) -> JSONValue {
        // The table is sorted by its column's place: groups come first.
        let shown = chart.groups + chart.figures
        let sorted = chart.sort.flatMap { sort in shown.firstIndex { $0.id == sort } }
        return [
            "perPage": 20, "showPartialRows": false, "showMetricsAtAllLevels": false, "showTotal": false,
            "totalFunc": "sum", "percentageCol": "",
            "sort": [
                "columnIndex": sorted.map { .integer(Int64($0)) } ?? .null,
                "direction": sorted == nil ? .null : "desc",
            ],
        ]
    }

    private static let pie: JSONValue = [
        "type": "pie", "addTooltip": true, "addLegend": true, "legendPosition": "right", "isDonut": false,
        "labels": ["show": true, "values": true, "last_level": true, "truncate": 100],
    ]

    private static let heatmap: JSONValue = [
        "type": "heatmap", "addTooltip": true, "addLegend": true, "enableHover": false, "legendPosition": "right",
        "times": [], "colorsNumber": 4, "colorSchema": "Greens", "setColorRange": false, "colorsRange": [],
        "invertColors": false, "percentageMode": false,
        "valueAxes": [
            [
                "show": false, "id": "ValueAxis-1", "type": "value",
                "scale": ["type": "linear", "defaultYExtents": false],
                "labels": ["show": true, "rotate": 0, "overwriteColor": false, "color": "black"],
            ]
        ],
    ]

    private static func axes(_ chart: Chart, _ columns: ClassicColumns) -> JSONValue {
        let kind: JSONValue = chart.shape == .line ? "line" : "histogram"
        let series = chart.figures.map { figure -> JSONValue in
            [
                "show": true, "type": kind, "mode": chart.shape == .stackedBars ? "stacked" : "normal",
                "data": ["id": .string(columns.id(figure.id)), "label": .string(figure.label)],
                "valueAxis": "ValueAxis-1", "drawLinesBetweenPoints": true, "lineWidth": 2, "showCircles": true,
                "interpolate": "linear",
            ]
        }
        let labels: JSONValue = ["show": true, "filter": true, "truncate": 100]
        return [
            "type": kind, "addTooltip": true, "addLegend": true, "legendPosition": "right", "times": [],
            "addTimeMarker": false, "labels": ["show": false], "grid": ["categoryLines": false],
            "thresholdLine": [
                "show": false, "value": 10, "width": 1, "style": "full", "color": "#E7664C",
            ],
            "categoryAxes": [
                [
                    "id": "CategoryAxis-1", "type": "category", "position": "bottom", "show": true,
                    "style": .object([]), "scale": ["type": "linear"], "labels": labels, "title": .object([]),
                ]
            ],
            "valueAxes": [
                [
                    "id": "ValueAxis-1", "name": "LeftAxis-1", "type": "value", "position": "left", "show": true,
                    "style": .object([]), "scale": ["type": "linear", "mode": "normal"],
                    "labels": ["show": true, "rotate": 0, "filter": false, "truncate": 100],
                    "title": ["text": .string(chart.figures.count == 1 ? chart.figures[0].label : "")],
                ]
            ],
            "seriesParams": .array(series),
        ]
    }
}
