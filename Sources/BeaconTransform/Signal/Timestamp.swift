/// A moment in UTC to the millisecond, written the way RFC 3339 has it.
///
/// Its text is made with integer arithmetic alone: a run formats a few dates for each of its documents.
public struct Timestamp: Sendable, Hashable {
    /// Milliseconds from 1970 to the end of 9999: an event can carry any date, and an engine refuses a signal with a year of
    /// six digits.
    static let years: ClosedRange<Int64> = 0...253_402_300_799_999

    /// Whole seconds since 1970, rounded down.
    public let seconds: Int64
    /// Milliseconds of the second, 0 to 999.
    public let millisecond: Int

    /// A moment given in milliseconds since 1970.
    public init(millis: Int64) {
        var (seconds, rest) = millis.quotientAndRemainder(dividingBy: 1000)
        if rest < 0 {
            seconds -= 1
            rest += 1000
        }
        self.seconds = seconds
        millisecond = Int(rest)
    }

    /// A moment given in whole seconds since 1970.
    public init(seconds: Int64) {
        self.seconds = seconds
        millisecond = 0
    }
}

extension Timestamp: Comparable {
    /// Earlier moments come first.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        (left.seconds, left.millisecond) < (right.seconds, right.millisecond)
    }
}

extension Timestamp: CustomStringConvertible {
    /// `2026-11-24T18:00:00.000Z`; a year of more than four digits has its sign in front, as ISO 8601 wants.
    public var description: String {
        String(unsafeUninitializedCapacity: 40) { buffer in
            var text = DigitBuffer(buffer)
            let clock = appendDate(to: &text)
            text.append(UInt8(ascii: "T"))
            Self.append(clock: clock, to: &text)
            text.append(UInt8(ascii: "."))
            text.append(millisecond, digits: 3)
            text.append(UInt8(ascii: "Z"))
            return text.count
        }
    }

    /// `2026-11-24 18:00:00`, for a sentence that says UTC itself.
    public var plainText: String {
        String(unsafeUninitializedCapacity: 40) { buffer in
            var text = DigitBuffer(buffer)
            let clock = appendDate(to: &text)
            text.append(UInt8(ascii: " "))
            Self.append(clock: clock, to: &text)
            return text.count
        }
    }

    /// Appends the date and returns the second of the day.
    ///
    /// The proleptic Gregorian calendar, counted in eras of 400 years that begin on 1 March of the year 0, so that the leap
    /// day is the last day of a year (https://howardhinnant.github.io/date_algorithms.html#civil_from_days).
    private func appendDate(to text: inout DigitBuffer) -> Int {
        var (days, clock) = seconds.quotientAndRemainder(dividingBy: 86_400)
        if clock < 0 {
            days -= 1
            clock += 86_400
        }
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        if year < 0 { text.append(UInt8(ascii: "-")) }
        if year > 9_999 { text.append(UInt8(ascii: "+")) }
        text.append(Int(year.magnitude), digits: 4)
        text.append(UInt8(ascii: "-"))
        text.append(Int(month), digits: 2)
        text.append(UInt8(ascii: "-"))
        text.append(Int(day), digits: 2)
        return Int(clock)
    }

    private static func append(clock: Int, to text: inout DigitBuffer) {
        text.append(clock / 3_600, digits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(clock / 60 % 60, digits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(clock % 60, digits: 2)
    }

    /// ASCII appended to memory that is large enough for any date.
    private struct DigitBuffer {
        private let bytes: UnsafeMutableBufferPointer<UInt8>
        private(set) var count = 0

        init(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
            self.bytes = bytes
        }

        mutating func append(_ byte: UInt8) {
            bytes[count] = byte
            count += 1
        }

        /// Appends a number of at least so many digits, with zeros in front.
        mutating func append(_ number: Int, digits: Int) {
            var power = 1
            for _ in 1..<digits { power *= 10 }
            while number / power >= 10 { power *= 10 }
            while power > 0 {
                append(UInt8(ascii: "0") + UInt8(number / power % 10))
                power /= 10
            }
        }
    }
}
