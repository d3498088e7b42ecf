internal import BeaconScore

/// What was found at all settings that were tried.
public struct TuneResult: Sendable {
    /// What was tried.
    public let trials: TuneTrials
    /// What every group is at every setting.
    public let verdicts: TuneVerdicts
    /// The end of the windows.
    public let nowSeconds: Int64
    /// What groups really are; `nil` where nobody said.
    public let labels: GroupLabels?
    /// Each setting beside the template's, which is the first.
    public let comparisons: [TuneComparison]
    /// What is best, as far as the data tell; `nil` where nothing is better than the template's setting.
    public let suggestion: TuneSuggestion?

    /// Compares all settings with the template's.
    public init(_ trials: TuneTrials, _ verdicts: TuneVerdicts, nowSeconds: Int64, labels: GroupLabels? = nil) {
        self.trials = trials
        self.verdicts = verdicts
        self.nowSeconds = nowSeconds
        self.labels = labels
        comparisons = verdicts.settings.indices.map { verdicts.comparison(of: $0, labels: labels) }
        suggestion = TuneSuggestion(among: Array(comparisons.dropFirst()), template: comparisons[0])
    }

    /// The names of the parameters that a setting has otherwise than the template.
    public func changes(of setting: Int) -> [String] {
        MetricParameters.names.filter {
            verdicts.settings[setting].value(of: $0) != verdicts.settings[0].value(of: $0)
        }
    }
}
