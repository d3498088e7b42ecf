public import BeaconScore

extension MetricParameters {
    /// The names of all parameters, in the order of the documentation.
    public static let names: [String] = []

    /// Sets a parameter from the text of a `--set NAME=VALUE`; two numbers are written `[0.1, 0.8]` or `0.1,0.8`.
    ///
    /// - Throws: ``ParameterError`` for an unknown name (with the nearest known one), a wrong type or a value out of range.
    public mutating func set(_ name: String, to text: String) throws(ParameterError) {}
}

/// What is wrong with a metric parameter, as one sentence.
public struct ParameterError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Whether the name is unknown, as opposed to the value being impossible.
    public var isUnknownName: Bool
    /// What was found and what was expected.
    public var description: String
}
