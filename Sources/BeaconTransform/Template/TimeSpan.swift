internal import SearchCluster

/// A length of time in whole seconds, as templates and options write it: `90s`, `10m`, `6h`, `2d`.
public struct TimeSpan: Sendable, Hashable {
    /// The length in seconds, not negative.
    public let seconds: Int

    /// A length of time; negative seconds count as none.
    public init(seconds: Int) {
        self.seconds = max(0, seconds)
    }

    /// Reads a whole number and one of the units `s`, `m`, `h`, `d`.
    ///
    /// - Throws: ``TimeSpanError`` for anything else, for instance a fraction, `ms`, or two units.
    public init(_ text: some StringProtocol) throws(TimeSpanError) {
        let digits = text.prefix { ("0"..."9").contains($0) && $0.isASCII }
        let unit = String(text.dropFirst(digits.count))
        let shown = SafeText(String(text)).description.shortened
        guard !digits.isEmpty, let length = Self.units.first(where: { $0.name == unit })?.seconds else {
            throw TimeSpanError(
                description: "\"\(shown)\" is not a length of time; write a whole number with s, m, h or d, "
                    + "such as 90s, 10m, 6h or 2d")
        }
        guard let count = Int(digits), case (let seconds, false) = count.multipliedReportingOverflow(by: length),
            seconds <= Self.most
        else { throw TimeSpanError(description: "\"\(shown)\" is more than a hundred years") }
        self.seconds = seconds
    }

    /// A hundred years, so that no sum with a time of day can overflow.
    private static let most = 36_525 * 86_400
    private static let units: [(name: String, seconds: Int)] = [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)]
}

extension TimeSpan: CustomStringConvertible {
    /// The length in the largest unit that divides it, but hours up to two days, as people say it: `90s`, `6h`, `48h`, `30d`.
    public var description: String {
        for unit in Self.units where seconds > 0 && seconds % unit.seconds == 0 {
            if unit.name == "d", seconds <= 2 * unit.seconds { continue }
            return "\(seconds / unit.seconds)\(unit.name)"
        }
        return "0s"
    }
}

/// Why a text is not a length of time.
public struct TimeSpanError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was found and what was expected.
    public let description: String
}
