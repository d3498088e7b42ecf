internal import SearchCluster

/// How long a run took, as exactly as it matters: `0.42 s`, `12.3 s`, `3m 20s`.
struct ElapsedText: CustomStringConvertible {
    let description: String

    /// A length of time in seconds; what is negative or no number counts as 0.
    init(seconds: Double) {
        let seconds = seconds.isFinite ? max(seconds, 0) : 0
        switch seconds {
        case ..<9.995: description = "\(DecimalText(seconds, digits: 2)) s"
        case ..<119.95: description = "\(DecimalText(seconds, digits: 1)) s"
        default: description = DurationText(seconds: Int64(clamping: seconds)).description
        }
    }
}

extension Int64 {
    /// A number rounded to the nearest whole one, held at the ends.
    init(clamping value: Double) {
        let rounded = value.rounded()
        self = Int64(exactly: rounded) ?? (rounded > 0 ? .max : rounded < 0 ? .min : 0)
    }
}
