/// How what is found agrees with what is known.
public struct LabelScore: Sendable, Equatable {
    /// Beacons that are found.
    public var found = 0
    /// Beacons that are not, also those with too few events to be judged.
    public var missed = 0
    /// Harmless groups that are found.
    public var falseAlarms = 0
    /// Groups that are found and have no label.
    public var unlabelled = 0

    /// Nothing found and nothing known.
    public init() {}

    /// The share of beacons among what is found and has a label, 0 to 1; `nil` where nothing is.
    public var precision: Double? { ratio(found, found + falseAlarms) }
    /// The share of the known beacons that is found, 0 to 1; `nil` where none is known.
    public var recall: Double? { ratio(found, found + missed) }
    /// The harmonic mean of both, 0 to 1, 2·found / (2·found + missed + false alarms) (van Rijsbergen, *Information Retrieval*,
    /// 1979, 7); `nil` where nothing is known.
    public var fMeasure: Double? { ratio(2 * found, 2 * found + missed + falseAlarms) }

    private func ratio(_ part: Int, _ whole: Int) -> Double? { whole > 0 ? Double(part) / Double(whole) : nil }
}
