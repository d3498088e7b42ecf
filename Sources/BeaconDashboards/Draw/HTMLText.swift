internal import SearchCluster

/// Text on its way into a page, as content or inside a quoted attribute.
///
/// What a browser would act on is written as a reference, and what could mislead a reader (controls, bidirectional marks,
/// spaces of width zero, spaces at the ends, piles of marks upon one character) as `\u{…}`.
struct HTMLText: CustomStringConvertible {
    let description: String
    /// The columns it takes, two for a wide character.
    let width: Int

    /// A text that others may have written, in at most so many characters; of a longer one both ends are kept.
    init(_ text: String, most: Int = 160) {
        let scalars = Self.cut(text.unicodeScalars, most)
        var made = ""
        var width = 0
        var marks = 0
        for (place, scalar) in scalars.enumerated() {
            let isEnd = scalar == " " && (place == 0 || place == scalars.count - 1)
            marks = Self.isMark(scalar) ? marks + 1 : 0
            if SafeText.isTreacherous(scalar) || isEnd || marks > 4 || (marks > 0 && place == 0) {
                let escape = "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
                made += escape
                width += escape.utf8.count
                continue
            }
            width += marks > 0 ? 0 : Self.isWide(scalar) ? 2 : 1
            switch scalar {
            case "&": made += "&amp;"
            case "<": made += "&lt;"
            case ">": made += "&gt;"
            case "\"": made += "&quot;"
            case "'": made += "&#39;"
            default: made.unicodeScalars.append(scalar)
            }
        }
        description = made.isEmpty ? "&quot;&quot;" : made
        self.width = max(width, 2)
    }

    private static func cut(_ scalars: String.UnicodeScalarView, _ most: Int) -> [Unicode.Scalar] {
        guard let end = scalars.index(scalars.startIndex, offsetBy: most, limitedBy: scalars.endIndex),
            end != scalars.endIndex
        else { return Array(scalars) }
        let tail = (most - 1) / 3
        return Array(scalars.prefix(most - 1 - tail)) + ["…"] + Array(scalars.suffix(tail))
    }

    /// Roughly: East Asian characters and pictures.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x1100 && !(0x1200..<0x2E80).contains(scalar.value)
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x300 else { return false }
        return switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }
}
