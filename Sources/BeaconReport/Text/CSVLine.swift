/// Lines of comma-separated values (RFC 4180, with a line feed alone at the end), safe to open in a spreadsheet.
///
/// Text is made safe by ``NameText``, so that a signal is always one line and a path is the path. A text that a spreadsheet would take for a
/// formula gets an apostrophe in front, also behind a semicolon, which some take for the separator.
struct CSVLine {
    /// What has been written.
    private(set) var bytes: [UInt8] = []
    private var isAtStart = true

    /// Forgets what was written and keeps the room.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Ends a line.
    mutating func end() {
        bytes.append(UInt8(ascii: "\n"))
        isAtStart = true
    }

    /// Appends a cell that this program made and that needs no quotes; `nil` is an empty cell.
    mutating func append(number: String?) {
        separate()
        bytes += (number ?? "").utf8
    }

    /// Appends a cell of text that others wrote.
    mutating func append(text: String) {
        separate()
        let safe = NameText(text).description
        let needsQuotes =
            safe.utf8.contains { Self.needQuotes.contains($0) } || safe.hasPrefix(" ") || safe.hasSuffix(" ")
        if needsQuotes { bytes.append(UInt8(ascii: "\"")) }
        // Whether what comes next would be read as the beginning of a cell.
        var isBeginning = true
        for scalar in safe.unicodeScalars {
            if isBeginning, Self.beginsFormula(scalar) { bytes.append(UInt8(ascii: "'")) }
            if scalar == "\"" { bytes.append(UInt8(ascii: "\"")) }
            bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            isBeginning = scalar == ";" || (isBeginning && (scalar == " " || scalar == "\""))
        }
        if needsQuotes { bytes.append(UInt8(ascii: "\"")) }
    }

    private mutating func separate() {
        if !isAtStart { bytes.append(UInt8(ascii: ",")) }
        isAtStart = false
    }

    /// The signs that begin a formula, and their wide forms.
    private static func beginsFormula(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "\t", "\r", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }

    private static let needQuotes = Set(",\";\n\r".utf8)
}
