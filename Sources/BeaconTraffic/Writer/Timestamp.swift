extension [UInt8] {
    /// Appends a moment as RFC 3339 in UTC with milliseconds, in quotes: `"2026-11-23T17:59:59.999Z"`.
    ///
    /// - Parameter millis: milliseconds since 1970; moments outside the years 0 to 9999 lose their leading digits.
    mutating func append(timestamp millis: Int64) {
        let dayMillis: Int64 = 86_400_000
        var days = millis / dayMillis
        var rest = millis % dayMillis
        if rest < 0 {
            rest += dayMillis
            days -= 1
        }
        let date = Self.civilDate(days)
        append(UInt8(ascii: "\""))
        append(number: date.year, digits: 4)
        append(UInt8(ascii: "-"))
        append(number: date.month, digits: 2)
        append(UInt8(ascii: "-"))
        append(number: date.day, digits: 2)
        append(UInt8(ascii: "T"))
        append(number: rest / 3_600_000, digits: 2)
        append(UInt8(ascii: ":"))
        append(number: rest / 60_000 % 60, digits: 2)
        append(UInt8(ascii: ":"))
        append(number: rest / 1000 % 60, digits: 2)
        append(UInt8(ascii: "."))
        append(number: rest % 1000, digits: 3)
        append(raw: "Z\"")
    }

    /// The Gregorian date of a number of days since 1970.
    ///
    /// Counts from 1 March of the year 0, so that a leap day is the last of its year; an era has 400 years, 146,097 days.
    private static func civilDate(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}
