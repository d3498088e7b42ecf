/// What is known of an operation of Lens.
struct LensOperation {
    var isGroup: Bool
    var types: [String]
    var scales: [String]
    /// Whether it is computed from other columns instead of a field.
    var isDerived = false
    var needsField = true

    static func named(_ name: String) -> LensOperation? {
        switch name {
        case "date_histogram": LensOperation(isGroup: true, types: ["date"], scales: ["interval"])
        case "terms":
            LensOperation(isGroup: true, types: ["string", "number", "boolean", "ip", "date"], scales: ["ordinal"])
        case "range": LensOperation(isGroup: true, types: ["number", "string"], scales: ["interval", "ordinal"])
        case "filters": LensOperation(isGroup: true, types: ["string"], scales: ["ordinal"], needsField: false)
        case "count", "unique_count", "sum", "average", "median", "standard_deviation", "percentile", "percentile_rank":
            LensOperation(isGroup: false, types: ["number"], scales: ["ratio"])
        case "min", "max": LensOperation(isGroup: false, types: ["number", "date"], scales: ["ratio", "interval"])
        case "last_value":
            LensOperation(
                isGroup: false, types: ["string", "number", "boolean", "ip", "date"],
                scales: ["ordinal", "ratio", "interval"])
        case "formula", "math", "cumulative_sum", "counter_rate", "differences", "moving_average", "overall_sum",
            "overall_min", "overall_max", "overall_average", "normalize_by_unit", "time_scale":
            LensOperation(isGroup: false, types: ["number"], scales: ["ratio"], isDerived: true, needsField: false)
        case "static_value":
            LensOperation(isGroup: false, types: ["number"], scales: ["ratio"], needsField: false)
        default: nil
        }
    }
}
