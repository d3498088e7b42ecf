public import SearchCluster

/// A text, number, boolean or null of a YAML file.
public struct YAMLScalar: Sendable, Equatable {
    /// The characters as written, without quotes and with escapes undone.
    public var text: String
    /// What they mean.
    public var value: JSONValue
    /// Whether they stood without quotes.
    public var isPlain: Bool

    /// A quoted text.
    public init(quoted text: String) {
        self.text = text
        value = .string(text)
        isPlain = false
    }

    /// An unquoted scalar, which means what the same characters mean in JSON, and a text when they mean nothing there.
    ///
    /// `yes`, `no`, `on` and `off` are texts, as are `0x1F`, `010`, `1_000` and `12:30`: YAML 1.1 turns them into booleans
    /// and numbers, which surprises whoever writes a country's or a process's name. Nothing at all and `~` are null.
    /// A number too large for a `Double` gives `nil`.
    public init?(plain text: String) {
        self.text = text
        isPlain = true
        switch text {
        case "", "~", "null": value = .null
        case "true": value = .boolean(true)
        case "false": value = .boolean(false)
        default:
            guard let isInteger = Self.isIntegerIfNumber(text.utf8) else {
                value = .string(text)
                return
            }
            if isInteger, let integer = Int64(text) {
                value = .integer(integer)
            } else if let number = Double(text), number.isFinite {
                value = .number(number)
            } else {
                return nil
            }
        }
    }

    /// Whether characters that form a JSON number have neither fraction nor exponent; `nil` when they form none.
    private static func isIntegerIfNumber(_ utf8: String.UTF8View) -> Bool? {
        var rest = utf8[...]
        func isDigit(_ byte: UInt8?) -> Bool {
            byte.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
        }
        func dropDigits() -> Bool {
            guard isDigit(rest.first) else { return false }
            rest = rest.drop { isDigit($0) }
            return true
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        if rest.first == UInt8(ascii: "0") {
            rest = rest.dropFirst()
        } else if !dropDigits() {
            return nil
        }
        var isInteger = true
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard dropDigits() else { return nil }
            isInteger = false
        }
        if let exponent = rest.first, exponent | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard dropDigits() else { return nil }
            isInteger = false
        }
        return rest.isEmpty ? isInteger : nil
    }
}
