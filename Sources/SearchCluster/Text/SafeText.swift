/// Text that others wrote, shown so that a terminal cannot be made to act on it and a reader cannot be misled.
///
/// Controls, escapes, bidirectional marks, line and paragraph separators, byte-order marks, invisible spaces of width zero
/// and bytes that are not UTF-8 appear as `\u{…}` or `\x…`; a backslash appears doubled, so that the text can be read back.
public struct SafeText: Sendable, CustomStringConvertible {
    /// The text made safe.
    public let description: String

    /// Makes text safe.
    public init(_ text: String) {
        self.init(utf8: text.utf8)
    }

    /// Makes bytes safe that ought to be UTF-8.
    public init(utf8: some Collection<UInt8>) {
        var safe = ""
        var parser = Unicode.UTF8.ForwardParser()
        var bytes = utf8.makeIterator()
        var place = utf8.startIndex
        decoding: while true {
            switch parser.parseScalar(from: &bytes) {
            case .valid(let encoded):
                Self.append(Unicode.UTF8.decode(encoded), to: &safe)
                utf8.formIndex(&place, offsetBy: encoded.count)
            case .error(let length):
                let end = utf8.index(place, offsetBy: length)
                for byte in utf8[place..<end] {
                    // No byte below 0x80 is an error by itself, so there are always two digits.
                    safe += "\\x\(String(byte, radix: 16, uppercase: true))"
                }
                place = end
            case .emptyInput: break decoding
            }
        }
        description = safe
    }

    /// Whether a terminal or a reader could be misled by a character: controls, bidirectional marks, separators, width zero.
    public static func isTreacherous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F,
            0x200B...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0x3000, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0,
            0xFFF0...0xFFFF,
            0xE0000...0xE0FFF:
            true
        default: false
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to safe: inout String) {
        switch scalar {
        case "\\": safe += "\\\\"
        case "\n": safe += "\\n"
        case "\r": safe += "\\r"
        case "\t": safe += "\\t"
        default:
            if isTreacherous(scalar) {
                safe += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                safe.unicodeScalars.append(scalar)
            }
        }
    }
}
