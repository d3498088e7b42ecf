internal import SearchCluster

/// A dashboard of Kibana's: Lens panels, texts and searches, with their references.
struct LensDashboard {
    let object: SavedObject

    init(_ dashboard: Dashboard, _ view: DataView, _ stamps: VersionStamps) {
        var references: [SavedObject.Reference] = []
        var panels: [JSONValue] = []
        for panel in dashboard.panels(for: .kibana) {
            let config: JSONValue
            var type = "lens"
            var byReference: JSONValue?
            switch panel.content {
            case .text(let text):
                type = "visualization"
                config = Self.markdown(panel, text)
            case .search(let id):
                type = "search"
                byReference = .string("panel_\(panel.id)")
                references.append(.init(name: "\(panel.id):panel_\(panel.id)", type: "search", id: id))
                config = ["enhancements": .object([])]
            case .chart(let chart):
                let lens = LensPanel(panel, chart, view)
                references += lens.references.map {
                    .init(name: "\(panel.id):\($0.name)", type: $0.type, id: $0.id)
                }
                references += panel.drilldowns.map {
                    .init(name: Self.drilldownReference(panel.id, $0.id), type: "dashboard", id: $0.to)
                }
                config = ["attributes": lens.attributes, "enhancements": Self.enhancements(panel.drilldowns)]
            }
            panels.append(
                .members([
                    ("version", stamps.panel.map { .string($0) }), ("type", .string(type)),
                    ("panelIndex", .string(panel.id)), ("gridData", panel.area.json(panel.id)),
                    ("embeddableConfig", config), ("title", .string(panel.title)), ("panelRefName", byReference),
                ]))
        }
        let controls = Self.controls(dashboard.controls, view)
        references += dashboard.controls.map { $0.reference(view) }
        let found: JSONValue = ["query": .kuery(dashboard.query), "filter": []]
        object = SavedObject(
            type: "dashboard", id: dashboard.id,
            attributes: .members([
                ("title", .string(dashboard.title)), ("description", .string(dashboard.description)),
                ("timeRestore", true), ("timeFrom", .string(dashboard.from)), ("timeTo", .string(dashboard.to)),
                ("refreshInterval", ["pause": true, "value": 60000]),
                ("controlGroupInput", dashboard.controls.isEmpty ? nil : controls),
                ("panelsJSON", JSONValue.array(panels).packed), ("optionsJSON", Self.options.packed),
                (SourcePacker.sourceMember, .object([.init("searchSourceJSON", found.packed)])), ("version", 1),
            ]),
            references: references, stamps: stamps.members(for: "dashboard"))
    }

    private static let options: JSONValue = [
        "useMargins": true, "syncColors": true, "syncCursor": true, "syncTooltips": false, "hidePanelTitles": false,
    ]

    static func drilldownReference(_ panel: String, _ event: String) -> String {
        "\(panel):drilldown:DASHBOARD_TO_DASHBOARD_DRILLDOWN:\(event):dashboardId"
    }

    private static func enhancements(_ drilldowns: [Panel.Drilldown]) -> JSONValue {
        if drilldowns.isEmpty { return .object([]) }
        let events = drilldowns.map { drilldown -> JSONValue in
            [
                "eventId": .string(drilldown.id), "triggers": ["FILTER_TRIGGER"],
                "action": [
                    "factoryId": "DASHBOARD_TO_DASHBOARD_DRILLDOWN", "name": .string(drilldown.name),
                    "config": [
                        "useCurrentFilters": true, "useCurrentDateRange": .boolean(drilldown.keepsTime),
                        "openInNewTab": false,
                    ],
                ],
            ]
        }
        return ["dynamicActions": ["events": .array(events)]]
    }

    private static func markdown(_ panel: Panel, _ text: String) -> JSONValue {
        [
            "savedVis": [
                "id": "", "title": .string(panel.title), "description": "", "type": "markdown",
                "params": ["fontSize": 12, "openLinksInNewTab": false, "markdown": .string(text)],
                "uiState": .object([]),
                "data": ["aggs": [], "searchSource": ["query": .kuery(""), "filter": []]],
            ],
            "enhancements": .object([]),
        ]
    }

    private static func controls(_ controls: [Dashboard.Control], _ view: DataView) -> JSONValue {
        let members = controls.enumerated().map { position, control in
            JSONValue.Member(
                control.id,
                [
                    "type": .string(control.type), "order": .integer(Int64(position)), "width": "medium", "grow": true,
                    "explicitInput": [
                        "id": .string(control.id), "dataViewId": .string(view.id), "fieldName": .string(control.field),
                        "title": .string(control.title), "enhancements": .object([]),
                    ],
                ])
        }
        let parents: JSONValue = [
            "ignoreFilters": false, "ignoreQuery": false, "ignoreTimerange": false, "ignoreValidations": false,
        ]
        return [
            "chainingSystem": "HIERARCHICAL", "controlStyle": "oneLine", "ignoreParentSettingsJSON": parents.packed,
            "panelsJSON": JSONValue.object(members).packed,
        ]
    }
}

extension Dashboard.Control {
    fileprivate var type: String { kind == .list ? "optionsListControl" : "rangeSliderControl" }

    fileprivate func reference(_ view: DataView) -> SavedObject.Reference {
        let what = kind == .list ? "optionsListDataView" : "rangeSliderDataView"
        return .init(name: "controlGroup_\(id):\(what)", type: "index-pattern", id: view.id)
    }
}

extension Panel.Area {
    func json(_ panel: String) -> JSONValue {
        [
            "x": .integer(Int64(x)), "y": .integer(Int64(y)), "w": .integer(Int64(width)), "h": .integer(Int64(height)),
            "i": .string(panel),
        ]
    }
}
