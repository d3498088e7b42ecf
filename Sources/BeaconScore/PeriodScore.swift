/// What is known of a period's score while a search runs.
struct PeriodScore: Sendable {
    /// The sum of the correlations that the score is the average of, and the sum of their errors.
    private var sum = 0.0
    private var error = 0.0
    private var samples = 0.0
    /// The period's own correlation as it was estimated.
    var own = Estimate.unknown

    /// The average of the correlations so far.
    var estimate: Estimate {
        // The running average of the definition rounds three times for each sample; whole numbers it does not round.
        let rounding = error == 0 ? 0 : 4 * samples * Estimate.rounding
        return Estimate(value: sum / samples, error: error / samples + rounding)
    }

    /// Takes a correlation into the average.
    mutating func add(_ correlation: Estimate) {
        sum += correlation.value
        error += correlation.error
        samples += 1
    }
}
