/// Whether a group's events come at regular intervals, as the second opinion sees it.
///
/// It stands beside the strict ``Verdict``, which it never changes, and is told from the same buckets.
public struct Regularity: Sendable, Equatable {
    /// Whether intervals are regular beyond chance, by ``evidence``.
    public var isRegular: Bool
    /// 1 less the coefficient of variation of the intervals, 0 to 1: 1 for a clock, 0 for chance and for bursts.
    public var regularity: Double
    /// The fundamental period in seconds: the mean interval, missed events left out.
    public var periodSeconds: Double
    /// How far intervals go from their mean at the most, as a fraction of the period, 0 to 1.
    ///
    /// √3 times the coefficient of variation, which is the half width of a uniform law.
    public var jitter: Double
    /// The law of the jitter; `nil` where the data do not tell.
    public var law: Law?
    /// The test that tells most.
    public var evidence: Evidence
    /// How many events, gaps or windows the test looked at.
    public var samples: Int
    /// What the test measured: the share of gaps near the median, or the index of dispersion.
    public var measured: Double
    /// How many standard deviations that lies from what chance gives.
    public var deviations: Double
    /// The stretch of buckets that was looked at, 0 the newest.
    public var buckets: Range<Int>

    /// What a test found.
    public init(
        isRegular: Bool, regularity: Double, periodSeconds: Double, jitter: Double, law: Law?, evidence: Evidence,
        samples: Int, measured: Double, deviations: Double, buckets: Range<Int>
    ) {
        self.isRegular = isRegular
        self.regularity = regularity
        self.periodSeconds = periodSeconds
        self.jitter = jitter
        self.law = law
        self.evidence = evidence
        self.samples = samples
        self.measured = measured
        self.deviations = deviations
        self.buckets = buckets
    }

    /// What tells that intervals are regular.
    public enum Evidence: String, Sendable {
        /// Gaps between filled buckets lie near their median.
        case gaps
        /// Counts of windows vary less than chance would let them.
        case dispersion
    }

    /// How an agent varies its intervals.
    public enum Law: String, Sendable {
        /// Not at all, as far as buckets show.
        case none
        /// All lengths within a range are as likely.
        case uniform
        /// Events keep to a grid of whole seconds, as schedulers do.
        case grid
        /// The period changed on the way.
        case changing
    }
}
