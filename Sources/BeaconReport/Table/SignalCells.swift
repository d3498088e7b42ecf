internal import BeaconScore
internal import BeaconTransform
internal import SearchCluster

/// The cells of the table: what a signal shows in each column.
struct SignalCells: Sendable {
    private let window: Window
    private let destinationLimit: Int

    init(_ template: TransformTemplate, _ window: Window) {
        self.window = window
        destinationLimit = template.metric.parameters.numberDestinationIPs
    }

    /// A cell at its natural width; empty where the signal has nothing to say.
    func cell(_ column: SignalColumn, of signal: Signal) -> CellText {
        let judgement = signal.judgement
        let figures = judgement.verdict.figures
        switch column {
        case .priority: return CellText(judgement.isSignal ? signal.priority.value.description : "-")
        case .score: return CellText(figures.map { $0.beaconingScore.description } ?? "-")
        case .group(let position):
            guard position < judgement.group.values.count else { return CellText("") }
            return CellText(untrusted: judgement.group.values[position].description)
        case .wholeGroup:
            return CellText(
                judgement.group.values.map { CellText(untrusted: $0.description).text }.joined(separator: ", "))
        case .period:
            let seconds = judgement.periodSeconds(in: window).map { Int64($0.rounded()) }
            return CellText(seconds.map { DurationText(seconds: $0).description } ?? "")
        case .jitter:
            guard let opinion = judgement.opinion, opinion.isRegular else { return CellText("") }
            return CellText("\(Int((opinion.jitter * 100).rounded())) %")
        case .regularity:
            if let opinion = judgement.opinion {
                return CellText(opinion.isRegular ? DecimalText(opinion.regularity, digits: 2).description : "")
            }
            // Where no repeat stands out the figure says nothing: counts that never change have one of 0.
            guard let figures, figures.periodic else { return CellText("") }
            return CellText(DecimalText(figures.autocovariance, digits: 2).description)
        case .steady: return CellText(VerdictReasons(judgement).steady)
        case .why: return CellText(VerdictReasons(judgement).sentence)
        case .bytesOut: return bytes(figures?.sourceBytes)
        case .bytesIn: return bytes(figures?.destinationBytes)
        case .events: return CellText(CountText(judgement.documents).description)
        case .source: return signal.context?.sourceAddress.map { CellText(untrusted: $0.description) } ?? CellText("")
        case .destinations: return CellText(destinations(of: signal)?.text(showing: .max) ?? "")
        }
    }

    /// A cell in at most so many columns.
    func text(_ column: SignalColumn, of signal: Signal, width: Int) -> String {
        if column == .destinations { return destinations(of: signal)?.fitted(to: width) ?? "" }
        return cell(column, of: signal).fitted(to: width)
    }

    /// The destinations of a signal; `nil` where they were not asked for or there are none.
    func destinations(of signal: Signal) -> DestinationList? {
        guard let destinations = signal.context?.destinations, !destinations.isEmpty else { return nil }
        return DestinationList(
            destinations.map { CellText(untrusted: $0.value.description) },
            isCutOff: destinations.count >= destinationLimit)
    }

    /// A test that was not run has measured nothing.
    private func bytes(_ spread: Verdict.Spread?) -> CellText {
        guard let spread, spread.mean > 0 else { return CellText("") }
        return CellText(ByteText(spread.mean).description)
    }
}
