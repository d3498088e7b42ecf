/// What is inside the frame of one panel.
struct PanelDrawing {
    let html: String

    /// The inside of a chart or of a list of documents.
    ///
    /// - Parameters:
    ///   - width: of the inside, in pixels of a page of usual width.
    ///   - height: likewise.
    init(_ form: PanelForm?, _ search: PanelSearch, _ found: PanelRows, width: Double, height: Double) {
        guard let form else {
            html =
                found.rows.isEmpty
                ? Self.nothing
                : DrawnTable(
                    search.columns, found.rows, most: 100, of: Int(clamping: found.documents), what: "documents"
                )
                .html
            return
        }
        let room = Room(form: form, search: search, found: found, width: width, height: height)
        html =
            switch form.shape {
            case .metric: room.metric
            case .bars, .stackedBars, .line: room.axes
            case .treemap, .pie: room.shares
            case .heatmap: room.heat
            case .table: room.table
            }
    }

    /// What stands where there is nothing to draw.
    static let nothing = "<p class=\"none\">no results</p>"
    private static let legendWidth = 190.0, wideLegendWidth = 280.0

    private struct Room {
        let form: PanelForm
        let search: PanelSearch
        let found: PanelRows
        let width, height: Double

        private var label: String { search.title }
        private func place(_ id: String?) -> Int? { search.columns.firstIndex { $0.id == id } }
        private func title(_ id: String?) -> String { place(id).map { search.columns[$0].label } ?? "" }
        private func format(_ id: String?) -> ValueText.Format { id.flatMap { form.formats[$0] } ?? .plain }

        var metric: String {
            guard let figure = form.figures.first, let place = place(figure), let row = found.rows.first,
                row[place] != .none
            else { return PanelDrawing.nothing }
            let value = HTMLText(ValueText(row[place], format(figure)).description)
            return "<div class=\"metric\"><b>\(value)</b><span>\(HTMLText(title(figure)))</span></div>"
        }

        var axes: String {
            let series = ChartSeries(found, to: search, as: form)
            guard series.series.contains(where: { $0.values.contains { $0 != nil } }) else {
                return PanelDrawing.nothing
            }
            let isMany = series.series.count > 1
            let chart = AxisChart(
                series: series, shape: form.shape, format: format(form.figures.first), xTitle: title(form.x),
                yTitle: form.figures.map(title).joined(separator: ", "), label: label)
            let drawn = chart.drawn(width: width - (isMany ? PanelDrawing.legendWidth : 0), height: height)
            return PanelDrawing.beside(drawn, legend: isMany ? series.series.map { ($0.name, nil) } : [])
        }

        var shares: String {
            guard let figure = place(form.figures.first) else { return PanelDrawing.nothing }
            let group = place(form.x)
            let parts = found.rows.compactMap { row -> (name: String, value: Double)? in
                guard case .number(let value) = row[figure], value > 0, value.isFinite else { return nil }
                return (group.map { ValueText(row[$0]).description } ?? title(form.figures.first), value)
            }
            if parts.isEmpty { return PanelDrawing.nothing }
            let chart = ShareChart(parts: parts, label: label)
            if form.shape == .treemap {
                return PanelDrawing.beside(chart.tiles(width: width, height: height), legend: [])
            }
            let legend = chart.legend.map { ($0.name, Optional($0.value)) }
            return PanelDrawing.beside(
                chart.pie(width: width - PanelDrawing.wideLegendWidth, height: height), legend: legend)
        }

        var heat: String {
            guard let x = place(form.x), let y = place(form.y), let figure = place(form.figures.first) else {
                return PanelDrawing.nothing
            }
            func names(_ column: Int) -> [String] {
                var seen: Set<String> = []
                return found.rows.map { ValueText($0[column]).description }.filter { seen.insert($0).inserted }
            }
            let (xs, ys) = (names(x), names(y))
            let (xPlaces, yPlaces) = (Self.places(xs), Self.places(ys))
            var values = Array(repeating: [Double?](repeating: nil, count: ys.count), count: xs.count)
            for row in found.rows {
                guard case .number(let value) = row[figure], value.isFinite,
                    let column = xPlaces[ValueText(row[x]).description],
                    let line = yPlaces[ValueText(row[y]).description]
                else { continue }
                values[column][line] = value
            }
            let chart = HeatChart(
                xs: xs, ys: ys, values: values, xTitle: title(form.x), yTitle: title(form.y), label: label)
            if chart.largest <= 0 { return PanelDrawing.nothing }
            let most = ValueText(.number(chart.largest))
            let scale =
                "<div class=\"scale\"><span>\(HTMLText(title(form.figures.first)))</span>"
                + "<span>1</span><i></i><span>\(most)</span></div>"
            return PanelDrawing.beside(chart.drawn(width: width, height: height - 24), legend: []) + scale
        }

        private static func places(_ names: [String]) -> [String: Int] {
            Dictionary(names.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
        }

        var table: String {
            if found.rows.isEmpty { return PanelDrawing.nothing }
            return DrawnTable(
                search.columns, found.rows, sort: form.sort, formats: form.formats, most: 500, of: found.rows.count,
                what: "rows"
            ).html
        }
    }

    private static func beside(_ drawing: String, legend: [(name: String, value: String?)]) -> String {
        if legend.isEmpty { return "<div class=\"chart\">\(drawing)</div>" }
        let entries = legend.enumerated().map { place, entry in
            let name = HTMLText(entry.name)
            let value = entry.value.map { "<em>\(HTMLText($0))</em>" } ?? ""
            return "<li title=\"\(name)\"><i class=\"s\(place % 20)\"></i><span>\(name)</span>\(value)</li>"
        }
        let style = legend.contains { $0.value != nil } ? "legend wide" : "legend"
        return "<div class=\"chart\">\(drawing)<ul class=\"\(style)\">\(entries.joined())</ul></div>"
    }
}
