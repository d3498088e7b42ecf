/// A point in time as the logs of other tools write it, in milliseconds since 1970, UTC.
///
/// Beside what an engine reads as a date (``EventTime``): a space in place of the `T`, and numbers, with or without a fraction,
/// whose size says whether they count seconds, milliseconds, microseconds or nanoseconds. As seconds they reach the year 5138,
/// which is where milliseconds begin to be taken for granted: those before March 1973 are not known as such.
enum LooseTime {
    /// The time of a text; `nil` for other text.
    static func millis(_ text: UnsafeRawBufferPointer) -> Int64? {
        if let number = number(text) { return number }
        if let time = EventTime(text) { return time.first }
        let separator = 10
        guard text.count > separator, text.count <= 40, text[separator] == UInt8(ascii: " ") else { return nil }
        return withUnsafeTemporaryAllocation(byteCount: text.count, alignment: 1) { copy in
            copy.copyMemory(from: text)
            copy[separator] = UInt8(ascii: "T")
            // Before a zone too: 2026-11-24 17:00:00 +01:00.
            var length = copy.count
            if let space = copy.lastIndex(of: UInt8(ascii: " ")) {
                for place in space..<length - 1 { copy[place] = copy[place + 1] }
                length -= 1
            }
            return EventTime(UnsafeRawBufferPointer(rebasing: copy[..<length]))?.first
        }
    }

    /// A number of seconds or of parts of one, cut at the millisecond.
    private static func number(_ text: UnsafeRawBufferPointer) -> Int64? {
        var whole: Int64 = 0
        var thousandths: Int64 = 0
        var fraction = -1
        guard let head = text.first, head &- UInt8(ascii: "0") < 10, text.count <= 40 else { return nil }
        for byte in text {
            let digit = Int64(byte) - Int64(UInt8(ascii: "0"))
            if byte == UInt8(ascii: "."), fraction < 0 {
                fraction = 0
            } else if !(0..<10).contains(digit) {
                return exponential(text)
            } else if fraction < 0 {
                guard whole < .max / 10 else { return nil }
                whole = whole * 10 + digit
            } else {
                if fraction < 3 { thousandths = thousandths * 10 + digit }
                fraction += 1
            }
        }
        while fraction >= 0, fraction < 3 {
            thousandths *= 10
            fraction += 1
        }
        return switch whole {
        case ..<10_000 where text.count == 4: nil
        case ..<100_000_000_000: whole * 1000 + thousandths
        case ..<100_000_000_000_000: whole
        case ..<100_000_000_000_000_000: whole / 1000
        default: whole / 1_000_000
        }
    }

    /// Seconds as some writers of JSON print them: `1.588205199e9`.
    private static func exponential(_ text: UnsafeRawBufferPointer) -> Int64? {
        guard text.contains(UInt8(ascii: "e")) || text.contains(UInt8(ascii: "E")),
            let seconds = Double(String(decoding: text, as: UTF8.self)), seconds >= 0, seconds < 1e11
        else { return nil }
        return Int64((seconds * 1000).rounded(.down))
    }
}
