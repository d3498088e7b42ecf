import BeaconScore
import BeaconTraffic
import BeaconTransform

/// Judges made traffic whose truth is known: agents of a grid, and harmless traffic of each kind.
struct Evaluation: Sendable {
    /// Where the made traffic comes from.
    let seed: UInt64
    /// Groups of each combination.
    let groups: Int
    /// The metric's parameters.
    let parameters: MetricParameters

    static let sleeps: [Double] = [10, 30, 60, 270, 900]
    static let jitters: [Double] = [0, 0.1, 0.23, 0.37, 0.5, 0.77]
    /// Fewer check-ins in the window are not asked of anybody.
    static let fewestCheckIns = 20.0

    private var window: Double { Double(parameters.windowSeconds) }

    /// One row for each sleep and jitter, over three laws and two kinds of bytes.
    ///
    /// - Parameter progress: told the share that is done.
    func agents(progress: (Double) -> Void = { _ in }) throws -> [EvaluationRow] {
        var rows: [EvaluationRow] = []
        for (place, sleep) in Self.sleeps.enumerated() {
            for jitter in Self.jitters {
                try Task.checkCancellation()
                var row = EvaluationRow(name: "agents", sleep: sleep, jitter: jitter)
                for beacon in HiddenBeacon.grid(sleeps: [sleep], jitters: [jitter]) {
                    let mean = Self.mean(beacon.profile)
                    guard window / mean >= Self.fewestCheckIns else { continue }
                    for number in 0..<groups { row += judged(beacon.profile, mean: mean, jitter: jitter, number) }
                }
                rows.append(row)
            }
            progress(Double(place + 1) / Double(Self.sleeps.count))
        }
        return rows
    }

    /// One row for each kind of harmless traffic.
    func harmless(_ profiles: [TrafficProfile]) throws -> [EvaluationRow] {
        try profiles.map { profile in
            try Task.checkCancellation()
            var row = EvaluationRow(name: profile.name)
            var judge = GroupJudge(parameters: parameters, keeping: .judged)
            // As many as the agents' cells have, which is six times as many groups.
            for number in 0..<groups * 6 {
                let connections = profile.connections(over: window, seed: seed, number: number)
                guard let found = judgement(of: connections, &judge) else { continue }
                row.judged += 1
                row.strict += found.verdict.isBeaconing ? 1 : 0
                row.regular += found.opinion?.isRegular == true ? 1 : 0
                row.either += found.isSignal ? 1 : 0
            }
            return row
        }
    }

    /// Judges one agent alone, and inside a browser that is always busy.
    private func judged(_ profile: TrafficProfile, mean: Double, jitter: Double, _ number: Int) -> EvaluationRow {
        var row = EvaluationRow(name: "")
        let connections = profile.connections(over: window, seed: seed, number: number)
        var judge = GroupJudge(parameters: parameters, keeping: .judged, splits: true)
        row.judged = 1
        if let found = judgement(of: connections, &judge) {
            row.strict = found.verdict.isBeaconing ? 1 : 0
            row.either = found.isSignal ? 1 : 0
            if var opinion = found.opinion, opinion.isRegular {
                row.regular = 1
                if opinion.jitter < 0.1 || opinion.periodSeconds < 2 * Double(parameters.timeBucketLength) {
                    let seconds = connections.map { Int64($0.seconds) }.sorted()
                    if let exact = ExactIntervals(seconds) { opinion.periodSeconds = exact.periodSeconds }
                }
                row.close = abs(opinion.periodSeconds - mean) <= max(0.05, jitter) * mean ? 1 : 0
            }
        }
        row.mixed = 1
        let browser = TrafficProfile.webApplication.connections(over: window, seed: seed, number: number)
        if let whole = judgement(of: connections + browser, &judge) {
            if whole.isSignal {
                row.split = 1
            } else if whole.isBusy {
                var split = SplitJudge(bucketSeconds: parameters.timeBucketLength)
                split.look(
                    at: series(connections), .text([]), documents: Int64(connections.count))
                row.split = split.finish() == nil ? 0 : 1
            }
        }
        return row
    }

    private func judgement(of connections: [TimedConnection], _ judge: inout GroupJudge) -> Judgement? {
        let series = series(connections)
        guard let first = series.firstFilled, let last = series.lastFilled,
            judge.skip(documents: Int64(connections.count), spanBuckets: last - first + 1) == nil
        else { return nil }
        return judge.judge(series, documents: Int64(connections.count), newestMillis: 0, of: { GroupKey([]) })
    }

    private func series(_ connections: [TimedConnection]) -> BucketSeries {
        var series = BucketSeries(bucketCount: parameters.numberBucketsInRange)
        for connection in connections {
            series.add(
                bucket: Int((window - connection.seconds) / Double(parameters.timeBucketLength)), count: 1,
                sourceBytes: connection.sourceBytes ?? 0, destinationBytes: connection.destinationBytes ?? 0)
        }
        return series
    }

    /// The mean time between two check-ins: the law's, and half of the connection's own time.
    private static func mean(_ profile: TrafficProfile) -> Double {
        let sleep =
            switch profile.timing {
            case .shorterOnly(let sleep, let jitter): sleep * (1 - jitter / 2)
            case .additive(let sleep, let extra): sleep + extra / 2
            default: profile.timing.periodSeconds ?? 0
            }
        return sleep + (profile.roundTrip.lowerBound + profile.roundTrip.upperBound) / 2
    }
}
