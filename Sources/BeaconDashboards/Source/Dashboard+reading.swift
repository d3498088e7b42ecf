internal import BeaconTransform

extension Dashboard {
    init(_ reading: inout SourceMapping) throws(DashboardError) {
        id = try reading.text("id")
        title = try reading.text("title")
        description = try reading.text("description")
        dataView = try reading.text("data_view")
        from = try reading.text("from")
        to = try reading.text("to", default: "now")
        query = try reading.text("query", default: "")
        controls = []
        for node in try reading.elements("controls") {
            var inner = try SourceMapping(node, "a control")
            controls.append(
                Control(
                    id: try inner.text("id"), field: try inner.text("field"), title: try inner.text("title"),
                    kind: try inner.word("kind", Control.Kind.self)))
            try inner.finish()
        }
        panels = []
        for node in try reading.elements("panels") {
            var inner = try SourceMapping(node, "a panel")
            let panel = try Panel(&inner)
            try inner.finish()
            if panels.contains(where: { $0.id == panel.id && ($0.only == nil || $0.only == panel.only) }) {
                throw DashboardError(node.place, "the panel \(panel.id) comes twice")
            }
            panels.append(panel)
        }
    }
}

extension Panel {
    private enum Kind: String, CaseIterable {
        case text, search, metric, bars, line, treemap, table, heatmap
        case stackedBars = "stacked_bars"
    }

    init(_ reading: inout SourceMapping) throws(DashboardError) {
        id = try reading.text("id")
        title = try reading.text("title")
        area = try Area(try reading.required("at"))
        only = reading.node("only") == nil ? nil : try reading.word("only", DashboardProduct.self)
        query = try reading.text("query", default: "")
        drilldowns = []
        for node in try reading.elements("drilldowns") {
            var inner = try SourceMapping(node, "a drilldown")
            let to = try inner.text("to")
            drilldowns.append(
                Drilldown(
                    id: "\(id)-to-\(to)", to: to, name: try inner.text("name"),
                    keepsTime: try inner.flag("keep_time", default: true)))
            try inner.finish()
        }
        let kind = try reading.word("kind", Kind.self)
        switch kind {
        case .text: content = .text(try reading.text("text"))
        case .search: content = .search(try reading.text("search"))
        default:
            guard let shape = Chart.Shape(rawValue: kind.rawValue) else {
                throw DashboardError(reading.place, "there is no chart \(kind.rawValue)")
            }
            content = .chart(try Chart(shape, &reading))
        }
    }
}

extension Panel.Area {
    init(_ node: YAMLNode) throws(DashboardError) {
        guard let elements = node.elements, elements.count == 4 else {
            throw DashboardError(node.place, "at must be [column, row, width, height], found \(node.inWords)")
        }
        x = try SourceMapping.whole(elements[0], "the column")
        y = try SourceMapping.whole(elements[1], "the row")
        width = try SourceMapping.whole(elements[2], "the width")
        height = try SourceMapping.whole(elements[3], "the height")
    }
}
