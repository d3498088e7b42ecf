internal import SearchCluster

/// The columns of a chart as aggregations, figures first; ids are 1, 2, 3.
struct ClassicColumns {
    private let chart: Chart
    private let ordered: [Column]

    init(_ chart: Chart) {
        self.chart = chart
        ordered = chart.figures + chart.groups
    }

    func id(_ column: String) -> String {
        String((ordered.firstIndex { $0.id == column } ?? 0) + 1)
    }

    var json: [JSONValue] {
        ordered.map { column in
            let (type, settings) = describe(column)
            return [
                "id": .string(id(column.id)), "enabled": true, "type": .string(type), "schema": .string(schema(column)),
                "params": .object(settings),
            ]
        }
    }

    private func schema(_ column: Column) -> String {
        if !column.operation.isGroup { return "metric" }
        switch chart.shape {
        case .table: return "bucket"
        case .treemap, .metric: return "segment"
        case .bars, .stackedBars, .line, .heatmap: return column.id == chart.x ? "segment" : "group"
        }
    }

    private func describe(_ column: Column) -> (type: String, settings: [JSONValue.Member]) {
        let label = JSONValue.Member("customLabel", .string(column.label))
        switch column.operation {
        case .terms(let field, let size, let by):
            let alphabetical = by == "alphabetical"
            return (
                "terms",
                [
                    .init("field", .string(field)), .init("orderBy", .string(alphabetical ? "_key" : id(by))),
                    .init("order", alphabetical ? "asc" : "desc"), .init("size", .integer(Int64(size))),
                    .init("otherBucket", .boolean(chart.shape == .treemap)), .init("otherBucketLabel", "Other"),
                    .init("missingBucket", false), .init("missingBucketLabel", "Missing"), label,
                ]
            )
        case .dateHistogram(let field, let interval):
            return (
                "date_histogram",
                [
                    .init("field", .string(field)), .init("useNormalizedOpenSearchInterval", true),
                    .init("scaleMetricValues", false), .init("interval", .string(interval == "1d" ? "d" : interval)),
                    .init("drop_partials", false), .init("min_doc_count", 1), .init("extended_bounds", .object([])),
                    label,
                ]
            )
        case .filters(let choices):
            let filters = choices.map { ["input": .kuery($0.query), "label": .string($0.label)] as JSONValue }
            return ("filters", [.init("filters", .array(filters))])
        case .range(let field, let bounds):
            let ranges = bounds.map { bound in
                JSONValue.members([
                    ("from", bound.from.map { .number($0) }), ("to", bound.to.map { .number($0) }),
                ])
            }
            return ("range", [.init("field", .string(field)), .init("ranges", .array(ranges)), label])
        case .count: return ("count", [label])
        case .figure(let figure, let field):
            let type =
                switch figure {
                case .uniqueCount: "cardinality"
                case .average: "avg"
                default: figure.rawValue
                }
            return (type, [.init("field", .string(field)), label])
        }
    }
}
