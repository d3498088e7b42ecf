/// A count with commas between the thousands: `1,203,441`.
public struct CountText: Sendable, CustomStringConvertible {
    /// The text.
    public let description: String

    /// A count, as a rule 0 and above.
    public init(_ count: some BinaryInteger) {
        let digits = Array(String(count.magnitude))
        var text = count < 0 ? "-" : ""
        for (position, digit) in digits.enumerated() {
            if position > 0, (digits.count - position) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        description = text
    }

    /// A count and what is counted: `1 page`, `2 pages`.
    public init(_ count: some BinaryInteger, _ noun: String) {
        description = "\(CountText(count)) \(noun)\(count == 1 ? "" : "s")"
    }
}
