/// What a query asks of a keyword value.
enum TextMatch: Sendable {
    /// One of these values.
    case anyOf(ByteTable)
    /// A value between two others; `nil` is open.
    case between(lower: Bound?, upper: Bound?)
    /// A value that begins with these bytes.
    case prefix([UInt8], ignoringCase: Bool)
    /// This value but for the case of ASCII letters.
    case equalIgnoringCase([UInt8])
    /// A value of this shape.
    case wildcard(WildcardPattern)

    /// An end of a range.
    struct Bound: Sendable {
        var text: [UInt8]
        var isIncluded: Bool
    }

    func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        switch self {
        case .anyOf(let values): return values.find(text) != nil
        case .between(let lower, let upper):
            // Keywords sort by their bytes.
            if let lower {
                if text.lexicographicallyPrecedes(lower.text) { return false }
                if !lower.isIncluded, text.elementsEqual(lower.text) { return false }
            }
            if let upper {
                if upper.text.lexicographicallyPrecedes(text) { return false }
                if !upper.isIncluded, text.elementsEqual(upper.text) { return false }
            }
            return true
        case .prefix(let prefix, false): return text.starts(with: prefix)
        case .prefix(let prefix, true): return text.starts(with: prefix) { $0.foldedASCII == $1.foldedASCII }
        case .equalIgnoringCase(let value):
            return text.elementsEqual(value) { $0.foldedASCII == $1.foldedASCII }
        case .wildcard(let pattern): return pattern.matches(text)
        }
    }
}

extension UInt8 {
    /// The lowercase of an ASCII letter; the engines' `case_insensitive` goes no further.
    var foldedASCII: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }
}
