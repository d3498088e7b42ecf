/// The setting that changes most for the better, as far as the data tell.
///
/// With labels it is the one whose signals have the largest F-measure, where that is above the template's. Without labels it is
/// the one at which the strict metric comes to agree with the second opinion on most groups for the least: each group that the
/// strict metric gains and the second opinion takes for regular counts for it, each other one and each one lost against it. Of
/// equals it is the one that changes fewer signals, then the earlier.
public struct TuneSuggestion: Sendable, Equatable {
    /// The setting beside the template's.
    public let comparison: TuneComparison

    /// The best of these; `nil` where none is better than the template's.
    ///
    /// - Parameter template: the template's setting beside itself.
    public init?(among comparisons: [TuneComparison], template: TuneComparison) {
        var best: (comparison: TuneComparison, worth: Double)?
        for one in comparisons {
            guard let worth = Self.worth(of: one, template), worth > 0 else { continue }
            if let best, best.worth > worth || best.worth == worth && best.comparison.changes <= one.changes {
                continue
            }
            best = (one, worth)
        }
        guard let best else { return nil }
        comparison = best.comparison
    }

    /// How much better a setting is; `nil` where that cannot be said.
    private static func worth(of one: TuneComparison, _ template: TuneComparison) -> Double? {
        if let score = one.score {
            return score.fMeasure.map { $0 - (template.score?.fMeasure ?? 0) }
        }
        let others = one.strictGained.count - one.strictAgreed
        return Double(one.strictAgreed - others - one.strictLost.count)
    }
}

extension TuneComparison {
    /// How many groups are something else than at the template's setting.
    fileprivate var changes: Int { gained.count + lost.count + strictGained.count + strictLost.count }
}
