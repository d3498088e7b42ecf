internal import BeaconScore
internal import BeaconTransform
internal import SearchCluster

extension TuneReport {
    /// The pairs: a row for each value of the first parameter, a column for each of the second.
    func gridLines(width: Int) -> [String] {
        let (rows, columns) = (result.trials.parameters[0], result.trials.parameters[1])
        var table = [
            TuneTable.Column(
                heading: "", rank: 0,
                cells: rows.settings.map { mark($0) + Self.text(of: rows.value(of: $0)) })
        ]
        for (place, column) in columns.settings.enumerated() {
            table.append(
                TuneTable.Column(
                    heading: mark(column) + Self.text(of: columns.value(of: column)), rank: 0,
                    cells: result.trials.grid.map { numbers in
                        numbers[place].map { cell(result.comparisons[$0]) } ?? "-"
                    }))
        }
        let what =
            result.labels == nil
            ? "signals, with those gained and lost" : "signals, and the F-measure"
        var lines = WrappedText("\(rows.name) down, \(columns.name) across: \(what)", width: width).lines
        // As many columns at a time as fit, each time with the values of the rows.
        var next = 1
        while next < table.count {
            var end = next + 1
            while end < table.count, Self.width(of: [table[0]] + table[next...end]) <= width { end += 1 }
            let part = TuneTable([table[0]] + table[next..<end], width: width)
            if next > 1 { lines.append("") }
            lines.append(part.heading)
            lines += rows.settings.indices.map { part.row($0) }
            next = end
        }
        return lines
    }

    private func mark(_ setting: MetricParameters) -> String { setting == template.metric.parameters ? "* " : "" }

    private func cell(_ one: TuneComparison) -> String {
        if let score = one.score { return "\(CountText(one.signals)) \(Self.share(score.fMeasure))" }
        return one.setting == 0
            ? "\(CountText(one.signals))"
            : "\(CountText(one.signals)) +\(CountText(one.gained.count)) -\(CountText(one.lost.count))"
    }

    private static func width(of columns: [TuneTable.Column]) -> Int {
        columns.reduce(0) { total, column in
            total + 2 + (([column.heading] + column.cells).map { DisplayWidth.of($0) }.max() ?? 0)
        }
    }
}
