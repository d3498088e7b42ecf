extension EventValues {
    /// Appends a value to the open field as a field of that kind indexes it; false for one that such a field refuses.
    ///
    /// - Parameters:
    ///   - isQuoted: whether JSON says that it is text; columns are text whatever they hold.
    ///   - isWord: whether it is `true` or `false` in JSON.
    mutating func append(
        _ text: UnsafeRawBufferPointer, as kind: EventFields.Kind, _ conversion: ValueOrigin.Conversion = .none,
        isQuoted: Bool = true, isWord: Bool = false
    ) -> Bool {
        switch kind {
        case .text:
            if let text = conversion.text(text) { append(text) }
        case .address:
            guard isQuoted, let address = IPAddress.read(text) else { return false }
            append(address)
        case .integer:
            // The engines take the empty string for no number at all.
            if text.isEmpty { return true }
            guard !isWord, let number = Self.wholeNumber(text) else { return false }
            append(number)
        case .date:
            guard !isWord else { return false }
            if case .time = conversion {
                guard let time = LooseTime.millis(text) else { return false }
                append(time)
            } else {
                guard let time = EventTime(text) else { return false }
                append(time.first)
            }
        }
        return true
    }

    /// A whole number, a fraction cut off; plain digits, which nearly all are, by the short way.
    private static func wholeNumber(_ text: UnsafeRawBufferPointer) -> Int64? {
        guard text.count <= 18 else { return WholeNumber(text)?.value }
        var value: Int64 = 0
        for byte in text {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return WholeNumber(text)?.value }
            value = value * 10 + Int64(digit)
        }
        return value
    }
}
