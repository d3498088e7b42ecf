internal import BeaconScore
public import BeaconTransform

/// The signals of a window, written out in one of the formats.
///
/// Documents come in the order of the result, sorted by key; the table and the CSV begin with the highest priority.
public struct SignalReport: Sendable {
    let template: TransformTemplate
    let result: WindowResult
    let documents: SignalDocument

    /// A report on a template's result.
    public init(_ template: TransformTemplate, _ result: WindowResult) {
        self.template = template
        self.result = result
        self.documents = SignalDocument(template: template, window: result.window)
    }

    /// Delivers the report piece by piece, in order; each piece is UTF-8 and the last ends with a newline.
    ///
    /// A report of no signals is a sentence as a table, `[]` as JSON, the header as CSV, and nothing at all as NDJSON.
    ///
    /// - Parameter write: takes a piece; what it throws ends the report.
    public func write<Failure: Error>(
        as format: SignalFormat, style: TableStyle, to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        switch format {
        case .table: try writeTable(style, to: write)
        case .ndjson: try writeLines(to: write)
        case .json: try writeArray(to: write)
        case .csv: try writeCSV(to: write)
        }
    }

    /// About how many bytes a piece has.
    static let pieceBytes = 32_768

    /// The positions of the signals as a person wants them: beacons first, then by priority, by score, by autocovariance, by key.
    var ranking: [Int] {
        result.signals.indices.sorted { Self.rank(result.signals[$0], isBefore: result.signals[$1]) }
    }

    /// Whether a signal comes before another for a person.
    static func rank(_ left: Signal, isBefore right: Signal) -> Bool {
        let (a, b) = (left.judgement.verdict, right.judgement.verdict)
        if left.judgement.isSignal != right.judgement.isSignal { return left.judgement.isSignal }
        if left.priority.value != right.priority.value { return left.priority.value > right.priority.value }
        let (aScore, bScore) = (a.figures?.beaconingScore ?? -1, b.figures?.beaconingScore ?? -1)
        if aScore != bScore { return aScore > bScore }
        // What is not a number comes last, so that the order stays an order.
        let (aMatch, bMatch) = (a.figures?.autocovariance ?? -.infinity, b.figures?.autocovariance ?? -.infinity)
        if aMatch != bMatch, aMatch.isNaN != bMatch.isNaN || !aMatch.isNaN { return bMatch.isNaN || aMatch > bMatch }
        return left.judgement.group < right.judgement.group
    }
}
