internal import BeaconTransform
internal import SearchCluster

extension Chart {
    init(_ shape: Shape, _ reading: inout SourceMapping) throws(DashboardError) {
        self.shape = shape
        let node = try reading.required("columns")
        guard let entries = node.entries, !entries.isEmpty else {
            throw DashboardError(node.place, "columns must be a mapping of ids to columns, found \(node.inWords)")
        }
        columns = []
        for entry in entries {
            var inner = try SourceMapping(entry.value, "the column \(entry.key)")
            columns.append(try Column(id: entry.key, &inner))
            try inner.finish()
        }
        x = try reading.optionalText("x")
        y = try reading.optionalText("y")
        split = try reading.optionalText("split")
        sort = try reading.optionalText("sort")
        try check(node.place)
    }

    /// Refuses a column that is not there and a part that the shape does not have.
    private func check(_ place: YAMLNode.Place) throws(DashboardError) {
        func need(_ condition: Bool, _ sentence: String) throws(DashboardError) {
            if !condition { throw DashboardError(place, sentence) }
        }
        for (part, id) in [("x", x), ("y", y), ("split", split)] {
            if let id { try need(column(id)?.operation.isGroup == true, "\(part) must name a group among the columns") }
        }
        if let sort { try need(column(sort) != nil, "sort must name one of the columns") }
        for case .terms(_, _, let by) in columns.map(\.operation) where by != "alphabetical" {
            try need(column(by)?.operation.isGroup == false, "by must name a figure among the columns")
        }
        let firstFigure = columns.firstIndex { !$0.operation.isGroup } ?? columns.endIndex
        try need(columns[firstFigure...].allSatisfy { !$0.operation.isGroup }, "groups come before figures")
        try need(!figures.isEmpty, "a chart needs a figure: count, unique_count, max, min, average or sum")
        switch shape {
        case .metric: try need(groups.isEmpty && figures.count == 1, "a metric is one figure without groups")
        case .bars, .stackedBars, .line: try need(x != nil, "x must name the column of the horizontal axis")
        case .heatmap: try need(x != nil && y != nil && figures.count == 1, "a heatmap needs x, y and one figure")
        case .treemap: try need(!groups.isEmpty && figures.count == 1, "a treemap needs groups and one figure")
        case .table: try need(!groups.isEmpty, "a table needs groups for its rows")
        }
    }
}

extension Column {
    private static let operations =
        ["terms", "date_histogram", "filters", "range", "count"] + Figure.allCases.map(\.rawValue)

    init(id: String, _ reading: inout SourceMapping) throws(DashboardError) {
        self.id = id
        label = try reading.text("label")
        query = try reading.text("query", default: "")
        isBytes = try reading.flag("bytes", default: false)
        var found: [(name: String, node: YAMLNode)] = []
        for name in Self.operations {
            if let node = reading.node(name) { found.append((name, node)) }
        }
        guard let (name, node) = found.first, found.count == 1 else {
            throw DashboardError(
                reading.place, "the column \(id) needs exactly one of \(Self.operations.joined(separator: ", "))")
        }
        switch name {
        case "terms":
            operation = .terms(
                field: try SourceMapping.text(node, name),
                size: try SourceMapping.whole(try reading.required("size"), "size"),
                by: try reading.text("by"))
        case "date_histogram":
            operation = .dateHistogram(
                field: try SourceMapping.text(node, name), interval: try reading.text("interval", default: "auto"))
        case "filters": operation = .filters(try Self.choices(node))
        case "range":
            operation = .range(
                field: try SourceMapping.text(node, name), bounds: try Self.bounds(try reading.required("bounds")))
        case "count": operation = .count
        default:
            guard let figure = Figure(rawValue: name) else { throw DashboardError(node.place, "there is no \(name)") }
            operation = .figure(figure, field: try SourceMapping.text(node, name))
        }
    }

    private static func choices(_ node: YAMLNode) throws(DashboardError) -> [Choice] {
        guard let elements = node.elements, !elements.isEmpty else {
            throw DashboardError(node.place, "filters must be a list of label and query, found \(node.inWords)")
        }
        var choices: [Choice] = []
        for element in elements {
            var inner = try SourceMapping(element, "a filter")
            choices.append(Choice(label: try inner.text("label"), query: try inner.text("query")))
            try inner.finish()
        }
        return choices
    }

    private static func bounds(_ node: YAMLNode) throws(DashboardError) -> [Bounds] {
        guard let elements = node.elements, !elements.isEmpty else {
            throw DashboardError(node.place, "bounds must be a list of from, to and label, found \(node.inWords)")
        }
        var bounds: [Bounds] = []
        for element in elements {
            var inner = try SourceMapping(element, "a range")
            let bound = Bounds(
                from: try bound(inner.node("from")), to: try bound(inner.node("to")), label: try inner.text("label"))
            if bound.from == nil, bound.to == nil { throw DashboardError(element.place, "a range needs from or to") }
            bounds.append(bound)
            try inner.finish()
        }
        return bounds
    }

    private static func bound(_ node: YAMLNode?) throws(DashboardError) -> Double? {
        guard let node else { return nil }
        guard let number = node.scalar?.value.number else {
            throw DashboardError(node.place, "the bound of a range must be a number, found \(node.inWords)")
        }
        return number
    }
}
