internal import SearchCluster

/// Rules 18 to 21: the frame of a Lens panel.
extension CheckRun {
    private static let types = [
        "lnsXY", "lnsPie", "lnsDatatable", "lnsMetric", "lnsLegacyMetric", "lnsHeatmap", "lnsGauge", "lnsTagcloud",
        "lnsChoropleth",
    ]

    /// Checks a Lens object's attributes; `prefix` is what its references have before their names in the dashboard's.
    mutating func checkLens(_ attributes: JSONValue, prefix: String, _ object: Object) {
        if !prefix.isEmpty, attributes["type"]?.string != "lens" { error(18, "attributes.type must be lens") }
        let type = attributes["visualizationType"]?.string ?? ""
        if !Self.types.contains(type) { error(18, "the visualizationType \(type) is not known") }
        guard let state = attributes["state"], let visualization = state["visualization"],
            let sources = state["datasourceStates"], state["query"] != nil, state["filters"]?.array != nil
        else {
            error(18, "state needs visualization, datasourceStates, query and filters")
            return
        }
        if let language = state["query"]?["language"]?.string, !["kuery", "lucene"].contains(language) {
            error(18, "the query's language \(language) is neither kuery nor lucene")
        }
        checkKeys(
            attributes, "the panel's attributes",
            ["title", "description", "visualizationType", "type", "references", "state", "version", "uiStateJSON"])
        checkKeys(
            state, "the state",
            [
                "visualization", "query", "filters", "datasourceStates", "internalReferences", "adHocDataViews",
                "needsRefresh",
            ])
        for filter in state["filters"]?.array ?? [] {
            if let name = filter["meta"]?["index"]?.string { used.insert(prefix + name) }
        }
        let drawn = Self.layers(of: visualization)
        let layers = sources["formBased"]?["layers"]?.members ?? sources["indexpattern"]?["layers"]?.members ?? []
        checkLayerIDs(drawn, layers, visualization)
        for layer in layers {
            let view = checkLayerReference(layer, attributes, prefix, object)
            checkLayer(layer.value, view, accessors: LensAccessors(visualization, layer: layer.name, type: type))
            checkQueryText(state["query"], view, "the panel's query")
        }
        checkColours(visualization)
        checkVisualizationKeys(visualization, type)
    }

    /// The drawn layers: those of a list, or the visualisation itself.
    static func layers(of visualization: JSONValue) -> [JSONValue] {
        visualization["layers"]?.array ?? [visualization]
    }

    private mutating func checkLayerIDs(
        _ drawn: [JSONValue], _ layers: [JSONValue.Member], _ visualization: JSONValue
    ) {
        let drawnIDs = drawn.compactMap { $0["layerId"]?.string }
        for layer in drawn where layer["layerType"]?.string == nil {
            error(21, "a drawn layer has no layerType")
        }
        // Lines and notes of an XY chart may have no columns behind them.
        let needed = drawn.filter { $0["layerType"]?.string != "annotations" }.compactMap { $0["layerId"]?.string }
        for id in needed where !layers.contains(where: { $0.name == id }) {
            error(21, "the drawn layer \(id) has no columns")
        }
        for layer in layers where !drawnIDs.contains(layer.name) { error(21, "the layer \(layer.name) is not drawn") }
    }

    /// The data view of a layer, after both levels of references were compared.
    private mutating func checkLayerReference(
        _ layer: JSONValue.Member, _ attributes: JSONValue, _ prefix: String, _ object: Object
    ) -> DataView? {
        let name = "indexpattern-datasource-layer-\(layer.name)"
        let isAdHoc =
            attributes["state"]?["internalReferences"]?.array?.contains { $0["name"]?.string == name } == true
        if isAdHoc { return nil }
        let outer = object.reference(prefix + name)
        if outer != nil { used.insert(prefix + name) }
        var id = outer?.id
        if prefix.isEmpty {
            if outer == nil { error(19, "the layer \(layer.name) has no reference \(name)") }
        } else {
            let inner = (attributes["references"]?.array ?? []).filter { $0["name"]?.string == name }
            if inner.count != 1 {
                error(19, "the layer \(layer.name) needs one reference \(name) in the panel, found \(inner.count)")
            }
            id = id ?? inner.first?["id"]?.string
            if outer == nil {
                error(19, "the dashboard's references lack \(prefix)\(name)")
            } else if let inside = inner.first?["id"]?.string, inside != outer?.id {
                error(
                    19, "the layer \(layer.name) reads \(inside) in the panel and \(outer?.id ?? "") in the dashboard")
            }
        }
        if let inline = layer.value["indexPatternId"]?.string, let id, inline != id {
            error(19, "indexPatternId \(inline) differs from the reference's \(id)")
        }
        return dataView(id)
    }

    private mutating func checkLayer(_ layer: JSONValue, _ view: DataView?, accessors: LensAccessors) {
        let columns = layer["columns"]?.members ?? []
        let order = (layer["columnOrder"]?.array ?? []).compactMap(\.string)
        if Set(order) != Set(columns.map(\.name)) || Set(order).count != order.count || order.count != columns.count {
            error(20, "columnOrder must name every column once")
        }
        let bucketed = order.map { id in columns.first { $0.name == id }?.value["isBucketed"]?.boolean ?? false }
        if let firstFigure = bucketed.firstIndex(of: false), bucketed[firstFigure...].contains(true) {
            error(20, "groups come before figures in columnOrder")
        }
        if layer["incompleteColumns"]?.members?.isEmpty == false { error(20, "incompleteColumns is not empty") }
        checkKeys(
            layer, "the layer",
            [
                "columns", "columnOrder", "incompleteColumns", "sampling", "indexPatternId", "ignoreGlobalFilters",
                "linkToLayers",
            ])
        checkAccessors(accessors, columns)
        checkColumns(columns, view, hidden: accessors.hidden)
    }

    /// Rule 29: a name that nothing knows is most likely a slip.
    mutating func checkKeys(_ value: JSONValue, _ what: String, _ known: [String]) {
        for member in value.members ?? [] where !known.contains(member.name) {
            warn(29, "\(what) has the unknown member \(member.name)")
        }
    }
}
