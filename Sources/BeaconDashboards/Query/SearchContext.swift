internal import SearchCluster

/// What a dashboard adds to the searches of its panels.
struct SearchContext {
    let objects: SavedObjects
    let dashboard: JSONValue
    let from: String
    let to: String
    /// What `now` is; `nil` where nobody says.
    var clockSeconds: Int64?
    /// The dashboard's own query and filters.
    var clauses: [JSONValue] = []

    /// The search of one panel; `nil` for texts and controls.
    func search(_ panel: JSONValue) throws(KQL.Failure) -> PanelSearch? {
        let index = panel["panelIndex"]?.string ?? ""
        if let attributes = panel["embeddableConfig"]?["attributes"] {
            let layers = attributes["state"]?["datasourceStates"]?["formBased"]?["layers"]?.members ?? []
            guard let layer = layers.first else { return nil }
            let view = objects.target(of: "\(index):indexpattern-datasource-layer-\(layer.name)", in: dashboard)
            let columns = LensColumns(layer.value, range: seconds)
            return made(
                panel, view, try clauses(query: attributes["state"]?["query"]),
                ["size": 0, "track_total_hits": true, "aggs": try columns.search()], columns.described)
        }
        guard let name = panel["panelRefName"]?.string,
            let target = objects.target(of: "\(index):\(name)", in: dashboard)
                ?? objects.target(of: name, in: dashboard)
        else { return nil }
        let source = CheckRun.parsed(target["attributes"]?["kibanaSavedObjectMeta"]?["searchSourceJSON"])
        guard let reference = source?["indexRefName"]?.string else { return nil }
        let view = objects.target(of: reference, in: target)
        let own = try clauses(of: source)
        guard target["type"]?.string == "visualization" else {
            let sort = target["attributes"]?["sort"]?.array?.compactMap { pair -> JSONValue? in
                guard let field = pair.array?.first?.string, let order = pair.array?.last else { return nil }
                return .object([.init(field, ["order": order, "unmapped_type": "boolean"])])
            }
            // The time comes first, as both products show it unasked.
            let time = view?["attributes"]?["timeFieldName"]?.string
            let chosen = target["attributes"]?["columns"]?.array?.compactMap(\.string) ?? []
            let columns = [time].compactMap(\.self).filter { !chosen.contains($0) } + chosen
            return made(
                panel, view, own, ["size": 500, "track_total_hits": true, "sort": .array(sort ?? [])],
                columns.map { .init(id: $0, label: $0, kind: .field) })
        }
        let columns = ClassicAggregations(CheckRun.parsed(target["attributes"]?["visState"]), range: seconds)
        return made(
            panel, view, own, ["size": 0, "track_total_hits": true, "aggs": try columns.search()],
            columns.described)
    }

    private func made(
        _ panel: JSONValue, _ view: JSONValue?, _ own: [JSONValue], _ body: JSONValue, _ columns: [PanelSearch.Column]
    ) -> PanelSearch {
        let time = view?["attributes"]?["timeFieldName"]?.string ?? "@timestamp"
        let range: JSONValue = [
            "range": .object([.init(time, ["gte": .string(from), "lte": .string(to)])])
        ]
        let query = JSONValue.Member("query", ["bool": ["filter": .array([range] + clauses + own)]])
        return PanelSearch(
            dashboard: dashboard["id"]?.string ?? "", panel: panel["panelIndex"]?.string ?? "",
            title: panel["title"]?.string ?? "", index: view?["attributes"]?["title"]?.string ?? "",
            body: .object([query] + (body.members ?? [])), columns: columns)
    }

    /// The length of the range in seconds; a day when an end is no date math, or a date beside a `now` that nobody knows.
    private var seconds: Int {
        guard let start = DateMath(from), let end = DateMath(to) else { return 86400 }
        if let from = start.secondsAgo, let to = end.secondsAgo { return max(1, from - to) }
        guard let from = start.seconds(clock: clockSeconds), let to = end.seconds(clock: clockSeconds) else {
            return 86400
        }
        return Int(max(1, to - from))
    }

    /// The clauses of a search source: its query and its filters that are on.
    func clauses(of source: JSONValue?) throws(KQL.Failure) -> [JSONValue] {
        var clauses = try clauses(query: source?["query"])
        for filter in source?["filter"]?.array ?? [] where filter["meta"]?["disabled"]?.boolean != true {
            guard let query = filter["query"] else { continue }
            clauses.append(filter["meta"]?["negate"]?.boolean == true ? ["bool": ["must_not": query]] : query)
        }
        return clauses
    }

    private func clauses(query: JSONValue?) throws(KQL.Failure) -> [JSONValue] {
        guard let text = query?["query"]?.string, !text.isEmpty else { return [] }
        return [try Self.search(query, text)]
    }

    static func search(_ query: JSONValue?, _ text: String) throws(KQL.Failure) -> JSONValue {
        if query?["language"]?.string == "lucene" { return ["query_string": ["query": .string(text)]] }
        return try KQL(text).search
    }

    /// The interval of a histogram: as written, or the shortest of the usual ones that makes at most 100 buckets.
    static func interval(_ text: String, range: Int) -> JSONValue.Member {
        if text != "auto" {
            let isCalendar = ["d": "1d", "1d": "1d", "w": "1w", "1w": "1w", "M": "1M", "1M": "1M"][text]
            return isCalendar.map { .init("calendar_interval", .string($0)) } ?? .init("fixed_interval", .string(text))
        }
        let usual = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 10800, 43200, 86400, 604_800]
        let seconds = usual.first { range / $0 <= 100 } ?? 2_592_000
        return .init("fixed_interval", .string("\(seconds)s"))
    }
}
