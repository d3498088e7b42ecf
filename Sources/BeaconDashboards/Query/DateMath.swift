/// A point of time such as `now`, `now-24h` or `now-1d/d`, or an ISO date.
struct DateMath {
    /// Seconds before now, roundings left out; `nil` for a fixed date.
    let secondsAgo: Int?
    private let fixedSeconds: Int64?

    /// `nil` when the text is neither.
    init?(_ text: String) {
        guard text.hasPrefix("now") else {
            guard let date = Self.date(text) else { return nil }
            fixedSeconds = date
            secondsAgo = nil
            return
        }
        fixedSeconds = nil
        var rest = text.dropFirst(3)
        var ago = 0
        while let sign = rest.first {
            rest.removeFirst()
            if sign == "/" {
                guard let unit = rest.popFirst(), Self.seconds(String(unit)) != nil else { return nil }
                continue
            }
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            guard sign == "-" || sign == "+", let unit = rest.popFirst(), let seconds = Self.seconds(String(unit)),
                let number = digits.isEmpty ? 1 : Int(digits), number < 1_000_000
            else { return nil }
            ago += (sign == "-" ? 1 : -1) * number * seconds
        }
        secondsAgo = ago
    }

    /// The point in seconds since 1970; `nil` where it hangs on a clock that nobody knows.
    func seconds(clock: Int64?) -> Int64? {
        fixedSeconds ?? clock.flatMap { clock in secondsAgo.map { clock - Int64($0) } }
    }

    /// `2026-11-23` or `2026-11-23T10:00:00.000Z` in seconds since 1970; seconds and zone may be left out.
    static func date(_ text: String) -> Int64? {
        func numbers(_ text: Substring.UTF8View, _ sign: Character, _ counts: [Int]) -> [Int64]? {
            let parts = text.split(separator: sign.asciiValue ?? 0, omittingEmptySubsequences: false)
            let isDigits = parts.joined().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard isDigits, parts.map(\.count) == counts else { return nil }
            return parts.compactMap { Int64(String(Substring($0))) }
        }
        let ends = text.utf8.split(separator: UInt8(ascii: "T"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let day = numbers(ends[0], "-", [4, 2, 2]), (1...12).contains(day[1]), (1...31).contains(day[2]) else {
            return nil
        }
        // Days from 1 March of the year 0, so that the leap day is the last of a year.
        let (year, month) = day[1] > 2 ? (day[0], day[1] - 3) : (day[0] - 1, day[1] + 9)
        let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day[2] - 1 - 719_468
        guard ends.count == 2 else { return days * 86400 }
        let whole = ends[1].prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "Z") }
        let rest = ends[1].dropFirst(whole.count)
        let fraction = rest.drop { $0 == UInt8(ascii: ".") }.prefix {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
        guard let clock = numbers(whole, ":", [2, 2]) ?? numbers(whole, ":", [2, 2, 2]), clock[0] < 24,
            ["", "Z"].contains(String(Substring(rest.drop { $0 == UInt8(ascii: ".") }.dropFirst(fraction.count))))
        else { return nil }
        return days * 86400 + clock[0] * 3600 + clock[1] * 60 + (clock.count > 2 ? clock[2] : 0)
    }

    /// The length of an interval such as `30s`, `3d` or `1M`; `nil` for anything else, `auto` included.
    static func interval(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let unit = seconds(String(text.dropFirst(digits.count))), let number = digits.isEmpty ? 1 : Int(digits),
            number > 0, number < 1_000_000
        else { return nil }
        return number * unit
    }

    private static func seconds(_ unit: String) -> Int? {
        ["s": 1, "m": 60, "h": 3600, "H": 3600, "d": 86400, "w": 604_800, "M": 2_592_000, "y": 31_536_000][unit]
    }
}
