/// Text that others wrote, safe for a terminal and measured in columns.
struct CellText: Sendable, Equatable {
    /// The safe text.
    let text: String
    /// Its columns.
    let width: Int

    /// Text that this program made.
    init(_ text: String) {
        self.text = text
        width = DisplayWidth.of(text)
    }

    /// Text that others wrote.
    ///
    /// Spaces at its ends are written as escapes, because `svchost.exe ` is not `svchost.exe`, and no text at all is `""`. More
    /// than a few marks upon one character would be drawn over the lines around it: the rest is written as escapes too.
    init(untrusted: String) {
        self.init(untrusted: untrusted.utf8)
    }

    /// Bytes that others wrote and that ought to be UTF-8; what is not appears as `\x…`.
    init(untrusted: some Collection<UInt8>) {
        var safe = NameText(utf8: untrusted).description
        if safe.isEmpty { safe = "\"\"" }
        if safe.utf8.first == Self.space {
            safe.replaceSubrange(..<safe.unicodeScalars.index(after: safe.startIndex), with: Self.escaped(" "))
        }
        if safe.utf8.last == Self.space { safe.unicodeScalars.removeLast(); safe += Self.escaped(" ") }
        guard !safe.utf8.allSatisfy({ $0 < 0x80 }) else {
            self.init(safe)
            return
        }
        var calm = ""
        var marks = 0
        for scalar in safe.unicodeScalars {
            marks = DisplayWidth.isMark(scalar) ? marks + 1 : 0
            // A mark that comes first would sit upon the space between the columns.
            if marks > Self.mostMarks || (marks > 0 && calm.isEmpty) {
                calm += Self.escaped(scalar)
            } else {
                calm.unicodeScalars.append(scalar)
            }
        }
        self.init(calm)
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }

    /// The text in at most so many columns, its middle given up for `…`: names differ at both ends.
    func fitted(to columns: Int) -> String {
        if width <= columns { return text }
        if columns <= 1 { return columns == 1 ? "…" : "" }
        let kept = columns - 1
        return "\(head(columns: kept - kept / 2))…\(tail(columns: kept / 2))"
    }

    /// The longest beginning in at most so many columns, marks with their character.
    private func head(columns: Int) -> Substring {
        var left = columns
        let scalars = text.unicodeScalars
        var end = scalars.startIndex
        while end < scalars.endIndex {
            left -= DisplayWidth.of(scalars[end])
            if left < 0 { break }
            end = scalars.index(after: end)
        }
        return Substring(scalars[..<end])
    }

    /// The longest end in at most so many columns that does not begin with a mark.
    private func tail(columns: Int) -> Substring {
        var left = columns
        let scalars = text.unicodeScalars
        var start = scalars.endIndex
        var position = scalars.endIndex
        while position > scalars.startIndex {
            position = scalars.index(before: position)
            let columns = DisplayWidth.of(scalars[position])
            left -= columns
            if left < 0 { break }
            if columns > 0 { start = position }
        }
        return Substring(scalars[start...])
    }

    private static let mostMarks = 4
    private static let space = UInt8(ascii: " ")
}
