/// The type of a field in an index, and what dashboards make of it.
public enum FieldType: String, Sendable, CaseIterable {
    case keyword, text, date, ip, boolean, long, integer, float, double

    /// The type's name in a data view.
    var viewType: String {
        switch self {
        case .keyword, .text: "string"
        case .date: "date"
        case .ip: "ip"
        case .boolean: "boolean"
        case .long, .integer, .float, .double: "number"
        }
    }

    /// Whether values can be grouped and computed with.
    var isAggregatable: Bool { self != .text }

    /// Whether an operation can be asked of a field of this type.
    func allows(_ operation: String) -> Bool {
        guard isAggregatable else { return false }
        return switch operation {
        case "date_histogram": self == .date
        case "terms": viewType != "date"
        case "unique_count", "cardinality", "count", "last_value", "filters": true
        case "max", "min": viewType == "number" || self == .date
        case "range", "histogram", "sum", "average", "avg", "median", "standard_deviation", "percentile",
            "percentile_rank", "percentiles":
            viewType == "number"
        default: true
        }
    }
}
