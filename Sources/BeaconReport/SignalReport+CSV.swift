internal import BeaconScore
internal import BeaconTransform

extension SignalReport {
    /// One line a signal after the line of headings, ranked like the table.
    func writeCSV<Failure: Error>(to write: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        var line = CSVLine()
        for field in template.groupBy { line.append(text: field.name) }
        for name in Self.csvNames { line.append(number: name) }
        line.end()
        for position in ranking {
            append(result.signals[position], to: &line)
            line.end()
            if line.bytes.count >= Self.pieceBytes {
                try write(line.bytes)
                line.removeAll()
            }
        }
        if !line.bytes.isEmpty { try write(line.bytes) }
    }

    private static let csvNames = [
        "priority", "regular", "regularity", "jitter",
        "beaconing_score", "is_beaconing", "periodic", "low_count_variation", "low_source_bytes_variation",
        "low_destination_bytes_variation", "period_seconds", "autocovariance", "interval", "non_empty_buckets",
        "documents",
        "mean_source_bytes", "std_dev_source_bytes", "mean_destination_bytes", "std_dev_destination_bytes",
        "newest_event", "first_seen", "destination_ips", "why", "reasons",
    ]

    /// Appends the cells of a signal; what a verdict does not have is an empty cell.
    private func append(_ signal: Signal, to line: inout CSVLine) {
        let judgement = signal.judgement
        let verdict = judgement.verdict
        let figures = verdict.figures
        for position in template.groupBy.indices {
            switch position < judgement.group.values.count ? judgement.group.values[position] : .text([]) {
            case .integer(let value): line.append(number: value.description)
            case .number(let value): line.append(number: value.description)
            case .boolean(let flag): line.append(number: flag.description)
            case let value: line.append(text: value.description)
            }
        }
        line.append(number: judgement.isSignal ? signal.priority.value.description : nil)
        line.append(number: judgement.opinion?.isRegular.description)
        line.append(number: judgement.opinion.map { DecimalText($0.regularity, digits: 4).description })
        line.append(
            number: judgement.opinion.flatMap { $0.isRegular ? DecimalText($0.jitter, digits: 4).description : nil })
        line.append(number: figures?.beaconingScore.description)
        line.append(number: verdict.isBeaconing.description)
        line.append(number: figures?.periodic.description)
        line.append(number: figures?.counts.isLow.description)
        line.append(number: figures?.sourceBytes.isLow.description)
        line.append(number: figures?.destinationBytes.isLow.description)
        line.append(number: judgement.periodSeconds(in: result.window).map { DecimalText($0, digits: 1).description })
        line.append(number: figures?.autocovariance.description)
        line.append(number: verdict.interval.description)
        line.append(number: verdict.nonEmptyBuckets.description)
        line.append(number: judgement.documents.description)
        line.append(number: figures?.sourceBytes.mean.description)
        line.append(number: figures?.sourceBytes.standardDeviation.description)
        line.append(number: figures?.destinationBytes.mean.description)
        line.append(number: figures?.destinationBytes.standardDeviation.description)
        line.append(number: Timestamp(millis: judgement.newestMillis).description)
        line.append(number: signal.context?.firstSeenMillis.map { Timestamp(millis: $0).description })
        line.append(text: (signal.context?.destinations ?? []).map(\.value.description).joined(separator: " "))
        line.append(text: VerdictReasons(judgement).sentence)
        line.append(text: signal.priority.reasons.joined(separator: " · "))
    }
}
