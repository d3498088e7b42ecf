internal import SearchCluster

/// The aggregations of a classic visualisation.
struct ClassicAggregations {
    private let aggregations: [JSONValue]
    private let range: Int

    init(_ state: JSONValue?, range: Int) {
        aggregations = (state?["aggs"]?.array ?? []).filter { $0["enabled"]?.boolean != false }
        self.range = range
    }

    private var groups: [JSONValue] { aggregations.filter { $0["schema"]?.string != "metric" } }
    private var figures: [JSONValue] { aggregations.filter { $0["schema"]?.string == "metric" } }

    var described: [PanelSearch.Column] {
        (groups + figures).map {
            let kind: PanelSearch.Kind =
                switch $0["type"]?.string {
                case "terms": .terms
                case "date_histogram": .time
                case "range": .range
                case "filters": .filters
                case "count": .count
                default: .figure
                }
            return .init(
                id: $0["id"]?.string ?? "", label: $0["params"]?["customLabel"]?.string ?? $0["type"]?.string ?? "",
                kind: kind)
        }
    }

    /// Groups inside each other in their order, and the figures in the innermost.
    func search() throws(KQL.Failure) -> JSONValue {
        let made = figures.compactMap { figure -> JSONValue.Member? in
            guard let type = figure["type"]?.string, type != "count", let id = figure["id"]?.string else { return nil }
            return .init(id, .object([.init(type, ["field": figure["params"]?["field"] ?? .null])]))
        }
        var inner = made
        for group in groups.reversed() {
            var body = try self.group(group)
            let ordering = group["params"]?["orderBy"]?.string
            let beside = made.filter { figure in figure.name == ordering && !inner.contains { $0.name == figure.name } }
            if !inner.isEmpty || !beside.isEmpty { body.append(.init("aggs", .object(inner + beside))) }
            inner = [.init(group["id"]?.string ?? "", .object(body))]
        }
        return .object(inner)
    }

    private func group(_ group: JSONValue) throws(KQL.Failure) -> [JSONValue.Member] {
        let params = group["params"]
        let field = params?["field"] ?? .null
        switch group["type"]?.string {
        case "terms":
            return [.init("terms", ["field": field, "size": params?["size"] ?? 10, "order": order(params)])]
        case "date_histogram":
            let interval = SearchContext.interval(params?["interval"]?.string ?? "auto", range: range)
            let least = params?["min_doc_count"] ?? 1
            return [.init("date_histogram", .object([.init("field", field), interval, .init("min_doc_count", least)]))]
        case "range": return [.init("range", ["field": field, "ranges": params?["ranges"] ?? []])]
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
        let direction = params?["order"] ?? "desc"
        let by = params?["orderBy"]?.string ?? "_key"
        let target = figures.first { $0["id"]?.string == by }
        return .object([.init(target?["type"]?.string == "count" ? "_count" : by, direction)])
    }
}
