extension Int64 {
    /// The whole number at or below a number; the nearest one there is for a number out of range, 0 for none.
    ///
    /// An engine's figures are doubles, and a date that somebody made up may be far outside.
    init(saturating number: Double) {
        let whole = number.rounded(.down)
        self = Int64(exactly: whole) ?? (whole.isNaN ? 0 : whole < 0 ? .min : .max)
    }
}

extension Int64 {
    /// The sum, or the nearest number there is.
    func addingSaturated(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
