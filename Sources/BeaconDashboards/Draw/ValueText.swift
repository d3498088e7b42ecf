internal import BeaconTransform

/// A value of a panel as a person reads it: plain text, not yet escaped.
struct ValueText: CustomStringConvertible {
    /// How a column's numbers are written.
    enum Format: Sendable, Equatable {
        /// Up to three digits after the point.
        case plain
        /// Exactly so many digits after the point.
        case decimals(Int)
        /// Decimal units: `1.2 kB`.
        case bytes
    }

    let description: String

    init(_ cell: PanelRows.Cell, _ format: Format = .plain) {
        switch cell {
        case .none: description = "–"
        case .text(let text): description = Self.date(text) ?? text
        case .number(let number): description = Self.number(number, format)
        case .date(let millis): description = Timestamp(millis: millis).plainText
        case .flag(let flag): description = flag ? "true" : "false"
        case .range(let from, let to):
            let (low, high) = (from.map { Self.number($0, .plain) }, to.map { Self.number($0, .plain) })
            description =
                switch (low, high) {
                case (let low?, let high?): "\(low) to \(high)"
                case (let low?, nil): "\(low) and more"
                case (nil, let high?): "under \(high)"
                case (nil, nil): "all"
                }
        case .list(let cells): description = cells.map { ValueText($0, format).description }.joined(separator: ", ")
        }
    }

    /// The date in a text that is one to the second; others stay as they are.
    private static func date(_ text: String) -> String? {
        guard text.utf8.count >= 19, text.utf8.last == UInt8(ascii: "Z"), let seconds = DateMath.date(text) else {
            return nil
        }
        return Timestamp(seconds: seconds).plainText
    }

    static func number(_ number: Double, _ format: Format) -> String {
        guard number.isFinite else { return "–" }
        switch format {
        case .plain: return decimal(number, digits: 3, trims: true)
        case .decimals(let digits): return decimal(number, digits: digits, trims: number == number.rounded())
        case .bytes:
            var value = number
            var units = ["kB", "MB", "GB", "TB", "PB"][...]
            var unit = "B"
            while abs(value) >= 999.95, let larger = units.popFirst() {
                value /= 1000
                unit = larger
            }
            return "\(decimal(value, digits: 1, trims: unit == "B" || value == value.rounded())) \(unit)"
        }
    }

    /// With commas between thousands; beyond 15 digits a double has no more to say than its own notation.
    private static func decimal(_ number: Double, digits: Int, trims: Bool) -> String {
        var power = 1.0
        for _ in 0..<digits { power *= 10 }
        guard abs(number) < 1e15, abs(number) * power < 9e18 else { return "\(number)" }
        let scaled = Int64((abs(number) * power).rounded())
        let (whole, rest) = scaled.quotientAndRemainder(dividingBy: Int64(power))
        var text = ""
        for (place, digit) in whole.description.enumerated() {
            if place > 0, (whole.description.count - place) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        var fraction =
            digits == 0 ? "" : String(repeating: "0", count: digits - rest.description.count) + rest.description
        while trims, fraction.hasSuffix("0") { fraction.removeLast() }
        if !fraction.isEmpty { text += "." + fraction }
        return number < 0 && scaled > 0 ? "-" + text : text
    }
}
