/// Text broken at its spaces into lines of limited width; what follows the first line is indented.
struct WrappedText {
    /// The lines, none wider than asked.
    let lines: [String]

    /// Breaks a text.
    ///
    /// - Parameters:
    ///   - width: columns of a line, 1 and above; a word that is wider is cut into pieces.
    ///   - indent: columns before every line but the first, under `width`.
    init(_ text: String, width: Int, indent: Int = 0) {
        let width = max(width, 1)
        let margin = String(repeating: " ", count: min(max(indent, 0), width - 1))
        var lines: [String] = []
        var line = ""
        var columns = 0
        func endLine() {
            lines.append(line)
            line = margin
            columns = margin.utf8.count
        }
        for word in text.split(separator: " ") {
            let isFirst = columns == (lines.isEmpty ? 0 : margin.utf8.count)
            let needed = DisplayWidth.of(word) + (isFirst ? 0 : 1)
            if columns + needed <= width {
                line += (isFirst ? "" : " ") + word
                columns += needed
                continue
            }
            if !isFirst { endLine() }
            for scalar in word.unicodeScalars {
                let added = DisplayWidth.of(scalar)
                if columns + added > width { endLine() }
                line.unicodeScalars.append(scalar)
                columns += added
            }
        }
        lines.append(line)
        self.lines = lines
    }
}
