public import SearchCluster

/// The search that a dashboards server sends for one panel.
///
/// It is made of what was packed, not of the source, so that running it proves what is imported. Names of aggregations are the
/// ids of columns; a count is a bucket's number of documents and has no aggregation. What servers ask in a second search, such as
/// the "Other" of a treemap, is left out, as are the bounds that fill a histogram with empty buckets.
public struct PanelSearch: Sendable {
    /// The dashboard's id.
    public var dashboard: String
    /// The panel's id.
    public var panel: String
    /// The panel's title.
    public var title: String
    /// The index, alias or pattern.
    public var index: String
    /// The body of the search.
    public var body: JSONValue
    /// The columns, groups first, each under the name of its aggregation.
    public var columns: [Column]

    /// One column of the answer.
    public struct Column: Sendable, Equatable {
        /// The aggregation's name; of a list of documents the field.
        public var id: String
        /// What a person sees.
        public var label: String
        /// What is in it.
        public var kind: Kind
        /// Whether the figure has a filter of its own, whose bucket then holds it.
        public var isFiltered = false

        /// Whether it makes buckets.
        public var isGroup: Bool {
            switch kind {
            case .terms, .time, .range, .filters: true
            case .count, .figure, .field: false
            }
        }
        /// Whether it is the number of documents of a bucket, of the filter's bucket where it has a filter.
        public var isCount: Bool { kind == .count }
    }

    /// What is in a column.
    public enum Kind: Sendable, Equatable {
        /// The values of a field, steps of time, ranges of numbers, or named filters, a bucket each.
        case terms, time, range, filters
        /// The number of documents, or a figure of a field.
        case count, figure
        /// A field of a document.
        case field
    }

    /// The searches of all panels that show data, dashboard by dashboard.
    ///
    /// - Parameters:
    ///   - bytes: an import file that passes the check.
    ///   - from: the start of the time range in date math; `nil` takes what each dashboard has saved.
    ///   - to: the end of it.
    ///   - clockSeconds: what `now` is, in seconds since 1970; matters only for the steps of histograms where one end is a date.
    /// - Throws: ``KQL/Failure`` for a query that cannot be read.
    public static func all(
        in bytes: [UInt8], from: String? = nil, to: String? = nil, clockSeconds: Int64? = nil
    ) throws(KQL.Failure) -> [PanelSearch] {
        let objects = SavedObjects(bytes)
        var searches: [PanelSearch] = []
        for dashboard in objects.all where dashboard["type"]?.string == "dashboard" {
            let attributes = dashboard["attributes"]
            let source = CheckRun.parsed(attributes?["kibanaSavedObjectMeta"]?["searchSourceJSON"])
            var context = SearchContext(
                objects: objects, dashboard: dashboard, from: from ?? attributes?["timeFrom"]?.string ?? "now-15m",
                to: to ?? attributes?["timeTo"]?.string ?? "now", clockSeconds: clockSeconds)
            context.clauses = try context.clauses(of: source)
            for panel in CheckRun.parsed(attributes?["panelsJSON"])?.array ?? [] {
                if let search = try context.search(panel) { searches.append(search) }
            }
        }
        return searches
    }

    /// Whether a text is an end of a time range: date math such as `now-24h`, or a date.
    public static func isTime(_ text: String) -> Bool { DateMath(text) != nil }
}

/// The objects of an import file, by type and id.
struct SavedObjects {
    let all: [JSONValue]

    init(_ bytes: [UInt8]) {
        all = bytes.split(separator: 0x0A).compactMap { JSONValue(parsing: Array($0)) }
    }

    func object(_ type: String?, _ id: String?) -> JSONValue? {
        all.first { $0["type"]?.string == type && $0["id"]?.string == id }
    }

    /// What a reference of an object leads to.
    func target(of reference: String, in object: JSONValue?) -> JSONValue? {
        guard let found = object?["references"]?.array?.first(where: { $0["name"]?.string == reference }) else {
            return nil
        }
        return self.object(found["type"]?.string, found["id"]?.string)
    }
}
