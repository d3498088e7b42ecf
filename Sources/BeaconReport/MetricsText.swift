public import BeaconTransform
internal import SearchCluster

/// The figures of the last pass as Prometheus reads them.
///
/// The form is the text exposition format 0.0.4: a line of help and of type for each figure, labels in quotation marks with
/// backslash, quotation mark and newline escaped.
public struct MetricsText: Sendable {
    private let record: RunRecord
    private let lastEndSeconds: Int64?

    /// The figures of a pass.
    ///
    /// - Parameter lastEndSeconds: the end of the last window that is done, in seconds since 1970; `nil` where none is.
    public init(_ record: RunRecord, lastEndSeconds: Int64?) {
        self.record = record
        self.lastEndSeconds = lastEndSeconds
    }

    /// The figures, each line ended with a newline.
    public var text: String {
        var text = ""
        func add(_ name: String, _ help: String, _ values: [(label: String, value: String)]) {
            text += "# HELP beaconing_\(name) \(help)\n# TYPE beaconing_\(name) gauge\n"
            for (label, value) in values { text += "beaconing_\(name){\(labels)\(label)} \(value)\n" }
        }
        func one(_ name: String, _ help: String, _ value: some CustomStringConvertible) {
            add(name, help, [("", value.description)])
        }
        one(
            "last_pass_success", "Whether the last pass ended with an outcome for every signal.",
            record.outcome == .failed ? 0 : 1)
        one("last_pass_exit_code", "The exit code that the last pass means.", record.exitCode)
        one(
            "last_pass_start_timestamp_seconds", "When the last pass began, by the cluster's clock.",
            record.startedMillis / 1000)
        one("last_pass_duration_seconds", "How long the last pass took.", record.seconds)
        if let lastEndSeconds {
            one(
                "last_done_window_end_timestamp_seconds",
                "The end of the last window that is done: the lag is now less this.",
                lastEndSeconds)
        }
        if let counts = record.result?.counts {
            add(
                "last_pass_groups", "Groups of the last pass, by what became of them.",
                [
                    (#",state="judged""#, "\(counts.judged)"), (#",state="too_few_events""#, "\(counts.tooFewEvents)"),
                    (#",state="too_short_span""#, "\(counts.tooShortSpan)"),
                ])
            one("last_pass_beacons", "Groups of the last pass that beacon.", record.result?.beaconing ?? 0)
            one("last_pass_documents", "Documents that matched the query of the last pass.", counts.documents)
        }
        if let written = record.written {
            add(
                "last_pass_signals", "Signals of the last pass, by what became of them.",
                [
                    (#",state="written""#, "\(written.written)"),
                    (#",state="already_there""#, "\(written.alreadyThere)"),
                    (#",state="refused""#, "\(written.refused.count)"),
                ])
        }
        one("last_pass_requests", "Requests of the last pass.", record.traffic.requests)
        one("last_pass_retries", "Requests of the last pass that were sent again.", record.traffic.retries)
        one("last_pass_received_bytes", "Bytes that came over the wire in the last pass.", record.traffic.receivedBytes)
        return text
    }

    private var labels: String {
        let template = record.template.id.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
        return "template=\"\(template)\",slice=\"\(record.slice)\""
    }
}
