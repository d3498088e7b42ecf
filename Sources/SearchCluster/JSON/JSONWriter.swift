/// Writes JSON as bytes, the same bytes for the same value every time.
///
/// Characters that a terminal would act on (controls, bidirectional marks, line separators) are written as `\u` escapes:
/// the value stays what it was, and printing it is safe.
public struct JSONWriter: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []

    /// An empty writer, with room for `capacity` bytes.
    public init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// Forgets what was written and keeps the room.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Appends one byte as it is, for instance the newline of NDJSON.
    public mutating func append(byte: UInt8) {
        bytes.append(byte)
    }

    /// Appends bytes that are JSON already.
    public mutating func append(raw: some Sequence<UInt8>) {
        bytes.append(contentsOf: raw)
    }

    /// Appends a value.
    public mutating func append(_ value: JSONValue) {
        switch value {
        case .null: append(raw: "null".utf8)
        case .boolean(let flag): append(raw: flag ? "true".utf8 : "false".utf8)
        case .integer(let number): append(raw: number.description.utf8)
        case .number(let number): append(raw: number.isFinite ? number.description.utf8 : "null".utf8)
        case .string(let text): append(string: text.utf8)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (position, element) in elements.enumerated() {
                if position > 0 { bytes.append(UInt8(ascii: ",")) }
                append(element)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (position, member) in members.enumerated() {
                if position > 0 { bytes.append(UInt8(ascii: ",")) }
                append(string: member.name.utf8)
                bytes.append(UInt8(ascii: ":"))
                append(member.value)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// Appends a string with its quotes, from UTF-8.
    public mutating func append(string utf8: some Sequence<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        // The bytes of a two- or three-byte scalar that may turn out to need an escape.
        var pending: UInt32 = 0
        var missing = 0
        var start = 0
        for byte in utf8 {
            if missing > 0, byte & 0xC0 == 0x80 {
                pending = pending << 6 | UInt32(byte & 0x3F)
                missing -= 1
                bytes.append(byte)
                if missing == 0, Self.actsOnTerminals(pending) {
                    bytes.removeSubrange(start...)
                    appendEscape(pending)
                }
                continue
            }
            missing = 0
            switch byte {
            case UInt8(ascii: "\""): append(raw: "\\\"".utf8)
            case UInt8(ascii: "\\"): append(raw: "\\\\".utf8)
            case 0x0A: append(raw: "\\n".utf8)
            case 0x0D: append(raw: "\\r".utf8)
            case 0x09: append(raw: "\\t".utf8)
            case 0..<0x20, 0x7F: appendEscape(UInt32(byte))
            case 0xC2...0xDF:
                (pending, missing, start) = (UInt32(byte & 0x1F), 1, bytes.count)
                bytes.append(byte)
            case 0xE0...0xEF:
                (pending, missing, start) = (UInt32(byte & 0x0F), 2, bytes.count)
                bytes.append(byte)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// C1 controls, bidirectional marks and overrides, line and paragraph separators; and the two that are no characters, which
    /// YAML does not take as they are.
    private static func actsOnTerminals(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x80...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF:
            true
        default: false
        }
    }

    private mutating func appendEscape(_ scalar: UInt32) {
        append(raw: "\\u".utf8)
        for shift in [12, 8, 4, 0] as [UInt32] {
            let digit = UInt8(scalar >> shift & 0xF)
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}

extension JSONValue {
    /// The value as JSON bytes.
    public var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.append(self)
        return writer.bytes
    }

    /// The value as JSON text.
    public var text: String {
        String(decoding: bytes, as: UTF8.self)
    }
}
