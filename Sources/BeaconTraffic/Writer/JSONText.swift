/// JSON, appended to bytes that the caller keeps and reuses.
extension [UInt8] {
    /// Appends text as it stands: punctuation and names of fields.
    mutating func append(raw text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }

    /// Appends a JSON string in quotes; quotes, backslashes and control characters are escaped, the rest stays UTF-8.
    mutating func append(quoted text: String) {
        var text = text
        append(UInt8(ascii: "\""))
        text.withUTF8 { bytes in
            var plain = 0
            for (place, byte) in bytes.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F {
                append(contentsOf: bytes[plain..<place])
                plain = place + 1
                append(escaped: byte)
            }
            append(contentsOf: bytes[plain...])
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func append(escaped byte: UInt8) {
        switch byte {
        case 0x22: append(raw: #"\""#)
        case 0x5C: append(raw: #"\\"#)
        case 0x08: append(raw: #"\b"#)
        case 0x09: append(raw: #"\t"#)
        case 0x0A: append(raw: #"\n"#)
        case 0x0C: append(raw: #"\f"#)
        case 0x0D: append(raw: #"\r"#)
        default:
            append(raw: #"\u00"#)
            append(hexadecimal: UInt64(byte), digits: 2)
        }
    }

    /// Appends a whole number.
    mutating func append(number: Int64) {
        if number < 0 {
            append(UInt8(ascii: "-"))
        }
        var rest = number.magnitude
        let start = count
        repeat {
            append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        self[start...].reverse()
    }

    /// Appends the last digits of a number, with zeros in front.
    mutating func append(number: Int64, digits: Int) {
        var divisor: Int64 = 1
        for _ in 1..<Swift.max(1, digits) {
            divisor *= 10
        }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8((number / divisor).magnitude % 10))
            divisor /= 10
        }
    }

    /// Appends the last hexadecimal digits of a number, in lower case.
    mutating func append(hexadecimal number: UInt64, digits: Int) {
        var shift = UInt64(4 * digits)
        while shift > 0 {
            shift -= 4
            let digit = UInt8(truncatingIfNeeded: number >> shift) & 0xF
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}
