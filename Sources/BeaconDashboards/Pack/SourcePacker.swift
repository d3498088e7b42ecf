internal import SearchCluster

/// Makes saved objects of the described dashboards.
struct SourcePacker {
    static let sourceMember = "kibanaSavedObjectMeta"
    static let indexReference = "kibanaSavedObjectMeta.searchSourceJSON.index"

    let source: DashboardSource
    let product: DashboardProduct
    let stamps: VersionStamps

    /// All objects: data views, searches, visualisations, dashboards, each kind by id.
    func objects() throws(DashboardError) -> [SavedObject] {
        var objects = Self.byID(source.dataViews, \.id).map(dataView)
        objects += Self.byID(source.searches, \.id).map(search)
        var dashboards: [SavedObject] = []
        for dashboard in Self.byID(source.dashboards, \.id) {
            guard let view = source.dataView(dashboard.dataView) else { continue }
            switch product {
            case .kibana: dashboards.append(LensDashboard(dashboard, view, stamps).object)
            case .opensearch:
                let classic = ClassicDashboard(dashboard, view, stamps)
                objects += classic.visualizations
                dashboards.append(classic.object)
            }
        }
        return objects + dashboards
    }

    private func dataView(_ view: DataView) -> SavedObject {
        var attributes: [(String, JSONValue?)] = [
            ("title", .string(view.title)), ("timeFieldName", .string(view.timeField)),
        ]
        switch product {
        case .kibana: attributes.append(("name", .string(view.name)))
        case .opensearch:
            // Without the list the first person who opens the pattern has to have the right to save it.
            if view.isComplete { attributes.append(("fields", JSONValue.array(view.fields.map(\.listed)).packed)) }
        }
        return SavedObject(
            type: "index-pattern", id: view.id, attributes: .members(attributes), references: [],
            stamps: stamps.members(for: "index-pattern"))
    }

    private func search(_ search: SavedSearch) -> SavedObject {
        let found: JSONValue = [
            "query": .kuery(search.query), "filter": [], "highlightAll": true, "version": true,
            "indexRefName": .string(Self.indexReference),
        ]
        let isKibana = product == .kibana
        return SavedObject(
            type: "search", id: search.id,
            attributes: .members([
                ("title", .string(search.title)), ("description", .string(search.description)),
                ("columns", .array(search.columns.map { .string($0) })),
                ("sort", [[.string(search.sort), "desc"]]), ("grid", isKibana ? .object([]) : nil),
                ("hideChart", isKibana ? false : nil), ("hits", isKibana ? nil : 0), ("version", isKibana ? nil : 1),
                (Self.sourceMember, .object([.init("searchSourceJSON", found.packed)])),
            ]),
            references: [.init(name: Self.indexReference, type: "index-pattern", id: search.dataView)],
            stamps: stamps.members(for: "search"))
    }

    private static func byID<Object>(_ objects: [Object], _ id: KeyPath<Object, String>) -> [Object] {
        objects.sorted { $0[keyPath: id].utf8.lexicographicallyPrecedes($1[keyPath: id].utf8) }
    }
}

extension DataView.Field {
    /// The field in the list that an index pattern keeps.
    fileprivate var listed: JSONValue {
        [
            "count": 0, "name": .string(name), "type": .string(type.viewType), "esTypes": [.string(type.rawValue)],
            "scripted": false, "searchable": true, "aggregatable": .boolean(type.isAggregatable),
            "readFromDocValues": .boolean(type.isAggregatable),
        ]
    }
}
