internal import SearchCluster

/// The check of one file, as far as it has come.
struct CheckRun {
    /// One saved object of the file.
    struct Object {
        var line: Int
        var type: String
        var id: String
        var json: JSONValue
        var attributes: JSONValue
        var references: [SavedObject.Reference]

        var key: String { "\(type):\(id)" }
        func reference(_ name: String) -> SavedObject.Reference? { references.first { $0.name == name } }
    }

    let check: DashboardCheck
    let file: String
    var product: DashboardProduct = .kibana
    var objects: [Object] = []
    /// The types and ids that have come.
    var keys: Set<String> = []
    var findings: [Finding] = []
    var layouts: [DashboardLayout] = []
    /// Where findings are reported: the object and the part of it that is being read.
    var object: Object?
    var part = ""
    /// The names of references of this object that something in it uses.
    var used: Set<String> = []

    init(_ check: DashboardCheck, file: String) {
        self.check = check
        self.file = file
    }

    var version: ProductVersion { check.version ?? ProductVersion(9, 99) }

    mutating func error(_ rule: Int, _ sentence: String) { report(rule, .error, sentence) }
    mutating func warn(_ rule: Int, _ sentence: String) { report(rule, .warning, sentence) }

    private mutating func report(_ rule: Int, _ severity: Finding.Severity, _ sentence: String) {
        let place = object.map { part.isEmpty ? $0.key : "\($0.key), \(part)" } ?? part
        findings.append(
            Finding(
                rule: rule, severity: severity, file: file, line: object?.line, place: place, sentence: sentence))
    }

    /// Checks the whole file.
    mutating func check(_ bytes: [UInt8]) {
        guard readLines(bytes) else { return }
        product = check.product ?? (objects.contains(where: Self.isOfKibana) ? .kibana : .opensearch)
        checkObjects()
        for object in objects {
            self.object = object
            part = ""
            used = []
            checkStamps(object)
            checkAttributes(object)
            checkStrings(object)
            checkQuery(object)
            switch object.type {
            case "dashboard": checkDashboard(object)
            case "lens": checkLens(object.attributes, prefix: "", object)
            case "visualization": checkVisualization(object)
            case "index-pattern": checkDataView(object)
            case "search": checkSearch(object)
            default: break
            }
            part = ""
            if ["dashboard", "lens", "visualization", "search"].contains(object.type) { checkUnused(object) }
        }
        object = nil
    }

    private static func isOfKibana(_ object: Object) -> Bool {
        object.type == "lens" || object.json["coreMigrationVersion"] != nil
            || object.json["typeMigrationVersion"] != nil
    }

    /// What is known of a data view of this file, by its id; `nil` when its fields are not known.
    func dataView(_ id: String?) -> DataView? {
        guard let id else { return nil }
        let object = objects.first { $0.type == "index-pattern" && $0.id == id }
        let title = object?.attributes["title"]?.string ?? id
        return check.dataViews.first { $0.title == title } ?? object.flatMap(Self.listed)
    }

    /// The fields that an index pattern carries with it.
    private static func listed(_ object: Object) -> DataView? {
        guard let text = object.attributes["fields"]?.string, let title = object.attributes["title"]?.string,
            let fields = JSONValue(parsing: Array(text.utf8))?.array, !fields.isEmpty
        else { return nil }
        let types = fields.compactMap { field -> DataView.Field? in
            guard let name = field["name"]?.string else { return nil }
            let type = field["esTypes"]?.array?.first?.string.flatMap(FieldType.init)
            return type.map { DataView.Field(name: name, type: $0) }
        }
        let timeField = object.attributes["timeFieldName"]?.string ?? ""
        return DataView(
            id: object.id, title: title, name: title, timeField: timeField, fields: types, isComplete: false)
    }
}
