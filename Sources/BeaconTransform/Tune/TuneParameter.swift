public import BeaconScore
public import SearchCluster

/// A parameter of the metric and the values that are tried.
public struct TuneParameter: Sendable, Equatable {
    /// The parameter's name.
    public let name: String
    /// The template's parameters with each value in turn, the template's own value among them.
    public let settings: [MetricParameters]
    /// Whether the metric looks at it: `number_destination_ips` only says how many destinations a signal lists.
    public var changesVerdicts: Bool { name != MetricParameterName.numberDestinationIPs.rawValue }
    /// Whether another value makes the window or its buckets others.
    public var changesWindow: Bool {
        [MetricParameterName.numberBucketsInRange, .timeBucketLength].contains { $0.rawValue == name }
    }

    /// More values of one parameter than anybody looks through.
    static let mostValues = 100

    /// All parameters with values around the template's.
    public static func all(around parameters: MetricParameters) -> [TuneParameter] {
        MetricParameterName.allCases.map { TuneParameter($0, around: parameters) }
    }

    /// Reads `NAME`, for values around the template's, or `NAME=VALUE,…`; several pairs are written `[0, 1],[0.1, 0.9]`.
    ///
    /// Values are sorted, each is taken once, and the template's own is added.
    ///
    /// - Throws: ``ParameterError`` for an unknown name, or a value that the parameter, or the template with it, cannot have.
    public init(_ text: String, around parameters: MetricParameters) throws(ParameterError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let parameter = MetricParameterName(rawValue: parts[0]) else {
            // The same words as for --set.
            var copy = parameters
            try copy.set(parts[0], to: "0")
            throw ParameterError(
                isUnknownName: true, description: "there is no metric parameter \"\(SafeText(parts[0]))\"")
        }
        guard parts.count == 2 else {
            self.init(parameter, around: parameters)
            return
        }
        var settings: [MetricParameters] = []
        let values = Self.values(in: parts[1], of: parameter)
        guard values.count <= Self.mostValues else {
            throw ParameterError(
                isUnknownName: false,
                description:
                    "\(parameter.rawValue) has \(values.count) values, and at most \(Self.mostValues) are tried")
        }
        for value in values {
            var setting = parameters
            try setting.set(parameter.rawValue, to: value)
            try setting.validate()
            settings.append(setting)
        }
        self.init(parameter, settings + [parameters])
    }

    /// The value that a setting has.
    public func value(of setting: MetricParameters) -> JSONValue { setting.value(of: name) ?? .null }

    private init(_ parameter: MetricParameterName, around parameters: MetricParameters) {
        let settings = parameter.values(around: parameters).compactMap { value -> MetricParameters? in
            var setting = parameters
            // What the template cannot have is no value to try.
            guard (try? setting.set(parameter.rawValue, to: value)) != nil, (try? setting.validate()) != nil else {
                return nil
            }
            return setting
        }
        self.init(parameter, settings + [parameters])
    }

    private init(_ parameter: MetricParameterName, _ settings: [MetricParameters]) {
        name = parameter.rawValue
        var distinct: [MetricParameters] = []
        for setting in settings where !distinct.contains(setting) { distinct.append(setting) }
        self.settings = distinct.sorted { parameter.order(of: $0).lexicographicallyPrecedes(parameter.order(of: $1)) }
    }

    /// The texts between the commas that separate values.
    private static func values(in text: String, of parameter: MetricParameterName) -> [String] {
        guard case .quantiles = parameter.slot else {
            return text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        guard text.contains("[") else { return [text] }
        return text.split(separator: "]").map { part in
            let start = part.firstIndex { $0 != "," && $0 != " " } ?? part.endIndex
            return part[start...] + "]"
        }
    }
}

extension MetricParameterName {
    /// What values are sorted by.
    fileprivate func order(of parameters: MetricParameters) -> [Double] {
        switch slot {
        case .integer(let path, _): [Double(parameters[keyPath: path])]
        case .number(let path, _): [parameters[keyPath: path]]
        case .quantiles(let path): [parameters[keyPath: path].low, parameters[keyPath: path].high]
        }
    }

    /// Values that are worth trying where a template has these.
    fileprivate func values(around parameters: MetricParameters) -> [JSONValue] {
        switch self {
        case .numberBucketsInRange:
            let count = parameters.numberBucketsInRange
            return [count / 2, count * 3 / 4, count * 3 / 2, count * 2].map { .integer(Int64($0)) }
        case .timeBucketLength:
            let length = parameters.timeBucketLength
            return (length % 2 == 0 ? [length / 2] : []).map { .integer(Int64($0)) }
                + [length * 2, length * 3].map { .integer(Int64($0)) }
        case .numberDestinationIPs: return []
        case .maxBeaconingBytesCOV: return Self.limits(around: parameters.maxBeaconingBytesCOV)
        case .maxBeaconingCountRV: return Self.limits(around: parameters.maxBeaconingCountRV)
        case .truncateAt:
            return [[0, 1], [0, 0.9], [0.05, 0.95], [0.1, 0.9], [0.1, 0.8], [0.2, 0.8], [0.25, 0.75]]
        case .minBeaconingCountAutocovariance:
            let least = parameters.minBeaconingCountAutocovariance
            return [-0.3, -0.2, -0.1, -0.05, 0.05, 0.1, 0.2].map { Self.rounded(least + $0) }
        case .maxJitter: return [0, 0.05, 0.1, 0.2, 0.3, 0.5]
        case .minNotEmpty: return [0, 0.1, 0.25, 0.5, 0.75, 0.9]
        case .minNumberPeriods: return [2, 3, 4, 6, 8, 12, 16]
        }
    }

    /// Limits from none to four times as wide; where nothing is allowed, those of the published metric and around them.
    private static func limits(around limit: Double) -> [JSONValue] {
        let middle = limit > 0 ? limit : 0.05
        return [0, 0.25, 0.5, 1, 1.5, 2, 3, 4].map { rounded(middle * $0) }
    }

    /// A number as a person would write it.
    private static func rounded(_ number: Double) -> JSONValue { .number((number * 1e6).rounded() / 1e6) }
}
