internal import SearchCluster

/// A classic visualisation: aggregations with ids, a type, and the type's settings.
struct ClassicVisualization {
    let title: String
    private let type: String
    private let aggregations: [JSONValue]
    private let settings: JSONValue
    private let query: String
    private let references: [SavedObject.Reference]
    private let readsIndex: Bool

    init(_ panel: Panel, text: String) {
        title = panel.title
        type = "markdown"
        aggregations = []
        settings = ["fontSize": 12, "openLinksInNewTab": false, "markdown": .string(text)]
        query = ""
        references = []
        readsIndex = false
    }

    init(controls: [Dashboard.Control], _ view: DataView) {
        title = "Choices"
        type = "input_control_vis"
        aggregations = []
        let made = controls.enumerated().map { position, control -> JSONValue in
            [
                "id": .string(control.id), "fieldName": .string(control.field), "parent": "",
                "label": .string(control.title), "type": control.kind == .list ? "list" : "range",
                "options": control.kind == .list
                    ? ["type": "terms", "multiselect": true, "dynamicOptions": true, "size": 10, "order": "desc"]
                    : ["decimalPlaces": 0, "step": 1],
                "indexPatternRefName": .string(Self.controlReference(position)),
            ]
        }
        settings = [
            "controls": .array(made), "updateFiltersOnChange": true, "useTimeFilter": true, "pinFilters": false,
        ]
        query = ""
        references = controls.indices.map {
            .init(name: Self.controlReference($0), type: "index-pattern", id: view.id)
        }
        readsIndex = false
    }

    init(_ panel: Panel, _ chart: Chart, _ view: DataView) {
        title = panel.title
        type = Self.type(chart)
        let columns = ClassicColumns(chart)
        aggregations = columns.json
        settings = ClassicSettings(chart, columns).json
        query = panel.query
        references = [.init(name: SourcePacker.indexReference, type: "index-pattern", id: view.id)]
        readsIndex = true
    }

    func object(id: String, _ stamps: VersionStamps) -> SavedObject {
        let state: JSONValue = [
            "title": .string(title), "type": .string(type), "aggs": .array(aggregations), "params": settings,
        ]
        let found = JSONValue.members([
            ("query", .kuery(query)), ("filter", []),
            ("indexRefName", readsIndex ? .string(SourcePacker.indexReference) : nil),
        ])
        return SavedObject(
            type: "visualization", id: id,
            attributes: [
                "title": .string(title), "description": "", "version": 1, "uiStateJSON": "{}", "visState": state.packed,
                "kibanaSavedObjectMeta": ["searchSourceJSON": found.packed],
            ], references: references, stamps: stamps.members(for: "visualization"))
    }

    private static func controlReference(_ position: Int) -> String { "control_\(position)_index_pattern" }

    private static func type(_ chart: Chart) -> String {
        switch chart.shape {
        case .metric: "metric"
        case .bars, .stackedBars: "histogram"
        case .line: "line"
        case .treemap: "pie"
        case .table: "table"
        case .heatmap: "heatmap"
        }
    }
}
