internal import SearchCluster

/// Which columns of a layer a visualisation draws, and as what.
struct LensAccessors {
    struct Use {
        var column: String
        var part: String
        /// Whether the part takes a group; `nil` for a part that takes both.
        var group: Bool?
    }

    var uses: [Use] = []
    var hidden: [String] = []
    var isTable = false

    init(_ visualization: JSONValue, layer id: String, type: String) {
        isTable = type == "lnsDatatable"
        for layer in CheckRun.layers(of: visualization) where layer["layerId"]?.string == id {
            add(layer, "xAccessor", group: true)
            add(layer, "yAccessor", group: true)
            add(layer, "valueAccessor", group: false)
            for part in ["accessors", "metrics"] { addAll(layer, part, group: false) }
            for part in ["primaryGroups", "secondaryGroups", "splitAccessors", "groups"] {
                addAll(layer, part, group: true)
            }
            add(layer, "splitAccessor", group: true)
            for part in ["metricAccessor", "secondaryMetricAccessor", "maxAccessor", "metric", "accessor"] {
                add(layer, part, group: false)
            }
            for part in ["minAccessor", "goalAccessor"] { add(layer, part, group: false) }
            for part in ["breakdownByAccessor", "trendlineTimeAccessor", "regionAccessor", "tagAccessor"] {
                add(layer, part, group: true)
            }
            for setting in layer["yConfig"]?.array ?? [] { add(setting, "forAccessor", group: false) }
            for column in layer["columns"]?.array ?? [] {
                add(column, "columnId", group: nil)
                if column["hidden"]?.boolean == true { hidden.append(column["columnId"]?.string ?? "") }
            }
            if let sorting = layer["sorting"] { add(sorting, "columnId", group: nil, part: "sorting") }
            if let palette = layer["palette"] { add(palette, "accessor", group: nil, part: "palette.accessor") }
        }
    }

    private mutating func add(_ value: JSONValue, _ name: String, group: Bool?, part: String? = nil) {
        guard let column = value[name]?.string else { return }
        uses.append(Use(column: column, part: part ?? name, group: group))
    }

    private mutating func addAll(_ value: JSONValue, _ name: String, group: Bool?) {
        for column in value[name]?.array ?? [] {
            if let column = column.string { uses.append(Use(column: column, part: name, group: group)) }
        }
    }
}

/// Rule 22: what is drawn exists, and plays a part that it can.
extension CheckRun {
    mutating func checkAccessors(_ accessors: LensAccessors, _ columns: [JSONValue.Member]) {
        for use in accessors.uses {
            guard let column = columns.first(where: { $0.name == use.column })?.value else {
                error(22, "\(use.part) names the column \(use.column), which the layer lacks")
                continue
            }
            if let group = use.group, column["isBucketed"]?.boolean != group {
                error(22, "\(use.part) takes a \(group ? "group" : "figure"), and \(use.column) is none")
            }
        }
        // Columns that formulas are made of are drawn through the formula.
        let helpers = Set(columns.flatMap { $0.value["references"]?.array?.compactMap(\.string) ?? [] })
        for column in columns where !helpers.contains(column.name) {
            let drawn = accessors.uses.contains {
                $0.column == column.name && !["sorting", "palette.accessor"].contains($0.part)
            }
            if !drawn {
                warn(
                    22,
                    accessors.isTable
                        ? "the column \(column.name) is missing from the table"
                        : "nothing draws the column \(column.name)")
            }
        }
    }
}
