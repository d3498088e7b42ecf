/// A length of time in the units a person would name it with: `45s`, `5m`, `1h 30m`, `2d`.
///
/// Nothing is rounded away: units that are zero are left out, all others are named.
public struct DurationText: Sendable, CustomStringConvertible {
    /// The text.
    public let description: String

    /// A length of time in whole seconds, 0 and above.
    public init(seconds: Int64) {
        var rest = max(seconds, 0)
        var parts: [String] = []
        for (unit, length) in [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)] as [(String, Int64)] {
            if rest >= length { parts.append("\(rest / length)\(unit)") }
            rest %= length
        }
        description = parts.isEmpty ? "0s" : parts.joined(separator: " ")
    }
}
