internal import BeaconScore
internal import BeaconTransform
internal import SearchCluster

extension TuneReport {
    /// Groups that are named below a value, for each 80 columns.
    private static let namesPerWidth = 3

    /// The report for a terminal, lines of at most `width` columns, 40 and above.
    public func text(width: Int) -> String {
        let width = max(width, 40)
        var lines = head.flatMap { WrappedText($0, width: width).lines }
        if result.trials.grid.isEmpty {
            for place in result.trials.parameters.indices { lines += [""] + section(place, width: width) }
        } else {
            lines += [""] + gridLines(width: width)
        }
        lines.append("")
        lines += legend.flatMap { WrappedText($0, width: width, indent: 2).lines }
        lines.append("")
        lines += suggestionSentences.flatMap { WrappedText($0, width: width, indent: 2).lines }
        return lines.joined(separator: "\n") + "\n"
    }

    private var head: [String] {
        let one = result.comparisons[0]
        let window = Window(nowSeconds: result.nowSeconds, parameters: template.metric.parameters)
        let asked = template.opinions == .strict ? " (which the template does not ask)" : ""
        var head = [
            "\(SafeText(template.id)), \(Timestamp(seconds: window.firstSecond).plainText) to "
                + "\(Timestamp(seconds: result.nowSeconds).plainText) UTC: \(CountText(one.judged, "group")) judged, "
                + "\(CountText(one.signals, "signal")), \(CountText(one.strict)) by the strict metric, "
                + "\(CountText(one.regular)) by the second opinion\(asked)."
        ]
        if let labels = result.labels, let score = one.score {
            head.append(
                "\(CountText(labels.beacons)) of \(CountText(labels.count)) labelled groups are beacons: "
                    + "\(CountText(score.found)) found, \(CountText(score.missed)) missed, "
                    + "\(CountText(score.falseAlarms)) harmless groups taken for beacons, "
                    + "\(CountText(score.unlabelled)) signals without a label.")
        }
        return head
    }

    private func section(_ place: Int, width: Int) -> [String] {
        let parameter = result.trials.parameters[place]
        guard parameter.changesVerdicts else {
            return WrappedText(
                "\(parameter.name) changes no verdict: it says how many destinations a signal lists.", width: width
            ).lines
        }
        let numbers = result.trials.numbers[place]
        let table = table(
            of: numbers.map { result.comparisons[$0] }, values: parameter.settings.map { parameter.value(of: $0) },
            width: width)
        var lines = [parameter.name, table.heading]
        for (row, number) in numbers.enumerated() {
            lines.append(table.row(row))
            lines += names(of: result.comparisons[number], width: width)
        }
        return lines
    }

    private func table(of rows: [TuneComparison], values: [JSONValue], width: Int) -> TuneTable {
        func counts(_ heading: String, _ rank: Int, _ count: (TuneComparison) -> Int) -> TuneTable.Column {
            .init(heading: heading, rank: rank, cells: rows.map { CountText(count($0)).description })
        }
        func changes(_ heading: String, _ rank: Int, _ count: (TuneComparison) -> Int) -> TuneTable.Column {
            .init(
                heading: heading, rank: rank,
                cells: rows.map { $0.setting == 0 ? "" : CountText(count($0)).description })
        }
        func shares(_ heading: String, _ rank: Int, _ share: (LabelScore) -> Double?) -> TuneTable.Column {
            .init(heading: heading, rank: rank, cells: rows.map { Self.share($0.score.flatMap(share)) })
        }
        var columns = [
            TuneTable.Column(
                heading: "VALUE", rank: 0,
                cells: zip(rows, values).map { ($0.setting == 0 ? "* " : "") + Self.text(of: $1) }),
            counts("SIGNALS", 0) { $0.signals }, changes("NEW", 1) { $0.gained.count },
            changes("GONE", 2) { $0.lost.count }, counts("STRICT", 4) { $0.strict },
            changes("NEW", 5) { $0.strictGained.count }, changes("REGULAR", 7) { $0.strictAgreed },
            changes("GONE", 6) { $0.strictLost.count },
        ]
        if result.labels != nil {
            columns += [
                shares("PREC", 3) { $0.precision }, shares("REC", 3) { $0.recall }, shares("F", 0) { $0.fMeasure },
            ]
        }
        return TuneTable(columns, width: width)
    }

    static func text(of value: JSONValue) -> String {
        if let list = value.array { return list.map { text(of: $0) }.joined(separator: ",") }
        // 0 is written as people write it.
        return value.integer?.description ?? value.text
    }

    /// The first signals that a value gains and loses.
    private func names(of one: TuneComparison, width: Int) -> [String] {
        [("+", one.gained), ("-", one.lost)].flatMap { sign, groups -> [String] in
            guard !groups.isEmpty else { return [] }
            let most = Self.namesPerWidth * max(1, width / 80)
            let named = groups.prefix(most).map { name(of: $0, width: width / 2) }
            let rest = groups.count > most ? " and \(CountText(groups.count - most)) more" : ""
            return WrappedText("\(sign) \(named.joined(separator: "; "))\(rest)", width: width - 6, indent: 2).lines
                .map { "      " + $0 }
        }
    }

    private func name(of number: Int, width: Int) -> String {
        let group = verdicts.groups[number]
        let names = group.values.map {
            CellText(untrusted: $0.description).fitted(to: max(8, width / group.values.count))
        }
        let label = result.labels?[group].map { " (\($0.rawValue))" } ?? ""
        return names.joined(separator: ", ") + label
    }

    private var legend: [String] {
        var legend = [
            "* is the template's value. NEW and GONE: what the others gain and lose beside it, first of the signals, then of what "
                + "the strict metric finds. REGULAR: how many that it gains the second opinion takes for regular."
        ]
        if result.labels != nil {
            legend.append(
                "PREC: the share of beacons among the signals that have a label. REC: the share of the labelled beacons that are "
                    + "found. F: the harmonic mean of both.")
        }
        legend.append(
            "Whole groups are compared, without single destinations of busy groups and exact times. Every name: --format json."
        )
        return legend
    }
}
