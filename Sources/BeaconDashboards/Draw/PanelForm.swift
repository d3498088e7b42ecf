internal import SearchCluster

/// How a chart is drawn: its shape, and which column of its search plays which part.
struct PanelForm {
    enum Shape: Equatable {
        case metric, bars, stackedBars, line, treemap, pie, table, heatmap
    }

    var shape: Shape
    /// The column along the horizontal axis.
    var x: String?
    /// The column up the vertical axis of a heatmap.
    var y: String?
    /// The column that makes series.
    var split: String?
    /// The columns that are measured.
    var figures: [String] = []
    /// The column that a table is sorted by, largest first.
    var sort: String?
    /// How numbers are written, by column.
    var formats: [String: ValueText.Format] = [:]

    /// The form of a Lens panel, from its attributes; what is not known is drawn as a table.
    init(lens attributes: JSONValue) {
        let visualization = attributes["state"]?["visualization"] ?? .null
        let layer = visualization["layers"]?.array?.first ?? visualization
        shape =
            switch attributes["visualizationType"]?.string {
            case "lnsMetric": .metric
            case "lnsXY":
                switch layer["seriesType"]?.string {
                case "line", "area": .line
                case "bar_stacked": .stackedBars
                default: .bars
                }
            case "lnsPie": visualization["shape"]?.string == "treemap" ? .treemap : .pie
            case "lnsHeatmap": .heatmap
            default: .table
            }
        x = layer["xAccessor"]?.string ?? layer["primaryGroups"]?.array?.first?.string
        y = layer["yAccessor"]?.string
        split = layer["splitAccessor"]?.string
        let single = layer["metricAccessor"]?.string ?? layer["valueAccessor"]?.string
        figures = (layer["accessors"] ?? layer["metrics"])?.array?.compactMap(\.string) ?? [single].compactMap(\.self)
        sort = layer["sorting"]?["columnId"]?.string
        let layers = attributes["state"]?["datasourceStates"]?["formBased"]?["layers"]?.members ?? []
        for column in layers.first?.value["columns"]?.members ?? [] {
            let format = column.value["params"]?["format"]
            switch format?["id"]?.string {
            case "bytes": formats[column.name] = .bytes
            case "number":
                let decimals = format?["params"]?["decimals"]?.integer ?? 2
                formats[column.name] = .decimals(Int(min(max(decimals, 0), 6)))
            default: break
            }
        }
    }

    /// The form of a classic visualisation, from its state.
    init(classic state: JSONValue) {
        let series = state["params"]?["seriesParams"]?.array?.first
        shape =
            switch state["type"]?.string {
            case "metric": .metric
            case "histogram": series?["mode"]?.string == "stacked" ? .stackedBars : .bars
            case "line", "area": .line
            case "pie": .pie
            case "heatmap": .heatmap
            default: .table
            }
        let aggregations = (state["aggs"]?.array ?? []).filter { $0["enabled"]?.boolean != false }
        func ids(_ schema: String) -> [String] {
            aggregations.filter { $0["schema"]?.string == schema }.compactMap { $0["id"]?.string }
        }
        x = ids("segment").first
        if shape == .heatmap { y = ids("group").first } else { split = ids("group").first }
        figures = ids("metric")
        let sorting = state["params"]?["sort"]
        let shown = ids("bucket") + figures
        if sorting?["direction"]?.string == "desc", let place = sorting?["columnIndex"]?.integer,
            shown.indices.contains(Int(clamping: place))
        {
            sort = shown[Int(clamping: place)]
        }
    }
}
