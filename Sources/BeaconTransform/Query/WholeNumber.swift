/// A decimal number, read exactly as far as a whole number of 64 bits goes: `443`, `443.9`, `4.43e2`, `+443`.
struct WholeNumber: Sendable, Equatable {
    /// The number without its fraction: cut toward zero, as the engines index a fraction in a field of whole numbers.
    var value: Int64
    /// Whether there was a fraction other than zero.
    var hasFraction: Bool
    /// Whether it is below zero.
    var isNegative: Bool

    /// Reads a number; `nil` for other text and for what does not fit.
    init?(_ text: some Collection<UInt8>) {
        var rest = text[...]
        isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        let mantissa = rest.prefix { Self.digit($0) != nil || $0 == UInt8(ascii: ".") }
        var places = 0
        var digits = 0
        var hasPoint = false
        for byte in mantissa {
            if byte == UInt8(ascii: ".") {
                if hasPoint { return nil }
                hasPoint = true
            } else {
                digits += 1
                if !hasPoint { places += 1 }
            }
        }
        guard digits > 0, let exponent = Self.exponent(rest[mantissa.endIndex...]) else { return nil }
        places += exponent
        (value, hasFraction) = (0, false)
        var position = 0
        for byte in mantissa {
            guard let digit = Self.digit(byte) else { continue }
            if position >= places {
                hasFraction = hasFraction || digit != 0
            } else if !append(digit) {
                return nil
            }
            position += 1
        }
        while position < places, value != 0 {
            guard append(0) else { return nil }
            position += 1
        }
    }

    /// The smallest whole number that is not below the number; `nil` above the largest.
    var roundedUp: Int64? {
        guard hasFraction, !isNegative else { return value }
        return value == .max ? nil : value + 1
    }

    /// The largest whole number that is not above the number; `nil` below the smallest.
    var roundedDown: Int64? {
        guard hasFraction, isNegative else { return value }
        return value == .min ? nil : value - 1
    }

    private mutating func append(_ digit: UInt8) -> Bool {
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, overflowToo) =
            isNegative
            ? product.subtractingReportingOverflow(Int64(digit)) : product.addingReportingOverflow(Int64(digit))
        value = sum
        return !overflow && !overflowToo
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        let digit = byte &- UInt8(ascii: "0")
        return digit < 10 ? digit : nil
    }

    /// What follows the digits: nothing, or `e` and a number; far from zero it stops mattering how far.
    private static func exponent(_ text: some Collection<UInt8>) -> Int? {
        guard let mark = text.first else { return 0 }
        guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return nil }
        var rest = text.dropFirst()
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        guard !rest.isEmpty else { return nil }
        var exponent = 0
        for byte in rest {
            guard let digit = Self.digit(byte) else { return nil }
            exponent = min(exponent * 10 + Int(digit), 100_000_000)
        }
        return isNegative ? -exponent : exponent
    }
}
