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
        "beaconing_score", "is_beaconing", "periodic", "low_count_variation", "low_source_bytes_variation",
        "low_destination_bytes_variation", "period_seconds", "autocovariance", "interval", "non_empty_buckets",
        "documents",
        "mean_source_bytes", "std_dev_source_bytes", "mean_destination_bytes", "std_dev_destination_bytes",
        "newest_event", "destination_ips", "why",
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
        line.append(number: figures?.beaconingScore.description)
        line.append(number: verdict.isBeaconing.description)
        line.append(number: figures?.periodic.description)
        line.append(number: figures?.counts.isLow.description)
        line.append(number: figures?.sourceBytes.isLow.description)
        line.append(number: figures?.destinationBytes.isLow.description)
        line.append(number: verdict.periodSeconds(bucketSeconds: result.window.bucketSeconds)?.description)
        line.append(number: figures?.autocovariance.description)
        line.append(number: verdict.interval.description)
        line.append(number: verdict.nonEmptyBuckets.description)
        line.append(number: judgement.documents.description)
        line.append(number: figures?.sourceBytes.mean.description)
        line.append(number: figures?.sourceBytes.standardDeviation.description)
        line.append(number: figures?.destinationBytes.mean.description)
        line.append(number: figures?.destinationBytes.standardDeviation.description)
        line.append(number: Timestamp(millis: judgement.newestMillis).description)
        line.append(text: (signal.context?.destinations ?? []).map(\.value.description).joined(separator: " "))
        line.append(text: VerdictReasons(verdict).sentence)
    }
}
