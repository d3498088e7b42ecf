internal import SearchCluster

/// A dashboard of OpenSearch Dashboards: one visualisation for each panel, since there are no panels by value.
struct ClassicDashboard {
    let object: SavedObject
    let visualizations: [SavedObject]

    init(_ dashboard: Dashboard, _ view: DataView, _ stamps: VersionStamps) {
        var made: [SavedObject] = []
        var references: [SavedObject.Reference] = []
        var panels: [JSONValue] = []
        // Controls are a panel here, above the others.
        let height = dashboard.controls.isEmpty ? 0 : Self.controlHeight
        func place(_ panel: String, title: String, area: Panel.Area, type: String, id: String) {
            let name = "panel_\(panels.count)"
            references.append(.init(name: name, type: type, id: id))
            panels.append(
                .members([
                    ("version", stamps.panel.map { .string($0) }), ("gridData", area.json(panel)),
                    ("panelIndex", .string(panel)), ("embeddableConfig", .object([])), ("title", .string(title)),
                    ("panelRefName", .string(name)),
                ]))
        }
        func add(_ visualization: ClassicVisualization, _ panel: String, _ area: Panel.Area) {
            let object = visualization.object(id: "\(dashboard.id)-\(panel)", stamps)
            made.append(object)
            place(panel, title: visualization.title, area: area, type: "visualization", id: object.id)
        }
        if !dashboard.controls.isEmpty {
            let area = Panel.Area(x: 0, y: 0, width: 48, height: Self.controlHeight)
            add(ClassicVisualization(controls: dashboard.controls, view), "controls", area)
        }
        for panel in dashboard.panels(for: .opensearch) {
            var area = panel.area
            area.y += height
            switch panel.content {
            case .search(let id): place(panel.id, title: panel.title, area: area, type: "search", id: id)
            case .text(let text): add(ClassicVisualization(panel, text: text), panel.id, area)
            case .chart(let chart): add(ClassicVisualization(panel, chart, view), panel.id, area)
            }
        }
        let found: JSONValue = ["query": .kuery(dashboard.query), "filter": []]
        let options: JSONValue = ["useMargins": true, "hidePanelTitles": false]
        visualizations = made.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        object = SavedObject(
            type: "dashboard", id: dashboard.id,
            attributes: [
                "title": .string(dashboard.title), "description": .string(dashboard.description), "hits": 0,
                "timeRestore": true, "timeFrom": .string(dashboard.from), "timeTo": .string(dashboard.to),
                "refreshInterval": ["pause": true, "value": 60000], "panelsJSON": JSONValue.array(panels).packed,
                "optionsJSON": options.packed, "version": 1,
                "kibanaSavedObjectMeta": ["searchSourceJSON": found.packed],
            ], references: references, stamps: stamps.members(for: "dashboard"))
    }

    private static let controlHeight = 6
}
