import BeaconScore
import BeaconTransform

/// Judging groups whose buckets are there, on one core.
struct JudgingStage {
    /// The shift that is allowed, as a fraction of the period.
    let maxJitter: Double
    /// Whether the second opinion is asked too.
    let hasSecondOpinion: Bool
    let shape: SeriesShape
    private let series: [BucketSeries]

    init(_ shape: SeriesShape, maxJitter: Double = 0, hasSecondOpinion: Bool = false) {
        self.shape = shape
        self.maxJitter = maxJitter
        self.hasSecondOpinion = hasSecondOpinion
        series = (0..<64).map { shape.series(seed: GroupTraffic.seed &+ UInt64($0)) }
    }

    /// All that the table shows.
    static let all: [JudgingStage] =
        SeriesShape.allCases.map { JudgingStage($0) }
        + [.dense, .sparse, .beacon].map { JudgingStage($0, hasSecondOpinion: true) }
        + [.dense, .sparse, .constant].map { JudgingStage($0, maxJitter: 0.2) }

    var name: String {
        "judging, max_jitter \(maxJitter)\(hasSecondOpinion ? ", second opinion" : ""): \(shape.rawValue)"
    }

    /// How many groups a second the project means to judge at least; `nil` where it says nothing.
    var goal: Double? {
        guard shape == .dense else { return nil }
        return hasSecondOpinion ? 40_000 : maxJitter == 0 ? 60_000 : 10_000
    }

    /// The work, with as many repeats as a batch has.
    func work(repeats: Int) -> () -> Int {
        var parameters = MetricParameters()
        parameters.maxJitter = maxJitter
        if hasSecondOpinion {
            var judge = GroupJudge(parameters: parameters, keeping: .signals)
            return {
                var signals = 0
                for _ in 0..<repeats {
                    for one in series {
                        let judged = judge.judge(one, documents: 1_000, newestMillis: 0) { GroupKey([]) }
                        if judged != nil { signals += 1 }
                    }
                }
                return signals
            }
        }
        var metric = BeaconingMetric(parameters: parameters)
        return {
            var signals = 0
            for _ in 0..<repeats {
                for one in series where metric.evaluate(one).isBeaconing { signals += 1 }
            }
            return signals
        }
    }

    /// How many groups one repeat judges.
    var groupsPerRepeat: Int { series.count }

    func measured() -> TimedWork.Rate {
        let repeats = maxJitter == 0 ? 20 : 3
        return TimedWork(size: Double(repeats * groupsPerRepeat), batch: work(repeats: repeats)).rate()
    }
}
