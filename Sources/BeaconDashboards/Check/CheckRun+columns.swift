internal import SearchCluster

/// Rules 23 to 25 and 27: the columns of a Lens layer.
extension CheckRun {
    /// Groups inside groups that a panel may ask for.
    private static let mostGroups: Int64 = 10_000

    mutating func checkColumns(_ columns: [JSONValue.Member], _ view: DataView?, hidden: [String]) {
        let outer = part
        defer { part = outer }
        var groups: Int64 = 1
        for column in columns {
            part = outer.isEmpty ? "column \(column.name)" : "\(outer), column \(column.name)"
            let name = column.value["operationType"]?.string ?? ""
            guard let operation = LensOperation.named(name) else {
                error(23, "the operation \(name) is not known")
                continue
            }
            checkShape(column.value, name, operation, columns)
            if operation.needsField { checkSource(column.value, name, view) }
            if name == "terms" {
                checkTerms(column.value, columns, hidden, view)
                groups =
                    groups.multipliedReportingOverflow(by: max(1, column.value["params"]?["size"]?.integer ?? 1))
                    .partialValue
            }
            if name == "date_histogram" { checkHistogram(column.value, view) }
            checkQueryText(column.value["filter"], view, "the column's filter")
            for filter in column.value["params"]?["filters"]?.array ?? [] {
                checkQueryText(filter["input"], view, "the filter \(filter["label"]?.string ?? "")")
            }
            checkKeys(
                column.value, "the column",
                [
                    "label", "customLabel", "dataType", "operationType", "isBucketed", "sourceField", "scale", "params",
                    "filter", "timeShift", "reducedTimeRange", "timeScale", "references", "isStaticValue",
                ])
        }
        part = outer
        if groups > Self.mostGroups {
            warn(24, "the groups inside groups can be \(groups), more than \(Self.mostGroups)")
        }
    }

    private mutating func checkShape(
        _ column: JSONValue, _ name: String, _ operation: LensOperation, _ columns: [JSONValue.Member]
    ) {
        if column["isBucketed"]?.boolean != operation.isGroup {
            error(23, "\(name) has isBucketed \(operation.isGroup ? "false" : "true"), which it is not")
        }
        let type = column["dataType"]?.string ?? "none"
        if !operation.types.contains(type) { error(23, "\(name) cannot have the dataType \(type)") }
        // The newest versions leave the scale out.
        if let scale = column["scale"]?.string, !operation.scales.contains(scale) {
            error(23, "\(name) cannot have the scale \(scale)")
        }
        if name == "count", column["sourceField"]?.string == nil { error(23, "count needs a sourceField") }
        for reference in column["references"]?.array ?? [] {
            if !columns.contains(where: { $0.name == reference.string }) {
                error(23, "\(name) is made of the column \(reference.string ?? ""), which the layer lacks")
            }
        }
    }

    private mutating func checkTerms(
        _ column: JSONValue, _ columns: [JSONValue.Member], _ hidden: [String], _ view: DataView?
    ) {
        let params = column["params"]
        let size = params?["size"]?.integer ?? 0
        if !(1...10_000).contains(size) { error(24, "the size of terms is from 1 to 10000, found \(size)") }
        switch params?["orderBy"]?["type"]?.string {
        case "column":
            let id = params?["orderBy"]?["columnId"]?.string ?? ""
            let target = columns.first { $0.name == id }?.value
            if target?["isBucketed"]?.boolean != false {
                error(24, "terms are ordered by \(id), which is no figure of the layer")
            }
            if hidden.contains(id) { warn(24, "terms are ordered by \(id), which is hidden; show what one ranks by") }
        case "custom":
            guard let aggregation = params?["orderAgg"] else {
                error(24, "terms are ordered by an aggregation of their own, and orderAgg is missing")
                return
            }
            checkSource(aggregation, aggregation["operationType"]?.string ?? "", view)
        case "rare":
            let type = column["sourceField"]?.string.flatMap { view?.type(of: $0) }
            if type == .float || type == .double { error(25, "the rarest terms of a fraction cannot be asked for") }
        case "alphabetical", "significant": break
        case let other: error(24, "the order of terms, \(other ?? "none"), is not known")
        }
        if params?["otherBucket"]?.boolean == true, column["dataType"]?.string == "boolean" {
            warn(24, "a boolean has no other values; set otherBucket to false")
        }
        for field in params?["secondaryFields"]?.array ?? [] { checkField(field.string, "terms", view) }
    }

    private mutating func checkSource(_ column: JSONValue, _ operation: String, _ view: DataView?) {
        checkField(column["sourceField"]?.string, operation, view)
        if let field = column["params"]?["sortField"]?.string { checkField(field, "date_histogram", view) }
    }

    /// A field must be in the mapping, and of a type that the operation takes.
    mutating func checkField(_ field: String?, _ operation: String, _ view: DataView?) {
        guard let field else {
            error(25, "\(operation) has no field")
            return
        }
        guard let view, field != "___records___", field != "Records" else { return }
        guard let type = view.type(of: field) else {
            let base = field.hasSuffix(".keyword") ? String(field.dropLast(".keyword".count)) : field + ".keyword"
            if view.type(of: base) != nil {
                warn(25, "there is \(base) in \(view.title), and no \(field)")
            }
            error(25, "there is no field \(field) in \(view.title)")
            return
        }
        if !type.allows(operation) { error(25, "\(operation) cannot be asked of \(field), which is \(type.rawValue)") }
    }

    private mutating func checkHistogram(_ column: JSONValue, _ view: DataView?) {
        let interval = column["params"]?["interval"]?.string ?? ""
        if interval != "auto", DateMath.interval(interval) == nil {
            error(27, "the interval \(interval) is neither auto nor a number with a unit")
        }
        checkHistogramField(column["sourceField"]?.string, view)
    }

    mutating func checkHistogramField(_ field: String?, _ view: DataView?) {
        guard let field, let view else { return }
        if let type = view.type(of: field), type != .date { error(27, "\(field) is \(type.rawValue), not a date") }
        if field != view.timeField {
            warn(27, "the histogram is over \(field), and the time range over \(view.timeField)")
        }
    }
}
