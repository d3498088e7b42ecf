/// A point of time such as `now`, `now-24h` or `now-1d/d`, or an ISO date.
struct DateMath {
    /// Seconds before now; `nil` for a fixed date.
    let secondsAgo: Int?

    /// `nil` when the text is neither.
    init?(_ text: String) {
        guard text.hasPrefix("now") else {
            let digits = text.utf8.prefix { $0 != UInt8(ascii: "T") }
            let parts = digits.split(separator: UInt8(ascii: "-"))
            guard parts.map(\.count) == [4, 2, 2],
                parts.joined().allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
            else { return nil }
            secondsAgo = nil
            return
        }
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
