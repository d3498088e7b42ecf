import BeaconScore
import BeaconTransform

/// What became of a beacon that was hidden in made traffic.
enum BeaconFate: Sendable, Equatable {
    /// One of the opinions calls it beaconing.
    case found(score: Int, regular: Bool)
    /// The metric was computed and says no.
    case missed(String)
    /// The window shows too little of it.
    case tooLittle(String)
    /// The template's query leaves its events out, by the name of the process or otherwise.
    case leftOut(named: Bool)

    /// One word for a list.
    var word: String {
        switch self {
        case .found: "found"
        case .missed: "missed"
        case .tooLittle: "not judged"
        case .leftOut: "left out"
        }
    }

    /// Why.
    func reason(process: String) -> String {
        switch self {
        case .found(let score, let regular): regular ? "score \(score), regular" : "score \(score)"
        case .missed(let why), .tooLittle(let why): why
        case .leftOut(named: true): "the template's query excludes \(process) by name, which is where an attacker hides"
        case .leftOut(named: false): "the template's query leaves its events out"
        }
    }
}

extension BeaconFate {
    /// What the metric says of a group that was judged.
    init(_ judgement: Judgement, parameters: MetricParameters) {
        let verdict = judgement.verdict
        guard let figures = verdict.figures else {
            self = .tooLittle("\(verdict.nonEmptyBuckets) filled buckets of \(verdict.interval) are too few")
            return
        }
        if judgement.isSignal {
            self = .found(score: figures.beaconingScore, regular: judgement.opinion?.isRegular == true)
            return
        }
        let needed = Self.rounded(parameters.minBeaconingCountAutocovariance)
        var reasons = ["autocovariance \(Self.rounded(figures.autocovariance)), \(needed) is needed"]
        let limit = Self.percent(parameters.maxBeaconingBytesCOV)
        switch (Self.variation(figures.sourceBytes), Self.variation(figures.destinationBytes)) {
        case (nil, nil): reasons.append("bytes are not counted, or in too few buckets")
        case (let sent, let received):
            reasons.append(
                "bytes sent and received vary by \(sent.map(Self.percent) ?? "?") and "
                    + "\(received.map(Self.percent) ?? "?"), \(limit) is the limit")
        }
        self = .missed(reasons.joined(separator: "; "))
    }

    /// The coefficient of variation of bytes; `nil` when the test was not run.
    private static func variation(_ spread: Verdict.Spread) -> Double? {
        spread.mean == 0 ? nil : spread.standardDeviation / abs(spread.mean)
    }

    private static func percent(_ share: Double) -> String {
        "\(Int((share * 100).rounded())) %"
    }

    /// A number with at most two decimals.
    private static func rounded(_ number: Double) -> String {
        let hundredths = (number * 100).rounded() / 100
        return hundredths == hundredths.rounded() ? String(Int(hundredths)) : String(hundredths)
    }
}
