/// Where in a line a field's values come from.
enum ValueOrigin: Sendable {
    /// A member of JSON by its dotted path, or a column by its name.
    case member(String, Conversion = .none)
    /// The same for each line.
    case constant(StaticString)

    /// What is done to a value before a field reads it.
    enum Conversion: Sendable {
        case none
        /// A time as people's tools write it: see ``LooseTime``.
        case time
        /// The last part of a path, with either slash.
        case fileName
        /// One word for another; others stay as they are.
        case words([(from: StaticString, to: StaticString)])
        /// The same text for any value.
        case always(StaticString)
        /// One word for another; others are no value.
        case onlyWords([(from: StaticString, to: StaticString)])
    }
}

extension ValueOrigin.Conversion {
    /// The text that a field of text reads; `nil` for no value.
    func text(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        switch self {
        case .none, .time: text
        case .fileName: Self.lastPart(of: text)
        case .words(let words): Self.find(text, in: words) ?? text
        case .always(let other): other.bytes
        case .onlyWords(let words): Self.find(text, in: words)
        }
    }

    private static func lastPart(of path: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let slash = path.lastIndex { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "/") }
        guard let slash, slash + 1 < path.count else { return path }
        return UnsafeRawBufferPointer(rebasing: path[(slash + 1)...])
    }

    private static func find(
        _ text: UnsafeRawBufferPointer, in words: [(from: StaticString, to: StaticString)]
    ) -> UnsafeRawBufferPointer? {
        for word in words where word.from.bytes.elementsEqual(text) { return word.to.bytes }
        return nil
    }
}

extension StaticString {
    /// Its bytes, which stay where they are for ever.
    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }
}
