internal import SearchCluster

/// Text that others wrote, safe for a terminal and as close to itself as that allows, so that a name still joins with others.
///
/// What ``SafeText`` escapes appears as `\u{…}`, also line breaks and tabs, and a byte that is not UTF-8 as `\x…`. A backslash
/// is itself: `C:\Windows` stays as it is. Only where it would read as one of these escapes is it written as `\u{5C}`, so
/// that the text can be read back.
struct NameText: Sendable, CustomStringConvertible {
    /// The text made safe.
    let description: String

    /// Makes text safe.
    init(_ text: String) {
        self.init(utf8: text.utf8)
    }

    /// Makes bytes safe that ought to be UTF-8.
    init(utf8: some Collection<UInt8>) {
        let safe = SafeText(utf8: utf8).description
        description = safe.utf8.contains(UInt8(ascii: "\\")) ? Self.plain(safe.unicodeScalars) : safe
    }

    /// The text with the escapes of ``SafeText`` replaced by those of this type.
    private static func plain(_ safe: String.UnicodeScalarView) -> String {
        var plain = String.UnicodeScalarView()
        var rest = safe[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\\", let kind = rest.first else {
                plain.append(scalar)
                continue
            }
            switch kind {
            case "n": plain += "\\u{A}".unicodeScalars
            case "r": plain += "\\u{D}".unicodeScalars
            case "t": plain += "\\u{9}".unicodeScalars
            case "\\": plain += (beginsEscape(rest.dropFirst()) ? "\\u{5C}" : "\\").unicodeScalars
            default:
                plain.append(scalar)
                plain.append(kind)
            }
            rest.removeFirst()
        }
        return String(plain)
    }

    /// Whether what follows a backslash would make an escape of it.
    private static func beginsEscape(_ rest: Substring.UnicodeScalarView) -> Bool {
        let next = rest.prefix(3).map(\.value)
        if next.starts(with: [0x75, 0x7B]) { return true }
        let digits = next.dropFirst().filter { (0x30...0x39).contains($0) || (0x41...0x46).contains($0) }
        return next.first == 0x78 && digits.count == 2
    }
}
