/// A picture of one search: columns, and which of them plays which part.
struct Chart: Sendable {
    enum Shape: String, Sendable, CaseIterable {
        case metric, bars, line, treemap, table, heatmap
        case stackedBars = "stacked_bars"
    }
    var shape: Shape
    /// Groups first, outermost first, then figures.
    var columns: [Column]
    /// The horizontal axis; of charts with axes.
    var x: String?
    /// The vertical axis of a heatmap.
    var y: String?
    /// The column that makes series.
    var split: String?
    /// The column that a table is sorted by, largest first.
    var sort: String?

    var groups: [Column] { columns.filter(\.operation.isGroup) }
    var figures: [Column] { columns.filter { !$0.operation.isGroup } }

    func column(_ id: String) -> Column? { columns.first { $0.id == id } }
}

/// One column of a search: a group or a figure.
struct Column: Sendable {
    var id: String
    var label: String
    var operation: Operation
    /// KQL that a figure counts alone; empty for all.
    var query: String
    /// Whether the figure is a number of bytes.
    var isBytes: Bool

    enum Operation: Sendable {
        case terms(field: String, size: Int, by: String)
        case dateHistogram(field: String, interval: String)
        case filters([Choice])
        case range(field: String, bounds: [Bounds])
        case count
        case figure(Figure, field: String)

        var isGroup: Bool {
            switch self {
            case .terms, .dateHistogram, .filters, .range: true
            case .count, .figure: false
            }
        }

        /// The field it reads; `nil` for documents as such.
        var field: String? {
            switch self {
            case .terms(let field, _, _), .dateHistogram(let field, _), .range(let field, _), .figure(_, let field):
                field
            case .filters, .count: nil
            }
        }
    }

    enum Figure: String, Sendable, CaseIterable {
        case uniqueCount = "unique_count"
        case max, min, average, sum
    }

    /// One group of a `filters` column.
    struct Choice: Sendable {
        var label: String
        var query: String
    }

    /// From, included, up to, excluded.
    struct Bounds: Sendable {
        var from: Double?
        var to: Double?
        var label: String
    }
}
