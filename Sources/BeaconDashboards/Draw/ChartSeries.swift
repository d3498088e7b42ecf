internal import SearchCluster

/// The rows of a panel as series along a horizontal axis.
struct ChartSeries {
    /// The steps of the axis, of time without gaps where the length of a step is known.
    var steps: [PanelRows.Cell] = []
    /// The length of a step of time in seconds; `nil` where the axis is none of time.
    var stepSeconds: Int?
    /// Names with a value, or none, for each step.
    var series: [(name: String, values: [Double?])] = []

    /// More steps than that are not filled in.
    private static let mostSteps = 2_000

    init(_ found: PanelRows, to search: PanelSearch, as form: PanelForm) {
        func place(_ id: String?) -> Int? { search.columns.firstIndex { $0.id == id } }
        let (x, split) = (place(form.x), place(form.split))
        let figures = form.figures.compactMap(place)
        if let x, search.columns[x].kind == .time { stepSeconds = search.stepSeconds(of: search.columns[x].id) }
        steps = Self.steps(found.rows.map { row in x.map { row[$0] } ?? .none }, every: stepSeconds)
        var stepPlaces: [String: Int] = [:]
        for (place, step) in steps.enumerated() { stepPlaces[Self.key(step)] = place }
        var places: [String: Int] = [:]
        for row in found.rows {
            let step = stepPlaces[Self.key(x.map { row[$0] } ?? .none)] ?? 0
            for figure in figures {
                let label = search.columns[figure].label
                let own = split.map { ValueText(row[$0]).description } ?? label
                let name = split != nil && figures.count > 1 ? "\(own) – \(label)" : own
                if places[name] == nil {
                    places[name] = series.count
                    series.append((name, Array(repeating: nil, count: steps.count)))
                }
                if case .number(let value) = row[figure], value.isFinite, let place = places[name] {
                    series[place].values[step] = value
                }
            }
        }
    }

    private static func key(_ cell: PanelRows.Cell) -> String {
        if case .date(let millis) = cell { "@\(millis)" } else { ValueText(cell).description }
    }

    /// Each once: dates in order and without gaps, others as they come.
    private static func steps(_ cells: [PanelRows.Cell], every seconds: Int?) -> [PanelRows.Cell] {
        let dates = cells.compactMap { if case .date(let millis) = $0 { millis } else { nil } }
        guard dates.count == cells.count, let first = dates.min(), let last = dates.max() else {
            var seen: Set<String> = []
            return cells.filter { seen.insert(key($0)).inserted }
        }
        let millis = Int64(seconds ?? 0) * 1000
        // Months differ in length: only what falls on every step may be filled in.
        let (length, isTooLong) = last.subtractingReportingOverflow(first)
        guard millis > 0, !isTooLong, length / millis < Self.mostSteps,
            dates.allSatisfy({ ($0 - first).isMultiple(of: millis) })
        else { return Set(dates).sorted().map { .date($0) } }
        return stride(from: first, through: last, by: Int(millis)).map { .date($0) }
    }

    /// The largest value, of stacked series the largest sum.
    func largest(stacked: Bool) -> Double {
        steps.indices.map { step in
            let values = series.compactMap { $0.values[step] }
            return stacked ? values.reduce(0, +) : values.max() ?? 0
        }.max() ?? 0
    }
}

extension PanelSearch {
    /// The length of a histogram's steps in seconds; `nil` for other columns.
    func stepSeconds(of column: String) -> Int? {
        var place: JSONValue? = body
        for group in columns.filter(\.isGroup) {
            place = place?["aggs"]?[group.id]
            guard group.id == column else { continue }
            let histogram = place?["date_histogram"]
            return (histogram?["fixed_interval"] ?? histogram?["calendar_interval"])?.string.flatMap(DateMath.interval)
        }
        return nil
    }
}
