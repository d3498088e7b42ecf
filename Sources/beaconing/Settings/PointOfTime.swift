import Foundation

/// A moment as it is typed: RFC 3339, seconds since 1970, or date math on the clock such as `now-1h/h`.
struct PointOfTime: Sendable, Equatable {
    /// Whole seconds since 1970, UTC; a fraction is left out.
    let seconds: Int64

    /// Reads a moment.
    ///
    /// - Parameters:
    ///   - name: what it is the value of, for the failure's sentence.
    ///   - clockSeconds: what `now` is.
    init(_ text: String, for name: String, clockSeconds: Int64) throws(Failure) {
        if text.hasPrefix("now") {
            seconds = try Self.dateMath(text.dropFirst(3), text, for: name, clockSeconds: clockSeconds)
        } else if let whole = Int64(text), text.allSatisfy(\.isNumber) {
            // Fifteen thousand years of seconds have as many digits as this year's milliseconds.
            guard whole < 253_402_300_800 else {
                throw Failure(
                    .usage, "\(name) \(text) is past the year 9999", cure: "give seconds since 1970, not milliseconds")
            }
            seconds = whole
        } else {
            guard let moment = Self.rfc3339(text) else {
                throw Failure(
                    .usage, "\(name) is a time such as 2026-11-23T10:00:00Z or now-1h/h, not \"\(text)\"",
                    cure: Self.cure(text))
            }
            seconds = moment
        }
    }

    private static func cure(_ text: String) -> String? {
        rfc3339(text + "Z") != nil ? "add Z for UTC, or an offset such as +01:00" : nil
    }

    /// What follows `now`: steps such as `-1h` and `+30m`, and roundings down such as `/h`, in any number.
    private static func dateMath(
        _ math: Substring, _ whole: String, for name: String, clockSeconds: Int64
    ) throws(Failure) -> Int64 {
        let wrong = Failure(
            .usage, "\(name) \"\(whole)\" is not date math", cure: "write it like now, now-90m, now/h or now-1d/d")
        var seconds = clockSeconds
        var rest = math
        while let sign = rest.popFirst() {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            guard let unit = rest.popFirst() else { throw wrong }
            if unit == "M" || unit == "y" {
                throw Failure(
                    .usage, "\(name) \"\(whole)\": months and years are of no fixed length here",
                    cure: "use days (d) or weeks (w), or m for minutes")
            }
            guard let length = Self.seconds(in: unit) else { throw wrong }
            switch sign {
            case "+", "-":
                guard let count = digits.isEmpty ? 1 : Int64(digits), count <= 1_000_000_000 else { throw wrong }
                seconds += (sign == "+" ? 1 : -1) * count * length
            case "/":
                guard digits.isEmpty else { throw wrong }
                seconds = roundedDown(seconds, to: length)
            default: throw wrong
            }
            guard abs(seconds) < 253_402_300_800 else { throw wrong }
        }
        return seconds
    }

    /// The length of a unit; months and years, which have none, are not among them.
    private static func seconds(in unit: Character) -> Int64? {
        switch unit {
        case "s": 1
        case "m": 60
        case "h", "H": 3_600
        case "d": 86_400
        case "w": 604_800
        default: nil
        }
    }

    private static func roundedDown(_ seconds: Int64, to length: Int64) -> Int64 {
        // 1970 began on a Thursday; weeks begin on Mondays.
        let shift: Int64 = length == 604_800 ? 3 * 86_400 : 0
        let past = (seconds + shift) % length
        return seconds - (past < 0 ? past + length : past)
    }
}

extension PointOfTime: CustomStringConvertible {
    /// A moment in whole seconds since 1970.
    init(seconds: Int64) {
        self.seconds = seconds
    }

    /// The moment as `2026-11-23T10:00:00Z`.
    var description: String {
        Date(timeIntervalSince1970: Double(seconds)).formatted(Self.utc)
    }

    private static let utc = Date.ISO8601FormatStyle(timeZone: .gmt)

    /// Reads `2026-11-23T10:00:00.5+01:00`; `nil` for anything else.
    ///
    /// Foundation takes the 30th of February and words after the time, so the shape is looked at first and what was
    /// understood is compared with what was written.
    private static func rfc3339(_ text: String) -> Int64? {
        let shape = /(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):([0-5]\d))/
            .asciiOnlyDigits()
        guard let parts = text.wholeMatch(of: shape)?.output else { return nil }
        let local = "\(parts.1)T\(parts.2)Z"
        guard let date = try? Date(local, strategy: utc), date.formatted(utc) == local else { return nil }
        var offset: Int64 = 0
        if let sign = parts.3, let hours = parts.4.flatMap({ Int64($0) }), let minutes = parts.5.flatMap({ Int64($0) })
        {
            guard hours < 24 else { return nil }
            offset = (sign == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60)
        }
        return Int64(date.timeIntervalSince1970) - offset
    }
}
