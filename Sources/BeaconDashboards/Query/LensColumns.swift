internal import SearchCluster

/// The aggregations of one Lens layer.
struct LensColumns {
    private let columns: [JSONValue.Member]
    private let range: Int

    init(_ layer: JSONValue, range: Int) {
        let order = layer["columnOrder"]?.array?.compactMap(\.string) ?? []
        columns = order.compactMap { id in layer["columns"]?[id].map { .init(id, $0) } }
        self.range = range
    }

    var described: [PanelSearch.Column] {
        columns.map {
            let kind: PanelSearch.Kind =
                switch $0.value["operationType"]?.string {
                case "terms": .terms
                case "date_histogram": .time
                case "range": .range
                case "filters": .filters
                case "count": .count
                default: .figure
                }
            return .init(
                id: $0.name, label: $0.value["label"]?.string ?? "", kind: kind,
                isFiltered: $0.value["filter"]?["query"]?.string != nil)
        }
    }

    private static func isGroup(_ column: JSONValue.Member) -> Bool { column.value["isBucketed"]?.boolean == true }

    /// Groups inside each other in the order of columns, and the figures in the innermost.
    func search() throws(KQL.Failure) -> JSONValue {
        var inner: [JSONValue.Member] = []
        for column in columns where !Self.isGroup(column) {
            if let made = try figure(column) { inner.append(.init(column.name, made)) }
        }
        let figures = inner
        for column in columns.reversed() where Self.isGroup(column) {
            var body = try group(column)
            // Terms are ordered by a figure, which has to lie beside the groups inside.
            let ordering = column.value["params"]?["orderBy"]?["columnId"]?.string
            let beside = figures.filter { figure in
                figure.name == ordering && !inner.contains { $0.name == figure.name }
            }
            if !inner.isEmpty || !beside.isEmpty { body.append(.init("aggs", .object(inner + beside))) }
            inner = [.init(column.name, .object(body))]
        }
        return .object(inner)
    }

    private func figure(_ column: JSONValue.Member) throws(KQL.Failure) -> JSONValue? {
        let names = ["unique_count": "cardinality", "average": "avg", "max": "max", "min": "min", "sum": "sum"]
        let field = column.value["sourceField"] ?? .null
        let own = names[column.value["operationType"]?.string ?? ""].map { name in
            JSONValue.object([.init(name, ["field": field])])
        }
        guard let query = column.value["filter"], let text = query["query"]?.string else { return own }
        let filter = try SearchContext.search(query, text)
        guard let own else { return ["filter": filter] }
        return ["filter": filter, "aggs": .object([.init(column.name, own)])]
    }

    private func group(_ column: JSONValue.Member) throws(KQL.Failure) -> [JSONValue.Member] {
        let params = column.value["params"]
        let field = column.value["sourceField"] ?? .null
        switch column.value["operationType"]?.string {
        case "terms":
            return [.init("terms", ["field": field, "size": params?["size"] ?? 10, "order": order(params)])]
        case "date_histogram":
            let interval = SearchContext.interval(params?["interval"]?.string ?? "auto", range: range)
            return [.init("date_histogram", .object([.init("field", field), interval, .init("min_doc_count", 1)]))]
        case "range":
            let ranges = (params?["ranges"]?.array ?? []).map { range -> JSONValue in
                let from = range["from"]?.number.map { JSONValue.number($0) }
                let to = range["to"]?.number.map { JSONValue.number($0) }
                return .members([("key", range["label"]), ("from", from), ("to", to)])
            }
            return [.init("range", ["field": field, "ranges": .array(ranges)])]
        case "filters":
            var filters: [JSONValue.Member] = []
            for filter in params?["filters"]?.array ?? [] {
                let search = try SearchContext.search(filter["input"], filter["input"]?["query"]?.string ?? "")
                filters.append(.init(filter["label"]?.string ?? "", search))
            }
            return [.init("filters", ["filters": .object(filters)])]
        default: return []
        }
    }

    private func order(_ params: JSONValue?) -> JSONValue {
        let direction = params?["orderDirection"] ?? "desc"
        guard let id = params?["orderBy"]?["columnId"]?.string,
            let target = columns.first(where: { $0.name == id })?.value
        else { return ["_key": direction] }
        if target["operationType"]?.string == "count", target["filter"] == nil { return ["_count": direction] }
        let isInside = target["filter"] != nil && target["operationType"]?.string != "count"
        return .object([.init(isInside ? "\(id)>\(id)" : id, direction)])
    }
}
