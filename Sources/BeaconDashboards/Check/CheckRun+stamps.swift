internal import SearchCluster

/// Rules 6 and 7: what an object says about versions, and attributes that a version does not know.
extension CheckRun {
    mutating func checkStamps(_ object: Object) {
        if product == .opensearch {
            checkClassicStamps(object)
            return
        }
        switch object.json["coreMigrationVersion"]?.string {
        case nil: error(6, "there is no coreMigrationVersion, so the import runs every migration since version 7")
        case .some(let text):
            if let core = ProductVersion(text), text.split(separator: ".").count == 3 {
                if core > version { error(6, "coreMigrationVersion \(core) is newer than \(product.title) \(version)") }
            } else {
                error(6, "coreMigrationVersion is not a version of three numbers")
            }
        }
        let old = object.json["migrationVersion"]?.members
        let new = object.json["typeMigrationVersion"]?.string
        if old != nil, new != nil { error(6, "migrationVersion and typeMigrationVersion stand side by side; keep one") }
        guard let text = new ?? old?.first(where: { $0.name == object.type })?.value.string else {
            error(6, "there is no typeMigrationVersion, so the import runs every migration and blanks Lens panels")
            return
        }
        guard let stamp = ProductVersion(text) else {
            error(6, "the version of the type, \(text), is not a version")
            return
        }
        if let newest = VersionStamps.newest(object.type, in: version), stamp > newest {
            error(6, "the type is stamped \(stamp); \(product.title) \(version) knows \(newest) at most and refuses it")
        }
        guard object.type == "dashboard" || object.type == "lens" else { return }
        let states = lensStates(object)
        if stamp < ProductVersion(8, 6), states.contains(where: { $0["formBased"] != nil }) {
            error(6, "formBased state is stamped \(stamp); the migration of 8.6 wipes it, stamp it 8.6.0 or newer")
        }
        if stamp >= ProductVersion(8, 6), states.contains(where: { $0["indexpattern"] != nil }) {
            error(6, "indexpattern state is stamped \(stamp), which no migration turns into formBased; stamp it 8.5.x")
        }
    }

    private mutating func checkClassicStamps(_ object: Object) {
        for name in ["coreMigrationVersion", "typeMigrationVersion"] where object.json[name] != nil {
            error(6, "\(name) is Kibana's; \(product.title) knows migrationVersion alone")
        }
        guard let wanted = VersionStamps.classic[object.type] else { return }
        let found = object.json["migrationVersion"]?[object.type]?.string
        if found != wanted {
            error(6, "migrationVersion of \(object.type) must be \(wanted), found \(found ?? "none")")
        }
    }

    /// The data source states of every Lens panel of an object.
    private func lensStates(_ object: Object) -> [JSONValue] {
        if object.type == "lens" { return object.attributes["state"]?["datasourceStates"].map { [$0] } ?? [] }
        return Self.parsed(object.attributes["panelsJSON"])?.array?.compactMap {
            $0["embeddableConfig"]?["attributes"]?["state"]?["datasourceStates"]
        } ?? []
    }

    mutating func checkAttributes(_ object: Object) {
        guard var known = Self.attributes[product]?[object.type] else { return }
        if object.type == "dashboard", product == .kibana {
            let stamp = object.json["typeMigrationVersion"]?.string.flatMap(ProductVersion.init) ?? ProductVersion(0, 0)
            if stamp >= ProductVersion(10, 3) { known.append("sections") }
            if stamp >= ProductVersion(10, 4) { known += ["accessControl", "projectRouting", "project_routing"] }
            if version.major >= 9 { known.append("pinned_panels") }
            if object.attributes["controlGroupInput"]?["showApplySelections"] != nil, stamp < ProductVersion(10, 2) {
                error(7, "controlGroupInput.showApplySelections needs a typeMigrationVersion of 10.2.0 or newer")
            }
        }
        for member in object.attributes.members ?? [] where !known.contains(member.name) {
            error(7, "the attribute \(member.name) is not one of a \(object.type) of this version")
        }
    }

    private static let attributes: [DashboardProduct: [String: [String]]] = [
        .kibana: [
            "dashboard": [
                "title", "description", "kibanaSavedObjectMeta", "timeRestore", "timeFrom", "timeTo", "refreshInterval",
                "controlGroupInput", "panelsJSON", "optionsJSON", "hits", "version",
            ],
            "index-pattern": [
                "title", "name", "timeFieldName", "fields", "fieldFormatMap", "fieldAttrs", "sourceFilters",
                "runtimeFieldMap", "allowNoIndex", "allowHidden", "type", "typeMeta",
            ],
            "search": [
                "title", "description", "columns", "sort", "grid", "hideChart", "hits", "version",
                "kibanaSavedObjectMeta", "isTextBasedQuery", "usesAdHocDataView", "timeRestore", "timeRange",
                "refreshInterval", "viewMode", "hideAggregatedPreview", "rowHeight", "rowsPerPage", "breakdownField",
                "sampleSize", "density", "headerRowHeight", "visContext", "tabs",
            ],
            "lens": ["title", "description", "visualizationType", "state", "uiStateJSON", "version"],
        ],
        .opensearch: [
            "dashboard": [
                "title", "description", "hits", "version", "timeRestore", "timeFrom", "timeTo", "refreshInterval",
                "optionsJSON", "panelsJSON", "kibanaSavedObjectMeta", "layoutJSON",
            ],
            "index-pattern": [
                "title", "timeFieldName", "fields", "fieldFormatMap", "sourceFilters", "type", "typeMeta",
                "intervalName", "displayName", "description",
            ],
            "search": ["title", "description", "hits", "columns", "sort", "version", "kibanaSavedObjectMeta"],
            "visualization": [
                "title", "description", "version", "uiStateJSON", "visState", "kibanaSavedObjectMeta",
                "savedSearchRefName",
            ],
        ],
    ]
}
