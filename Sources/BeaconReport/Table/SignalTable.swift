internal import BeaconScore
internal import BeaconTransform

/// The lines of a table of signals, laid out for a width.
struct SignalTable {
    private let template: TransformTemplate
    private let cells: SignalCells
    private let layout: TableLayout
    private let style: TableStyle

    /// Measures every signal and lays out the columns.
    init(_ template: TransformTemplate, _ result: WindowResult, style: TableStyle) {
        self.template = template
        self.style = style
        let cells = SignalCells(template, result.window)
        let columns = SignalColumn.all(of: template)
        let needs = columns.map { column in
            (column, Self.need(of: column, heading: column.heading(of: template), cells, result.signals))
        }
        self.cells = cells
        layout = TableLayout(columns, needs: Dictionary(uniqueKeysWithValues: needs), width: style.lineWidth)
    }

    /// An address of IPv4 and the count of the others.
    private static let destinationFloor = 18

    private static func need(
        of column: SignalColumn, heading: String, _ cells: SignalCells, _ signals: [Signal]
    ) -> TableLayout.Need {
        let headingWidth = DisplayWidth.of(heading)
        var natural = headingWidth
        var floor = headingWidth
        var isFilled = false
        for signal in signals {
            let width = cells.cell(column, of: signal).width
            natural = max(natural, width)
            if width > 0 { isFilled = true }
            if column == .destinations {
                floor = max(floor, min(cells.destinations(of: signal)?.floor ?? 0, destinationFloor))
            }
        }
        return TableLayout.Need(natural: natural, floor: column == .destinations ? floor : natural, isFilled: isFilled)
    }

    /// The line of headings.
    var heading: String {
        line { column, width in CellText(column.heading(of: template)).fitted(to: width) }
    }

    /// The line of a signal.
    func row(_ signal: Signal) -> String {
        line { column, width in
            cells.text(column, of: signal, width: width)
        } paint: { column, text in
            style.isColoured ? colour(of: column, signal).map { $0 + text + Self.plain } : nil
        }
    }

    /// What the columns mean, as far as they do not say it themselves, and how to look closer.
    var legend: [String] {
        let columns = layout.columns.map(\.column)
        var lines: [String] = []
        func add(_ name: String, _ meaning: String) {
            let padded = name + String(repeating: " ", count: 9 - name.utf8.count)
            // The padding is more than one space, which wrapping would not keep.
            let wrapped = WrappedText(meaning, width: style.lineWidth - padded.utf8.count)
            for (position, line) in wrapped.lines.enumerated() {
                lines.append((position == 0 ? padded : String(repeating: " ", count: padded.utf8.count)) + line)
            }
        }
        add("PRIO", "0 to 100, what to look at first; the reasons are in the documents (--format ndjson)")
        if columns.contains(.period) {
            add(
                "PERIOD",
                "the mean time between events; maybe a multiple where JITTER is blank"
            )
        }
        if columns.contains(.jitter) { add("JITTER", "how far the intervals go from it at the most") }
        if columns.contains(.regularity) { add("REGULAR", "how alike the intervals are: 1 is clockwork, 0 is chance") }
        if columns.contains(.steady) { add("STEADY", "what hardly varies: bytes out, bytes in, count of events") }
        lines += WrappedText("All figures: beaconing preview --format ndjson", width: style.lineWidth, indent: 2).lines
        return lines
    }

    private func line(
        _ text: (SignalColumn, Int) -> String, paint: (SignalColumn, String) -> String? = { _, _ in nil }
    ) -> String {
        var line = ""
        // Spaces are owed until something follows them: no line ends with any.
        var owed = 0
        for (position, placed) in layout.columns.enumerated() {
            if position > 0 { owed += TableLayout.gap }
            let cell = text(placed.column, placed.width)
            let padding = max(placed.width - DisplayWidth.of(cell), 0)
            if placed.column.isRightAligned { owed += padding }
            if !cell.isEmpty {
                line += String(repeating: " ", count: owed)
                line += paint(placed.column, cell) ?? cell
                owed = 0
            }
            if !placed.column.isRightAligned { owed += padding }
        }
        return line
    }

    /// The sequence that begins a cell's colour; `nil` leaves it plain.
    private func colour(of column: SignalColumn, _ signal: Signal) -> String? {
        switch column {
        case .priority:
            switch signal.judgement.isSignal ? signal.priority.value : 0 {
            case 80...: "\u{1B}[1;31m"
            case 60...: "\u{1B}[33m"
            case 30...: "\u{1B}[36m"
            default: nil
            }
        case .why, .steady: "\u{1B}[2m"
        default: nil
        }
    }

    private static let plain = "\u{1B}[0m"
}
