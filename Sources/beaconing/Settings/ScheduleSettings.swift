import BeaconTransform

/// When a scheduled run makes its passes.
struct ScheduleSettings: Sendable {
    /// Which windows are due, and when.
    let schedule: Schedule
    /// Whether it ends once nothing is due.
    let isOnce: Bool
    /// The most seconds that a pass begins later than it might, at random.
    let jitterSeconds: Int

    /// The schedule that was asked for; `nil` for a run over one window.
    init?(_ words: TypedWords, template: TransformTemplate) throws(Failure) {
        guard let every = try TimeSpan.read(.every, of: words) else {
            for name in [OptionName.once, .jitter, .catchUp] where words.has(name) {
                throw Failure(.usage, "\(name.typed) needs --every", cure: "add --every 1h")
            }
            return nil
        }
        guard (10...31 * 86_400).contains(every.seconds) else {
            throw Failure(.usage, "--every is a time from 10s to 31d")
        }
        for name in [OptionName.now, .input, .output, .failOnSignals] where words.has(name) {
            throw Failure(
                .usage, "--every decides itself what is read and when, and cannot go with \(name.typed)",
                cure: "leave out one of them")
        }
        let jitter = try TimeSpan.read(.jitter, of: words)?.seconds ?? 0
        guard jitter < every.seconds else {
            throw Failure(.usage, "--jitter has to be shorter than --every")
        }
        schedule = Schedule(
            everySeconds: every.seconds, delaySeconds: template.sync.delaySeconds,
            mostCaughtUp: try WholeNumber.read(.catchUp, of: words, in: 1...10_000) ?? Schedule.usualCatchUp)
        isOnce = words.has(.once)
        jitterSeconds = jitter
    }
}
