/// A point in time as the engines read a `date`, in milliseconds since 1970, UTC.
///
/// Read are RFC 3339 and its shorter forms down to a year (`2024-02`, `2024-02-29T23`), with a fraction after a point or a
/// comma, a zone of `Z`, `UTC`, `GMT` or an offset up to 18 hours, and UTC where none is given; and milliseconds since 1970 as
/// digits, but for four digits, which are a year. Fractions are cut at the millisecond.
struct EventTime: Sendable, Equatable {
    /// The first millisecond that the text can mean.
    var first: Int64
    /// The last millisecond that the text can mean: what a query's `lte` and `term` include.
    var last: Int64

    /// Reads a time; `nil` for other text.
    init?(_ text: UnsafeRawBufferPointer) {
        if let epoch = Self.epochMillis(text) {
            (first, last) = (epoch, epoch)
            return
        }
        var cursor = Cursor(text: text)
        guard let time = cursor.time() else { return nil }
        self = time
    }

    fileprivate init(first: Int64, last: Int64) {
        (self.first, self.last) = (first, last)
    }

    /// Digits with or without a sign and a fraction, as milliseconds, rounded down; `nil` for a year and for other text.
    private static func epochMillis(_ text: UnsafeRawBufferPointer) -> Int64? {
        let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
        guard let head = digits.first, isDigit(head), digits.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ".") })
        else { return nil }
        if digits.count == 4, digits.allSatisfy(isDigit) { return nil }
        return WholeNumber(text)?.roundedDown
    }

    fileprivate static func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }

    /// Days from 1970-01-01 to a day of the proleptic Gregorian calendar.
    fileprivate static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        // Years from March, so that the leap day is the last; eras of 400 years.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

extension EventTime {
    /// Reads a date from front to back.
    private struct Cursor {
        let text: UnsafeRawBufferPointer
        var place = 0

        var isAtEnd: Bool { place == text.count }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard place < text.count, text[place] == UInt8(ascii: character) else { return false }
            place += 1
            return true
        }

        /// A number of exactly so many digits.
        mutating func number(digits: Int, in range: ClosedRange<Int64>) -> Int64? {
            guard place + digits <= text.count else { return nil }
            var value: Int64 = 0
            for _ in 0..<digits {
                guard EventTime.isDigit(text[place]) else { return nil }
                value = value * 10 + Int64(text[place] - UInt8(ascii: "0"))
                place += 1
            }
            return range.contains(value) ? value : nil
        }

        mutating func time() -> EventTime? {
            let isNegative = take("-")
            guard let digits = number(digits: 4, in: 0...9999) else { return nil }
            let year = isNegative ? -digits : digits
            guard take("-") else { return isAtEnd ? day(EventTime.days(year: year, month: 1, day: 1)) : nil }
            guard let month = number(digits: 2, in: 1...12) else { return nil }
            let monthStart = EventTime.days(year: year, month: month, day: 1)
            let monthEnd = EventTime.days(
                year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1)
            guard take("-") else { return isAtEnd ? day(monthStart) : nil }
            guard let dayOfMonth = number(digits: 2, in: 1...(monthEnd - monthStart)) else { return nil }
            let days = monthStart + dayOfMonth - 1
            if isAtEnd { return day(days) }
            guard take("T") else { return nil }
            if isAtEnd { return day(days) }
            guard let clock = clock() else { return nil }
            guard let offset = zone(), isAtEnd else { return nil }
            let start = days * 86_400_000 - offset * 1000
            return EventTime(first: start + clock.first, last: start + clock.last)
        }

        /// Hours, and maybe minutes, seconds and a fraction, in milliseconds.
        private mutating func clock() -> EventTime? {
            guard let hour = number(digits: 2, in: 0...23) else { return nil }
            var millis = hour * 3_600_000
            guard take(":") else { return EventTime(first: millis, last: millis + 3_599_999) }
            guard let minute = number(digits: 2, in: 0...59) else { return nil }
            millis += minute * 60_000
            guard take(":") else { return EventTime(first: millis, last: millis + 59_999) }
            guard let second = number(digits: 2, in: 0...59) else { return nil }
            millis += second * 1000
            guard take(".") || take(",") else { return EventTime(first: millis, last: millis + 999) }
            let start = place
            var weight: Int64 = 100
            while place < text.count, EventTime.isDigit(text[place]) {
                millis += Int64(text[place] - UInt8(ascii: "0")) * weight
                weight /= 10
                place += 1
            }
            return place > start ? EventTime(first: millis, last: millis) : nil
        }

        /// Seconds east of Greenwich.
        private mutating func zone() -> Int64? {
            if isAtEnd || take("Z") { return 0 }
            let rest = text[place...]
            if rest.elementsEqual("UTC".utf8) || rest.elementsEqual("GMT".utf8) {
                place = text.count
                return 0
            }
            let isWest = take("-")
            guard isWest || take("+"), let hours = number(digits: 2, in: 0...18) else { return nil }
            var seconds = hours * 3600
            if !isAtEnd {
                let hasColons = take(":")
                guard let minutes = number(digits: 2, in: 0...59) else { return nil }
                seconds += minutes * 60
                if !isAtEnd {
                    guard !hasColons || take(":"), let rest = number(digits: 2, in: 0...59) else { return nil }
                    seconds += rest
                }
            }
            guard seconds <= 18 * 3600 else { return nil }
            return isWest ? -seconds : seconds
        }

        /// A whole day; a month and a year are their first day, as the engines round them.
        private func day(_ days: Int64) -> EventTime {
            EventTime(first: days * 86_400_000, last: days * 86_400_000 + 86_399_999)
        }
    }
}
