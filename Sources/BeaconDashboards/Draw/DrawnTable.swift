/// Rows with a heading for each column; numbers stand at the right.
struct DrawnTable {
    let html: String

    /// - Parameters:
    ///   - sort: the column whose largest value comes first; `nil` leaves the rows as they came.
    ///   - most: further rows are only counted.
    ///   - what: what a row is, for the line that counts them: `rows`, `documents`.
    init(
        _ columns: [PanelSearch.Column], _ rows: [[PanelRows.Cell]], sort: String? = nil,
        formats: [String: ValueText.Format] = [:], most: Int, of total: Int, what: String
    ) {
        var rows = rows
        let sorted = columns.firstIndex { $0.id == sort }
        if let sorted {
            // Equal rows stay in their order, so that the same answer makes the same page.
            rows = rows.enumerated().sorted { left, right in
                let (a, b) = (Self.rank(left.element[sorted]), Self.rank(right.element[sorted]))
                return a == b ? left.offset < right.offset : a > b
            }.map(\.element)
        }
        let isNumber = columns.indices.map { column in
            rows.contains { if case .number = $0[column] { true } else { false } }
        }
        let isTime = columns.indices.map { Self.isTime(columns[$0], rows, $0) }
        var made = "<div class=\"scroll\"><table><thead><tr>"
        for (place, column) in columns.enumerated() {
            let mark = place == sorted ? " <span class=\"sorted\">▾</span>" : ""
            var styles: [String] = isNumber[place] ? ["number"] : []
            var name = HTMLText(column.label).description
            if column.kind == .field {
                // The names of fields are long; they may be broken where they have parts.
                styles.append("field")
                name = name.replacing(".", with: ".<wbr>").replacing("_", with: "_<wbr>")
            }
            made += "<th\(Self.style(styles))>\(name)\(isTime[place] ? " (UTC)" : "")\(mark)</th>"
        }
        made += "</tr></thead><tbody>"
        for row in rows.prefix(most) {
            made += "<tr>"
            for (place, cell) in row.enumerated() {
                let text = HTMLText(ValueText(cell, formats[columns[place].id] ?? .plain).description)
                let isShort = text.width <= 24
                let style = isNumber[place] ? "number" : cell == .none ? "nothing" : isTime[place] ? "when" : ""
                made += "<td\(Self.style([style, isShort && style.isEmpty ? "short" : ""]))>\(text)</td>"
            }
            made += "</tr>"
        }
        made += "</tbody></table></div>"
        let shown = min(most, rows.count)
        if shown < total {
            let (few, all) = (ValueText(.number(Double(shown))), ValueText(.number(Double(total))))
            made += "<p class=\"more\">the first \(few) of \(all) \(what)</p>"
        }
        html = made
    }

    private static func style(_ names: [String]) -> String {
        let names = names.filter { !$0.isEmpty }
        return names.isEmpty ? "" : " class=\"\(names.joined(separator: " "))\""
    }

    private static func isTime(_ column: PanelSearch.Column, _ rows: [[PanelRows.Cell]], _ place: Int) -> Bool {
        switch rows.first(where: { $0[place] != .none })?[place] {
        case .date: true
        case .text(let text): column.kind == .field && ValueText(.text(text)).description != text
        default: false
        }
    }

    private static func rank(_ cell: PanelRows.Cell) -> Double {
        switch cell {
        case .number(let number): number
        case .date(let millis): Double(millis)
        default: -.infinity
        }
    }
}
