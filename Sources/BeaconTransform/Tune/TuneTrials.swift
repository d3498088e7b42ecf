public import BeaconScore

/// Which settings are tried: each value of each parameter by itself, or each pair of values of two.
public struct TuneTrials: Sendable {
    /// The parameters with their values.
    public let parameters: [TuneParameter]
    /// The settings beside the template's: setting 1 is the first of them.
    public private(set) var settings: [MetricParameters] = []
    /// For each parameter the number of the setting of each value; 0 is the template's.
    public private(set) var numbers: [[Int]] = []
    /// For each value of the first parameter the number of the setting with each value of the second, `nil` for what cannot be
    /// together; empty where values are tried by themselves.
    public private(set) var grid: [[Int?]] = []

    /// More pairs than anybody looks through.
    private static let mostPairs = 1_000

    /// Values of parameters, each by itself.
    public init(_ parameters: [TuneParameter], template: MetricParameters) {
        self.parameters = parameters
        for parameter in parameters { numbers.append(parameter.settings.map { number(of: $0, template) }) }
    }

    /// All pairs of values of two parameters.
    ///
    /// - Throws: ``ParameterError`` where one of them changes no verdict, or where there are too many.
    public init(
        pairing first: TuneParameter, _ second: TuneParameter, template: MetricParameters
    ) throws(ParameterError) {
        if let idle = [first, second].first(where: { !$0.changesVerdicts }) {
            throw ParameterError(
                isUnknownName: false, description: "\(idle.name) changes no verdict, so it has no pairs")
        }
        guard first.settings.count * second.settings.count <= Self.mostPairs else {
            throw ParameterError(
                isUnknownName: false,
                description:
                    "\(first.name) and \(second.name) have \(first.settings.count * second.settings.count) pairs of "
                    + "values, and at most \(Self.mostPairs) are tried; give fewer values")
        }
        self.init([first, second], template: template)
        for row in first.settings {
            grid.append(
                second.settings.map { column -> Int? in
                    var setting = row
                    guard (try? setting.set(second.name, to: second.value(of: column))) != nil,
                        (try? setting.validate()) != nil
                    else { return nil }
                    return number(of: setting, template)
                })
        }
    }

    private mutating func number(of setting: MetricParameters, _ template: MetricParameters) -> Int {
        if setting == template { return 0 }
        if let place = settings.firstIndex(of: setting) { return place + 1 }
        settings.append(setting)
        return settings.count
    }
}
