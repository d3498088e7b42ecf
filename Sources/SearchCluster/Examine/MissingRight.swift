/// A right that whoever asks does not have and a runner needs.
public struct MissingRight: Sendable, Equatable, CustomStringConvertible {
    /// The right as the product's security calls it.
    public var right: String
    /// What it is about: an index or pattern.
    public var index: String
    /// Whether events are read there.
    public var isSource: Bool

    /// `create_doc on ml_beaconing-1.0.0`.
    public var description: String { "\(right) on \(SafeText(index))" }
}

/// What a cluster says of the rights of whoever asks.
public enum RightsAnswer: Sendable, Equatable {
    /// What is missing, none where nothing is.
    case missing([MissingRight])
    /// The cluster has no security, or does not say.
    case unknown
}
