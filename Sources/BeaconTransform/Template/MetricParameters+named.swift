public import BeaconScore
public import SearchCluster

extension MetricParameters {
    /// The names of all parameters, in the order of the documentation.
    public static let names: [String] = MetricParameterName.allCases.map(\.rawValue)

    /// The longest window: more than a year, and far from what an index keeps.
    public static let mostWindowSeconds = 400 * 86_400

    /// Seconds from the newest bucket's end to the oldest one's start: the number of buckets times their length.
    public var windowSeconds: Int { numberBucketsInRange * timeBucketLength }

    /// The value of a parameter: a number, or an array of two for `truncate_at`; `nil` for an unknown name.
    public func value(of name: String) -> JSONValue? {
        switch MetricParameterName(rawValue: name)?.slot {
        case .integer(let path, _)?: .integer(Int64(self[keyPath: path]))
        case .number(let path, _)?: .number(self[keyPath: path])
        case .quantiles(let path)?: [.number(self[keyPath: path].low), .number(self[keyPath: path].high)]
        case nil: nil
        }
    }

    /// All parameters with their values, in the order of ``names``.
    public var json: JSONValue {
        .object(Self.names.map { JSONValue.Member($0, value(of: $0) ?? .null) })
    }

    /// Sets a parameter from the text of a `--set NAME=VALUE`; two numbers are written `[0.1, 0.8]` or `0.1,0.8`.
    ///
    /// How parameters fit together is ``validate()``'s to say.
    ///
    /// - Throws: ``ParameterError`` for an unknown name (with the nearest known one), a wrong type or a value out of range.
    public mutating func set(_ name: String, to text: String) throws(ParameterError) {
        let bracketed = text.hasPrefix("[") && text.hasSuffix("]") && text.utf8.count > 1
        let listed = bracketed ? text.dropFirst().dropLast() : text[...]
        let values = listed.split(separator: ",", omittingEmptySubsequences: false).map { part -> JSONValue in
            let trimmed = part.filter { $0 != " " }
            if let integer = Int64(trimmed) { return .integer(integer) }
            // Double also reads hexadecimal, infinity and "nan", which nobody means here.
            let isDecimal = trimmed.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
            if isDecimal, let number = Double(trimmed), number.isFinite { return .number(number) }
            return .string(text)
        }
        try set(name, to: values.count == 1 && !bracketed ? values[0] : .array(values))
    }

    /// Sets a parameter from a number, or from an array of two for `truncate_at`.
    ///
    /// - Throws: ``ParameterError`` as for a text.
    public mutating func set(_ name: String, to value: JSONValue) throws(ParameterError) {
        guard let parameter = MetricParameterName(rawValue: name) else {
            throw ParameterError(
                isUnknownName: true,
                description: "there is no metric parameter \"\(SafeText(name).description.shortened)\""
                    + NearestName.hint(for: name, among: Self.names))
        }
        func impossible(_ expected: String) -> ParameterError {
            ParameterError(
                isUnknownName: false,
                description:
                    "\(name) must be \(expected), not \(SafeText(value.string ?? value.text).description.shortened)")
        }
        switch parameter.slot {
        case .integer(let path, let range):
            guard let integer = value.integer, let fitting = Int(exactly: integer), range.contains(fitting) else {
                throw impossible("a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            self[keyPath: path] = fitting
        case .number(let path, let range):
            guard let number = value.number, number.isFinite, range.contains(number) else {
                throw impossible("a number, \(range.inWords)")
            }
            // Minus zero would print, and hash, as something else than zero.
            self[keyPath: path] = number == 0 ? 0 : number
        case .quantiles(let path):
            guard let pair = value.array, pair.count == 2, let low = pair[0].number, let high = pair[1].number,
                (0...1).contains(low), (0...1).contains(high), low <= high
            else {
                throw impossible("two numbers from 0 to 1, the first not above the second, such as [0.1, 0.8]")
            }
            self[keyPath: path] = Truncation(low: low == 0 ? 0 : low, high: high == 0 ? 0 : high)
        }
    }

    /// Checks what no parameter can know alone: that the window is not endless, and that it can show enough periods.
    ///
    /// - Throws: ``ParameterError`` naming the parameters that do not fit together.
    public func validate() throws(ParameterError) {
        for name in Self.names {
            // Values set in code, not by name, are held to the same ranges.
            var copy = self
            if let value = value(of: name) { try copy.set(name, to: value) }
        }
        if windowSeconds > Self.mostWindowSeconds {
            throw ParameterError(
                isUnknownName: false,
                description: "number_buckets_in_range \(numberBucketsInRange) × time_bucket_length \(timeBucketLength) "
                    + "is a window of \(TimeSpan(seconds: windowSeconds)); the longest is "
                    + "\(TimeSpan(seconds: Self.mostWindowSeconds))")
        }
        if numberBucketsInRange < 2 * minNumberPeriods {
            throw ParameterError(
                isUnknownName: false,
                description: "number_buckets_in_range \(numberBucketsInRange) is less than two buckets for each of "
                    + "min_number_periods \(minNumberPeriods): no group could be judged")
        }
    }
}

/// What is wrong with a metric parameter, as one sentence.
public struct ParameterError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Whether the name is unknown, as opposed to the value being impossible.
    public var isUnknownName: Bool
    /// What was found and what was expected.
    public var description: String
}
