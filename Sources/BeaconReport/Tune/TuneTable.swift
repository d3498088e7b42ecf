/// Right-aligned columns for a width; those that matter least are left out where there is no room.
struct TuneTable {
    /// A column.
    struct Column {
        /// Its heading.
        var heading: String
        /// What it gives up its place for: the largest number goes first; 0 always stays.
        var rank: Int
        /// Its cells, one a row; made by this program, or made safe.
        var cells: [String]
    }

    private let columns: [(column: Column, width: Int)]

    /// Columns that fit a width.
    ///
    /// - Parameter columns: from left to right, each with as many cells as the others.
    init(_ columns: [Column], width: Int) {
        var kept = columns.map { column in
            (column, ([column.heading] + column.cells).map { DisplayWidth.of($0) }.max() ?? 0)
        }
        func total() -> Int { kept.reduce(0) { $0 + $1.1 + 2 } }
        while total() > width,
            let least = kept.indices.filter({ kept[$0].0.rank > 0 }).max(by: {
                kept[$0].0.rank < kept[$1].0.rank
            })
        {
            kept.remove(at: least)
        }
        self.columns = kept.map { (column: $0.0, width: $0.1) }
    }

    /// The line of headings.
    var heading: String { line { $0.heading } }

    /// The line of a row.
    func row(_ place: Int) -> String { line { $0.cells[place] } }

    private func line(_ cell: (Column) -> String) -> String {
        var line = ""
        for (column, width) in columns {
            let text = cell(column)
            line += String(repeating: " ", count: 2 + max(0, width - DisplayWidth.of(text))) + text
        }
        while line.hasSuffix(" ") { line.removeLast() }
        return line
    }
}
