/// A number with a fixed number of digits after the point: `0.98`, `-0.20`.
struct DecimalText: CustomStringConvertible {
    let description: String

    /// - Parameter digits: after the point, 0 to 6.
    init(_ value: Double, digits: Int) {
        guard value.isFinite else {
            description = "-"
            return
        }
        var power: Int64 = 1
        for _ in 0..<digits { power *= 10 }
        let scaled = Int64(clamping: value.magnitude * Double(power))
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard digits > 0 else {
            description = sign + scaled.description
            return
        }
        let fraction = (scaled % power).description
        let zeros = String(repeating: "0", count: digits - fraction.count)
        description = "\(sign)\(scaled / power).\(zeros)\(fraction)"
    }
}
