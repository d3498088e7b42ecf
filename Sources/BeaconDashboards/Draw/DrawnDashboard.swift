internal import SearchCluster

/// A dashboard of an import file as far as it is drawn.
struct DrawnDashboard {
    var id: String
    var title: String
    var description: String
    /// The saved time range, in date math.
    var from, to: String
    /// The titles of the choices above the panels.
    var controls: [String]
    var panels: [DrawnPanel]

    /// The dashboards of an import file: the one that is saved for the shortest time, which begins the others, first.
    static func all(in bytes: [UInt8]) -> [DrawnDashboard] {
        let objects = SavedObjects(bytes)
        let all = objects.all.filter { $0["type"]?.string == "dashboard" }.map { DrawnDashboard($0, among: objects) }
        func length(_ dashboard: DrawnDashboard) -> Int { DateMath(dashboard.from)?.secondsAgo ?? .max }
        return all.enumerated().sorted { left, right in
            let (a, b) = (length(left.element), length(right.element))
            return a == b ? left.offset < right.offset : a < b
        }.map(\.element)
    }

    private init(_ dashboard: JSONValue, among objects: SavedObjects) {
        let attributes = dashboard["attributes"]
        id = dashboard["id"]?.string ?? ""
        title = attributes?["title"]?.string ?? ""
        description = attributes?["description"]?.string ?? ""
        from = attributes?["timeFrom"]?.string ?? "now-15m"
        to = attributes?["timeTo"]?.string ?? "now"
        let chosen = CheckRun.parsed(attributes?["controlGroupInput"]?["panelsJSON"])?.members ?? []
        let ordered = chosen.sorted { ($0.value["order"]?.integer ?? 0) < ($1.value["order"]?.integer ?? 0) }
        controls = ordered.compactMap { $0.value["explicitInput"]?["title"]?.string }
        panels = (CheckRun.parsed(attributes?["panelsJSON"])?.array ?? []).map {
            DrawnPanel($0, of: dashboard, among: objects)
        }
    }
}

/// One panel of a dashboard, its place and what is in it.
struct DrawnPanel {
    enum Content {
        case text(String)
        case controls([String])
        case chart(PanelForm)
        case documents
    }

    var id: String
    var title: String
    var area: Panel.Area
    var content: Content

    init(_ panel: JSONValue, of dashboard: JSONValue, among objects: SavedObjects) {
        func number(_ name: String) -> Int { Int(clamping: panel["gridData"]?[name]?.integer ?? 0) }
        // A file that was not checked may say anything; the grid takes what fits it.
        let x = min(max(number("x"), 0), 47)
        area = Panel.Area(
            x: x, y: min(max(number("y"), 0), 10_000), width: min(max(number("w"), 1), 48 - x),
            height: min(max(number("h"), 1), 1_000))
        let index = panel["panelIndex"]?.string ?? ""
        id = index
        title = panel["title"]?.string ?? ""
        if let attributes = panel["embeddableConfig"]?["attributes"] {
            content = .chart(PanelForm(lens: attributes))
            return
        }
        if let text = panel["embeddableConfig"]?["savedVis"]?["params"]?["markdown"]?.string {
            content = .text(text)
            return
        }
        let name = panel["panelRefName"]?.string ?? ""
        let target =
            objects.target(of: "\(index):\(name)", in: dashboard) ?? objects.target(of: name, in: dashboard)
        guard target?["type"]?.string == "visualization" else {
            content = .documents
            return
        }
        let state = CheckRun.parsed(target?["attributes"]?["visState"]) ?? .null
        switch state["type"]?.string {
        case "markdown": content = .text(state["params"]?["markdown"]?.string ?? "")
        case "input_control_vis":
            content = .controls((state["params"]?["controls"]?.array ?? []).compactMap { $0["label"]?.string })
        default: content = .chart(PanelForm(classic: state))
        }
    }
}
