internal import BeaconTransform

extension DataView {
    init(_ reading: inout SourceMapping) throws(DashboardError) {
        id = try reading.text("id")
        title = try reading.text("index")
        name = try reading.text("name")
        timeField = try reading.text("time_field")
        isComplete = try reading.flag("all_fields", default: false)
        fields = []
        let node = try reading.required("fields")
        guard let entries = node.entries else {
            throw DashboardError(node.place, "fields must be a mapping of names to types, found \(node.inWords)")
        }
        for entry in entries {
            fields.append(Field(name: entry.key, type: try SourceMapping.word(entry.value, entry.key, FieldType.self)))
        }
        guard type(of: timeField) == .date else {
            throw DashboardError(node.place, "time_field must be a date among the fields")
        }
    }
}

extension SavedSearch {
    init(_ reading: inout SourceMapping) throws(DashboardError) {
        id = try reading.text("id")
        title = try reading.text("title")
        description = try reading.text("description", default: "")
        dataView = try reading.text("data_view")
        query = try reading.text("query", default: "")
        columns = try reading.texts("columns")
        sort = try reading.text("newest_by")
    }
}
