public import SearchCluster

/// What one pass over one window did, as the state index keeps it.
public struct RunRecord: Sendable {
    /// How a pass ended.
    public enum Outcome: String, Sendable {
        /// Every signal is in the index.
        case done
        /// The cluster refused signals; they are in a file.
        case refused
        /// Nothing can be said of the window.
        case failed
        /// The window was left out, because too many were missed.
        case passedOver = "passed_over"
    }

    /// The template.
    public var template: TransformTemplate
    /// The share of the groups.
    public var slice: HostSlice
    /// The window.
    public var window: Window
    /// What asked for it: `once`, `scheduled` or `replay`.
    public var mode: String
    /// The program's version.
    public var version: String
    /// When it began, by the cluster's clock.
    public var startedMillis: Int64
    /// How long it took.
    public var seconds = 0.0
    /// How it ended.
    public var outcome = Outcome.failed
    /// Why it failed or what was refused, in a sentence.
    public var error: String?
    /// The exit code that this means.
    public var exitCode: Int32 = 0
    /// What was seen and judged; `nil` for a pass that did not come so far.
    public var result: WindowResult?
    /// What was written; `nil` for a pass that did not come so far.
    public var written: WriteResult?
    /// What went over the wire.
    public var traffic = ClusterTraffic()
    /// How many signals had become too old and were deleted.
    public var expired = 0

    /// A pass that begins.
    public init(
        template: TransformTemplate, slice: HostSlice, window: Window, mode: String, version: String,
        startedMillis: Int64
    ) {
        self.template = template
        self.slice = slice
        self.window = window
        self.mode = mode
        self.version = version
        self.startedMillis = startedMillis
    }

    var id: String {
        "run \(window.runID(of: template)) \(slice) \(startedMillis) \(LeaseHolder.current.name)"
    }

    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("kind", "run"), .init("@timestamp", .string(Timestamp(millis: startedMillis).description)),
            .init("template", .string(template.id)), .init("template_version", .string(template.version)),
            .init("template_hash", .string(template.hash)), .init("slice", .string(slice.description)),
            .init("mode", .string(mode)), .init("run", .string(window.runID(of: template))),
            .init("window_start", .string(Timestamp(seconds: window.firstSecond).description)),
            .init("window_end", .string(Timestamp(seconds: window.nowSeconds).description)),
            .init("window_end_seconds", .integer(window.nowSeconds)),
            .init("outcome", .string(outcome.rawValue)), .init("exit_code", .integer(Int64(exitCode))),
            .init("duration_seconds", .number((seconds * 1000).rounded() / 1000)),
            .init("holder", .string(LeaseHolder.current.name)), .init("version", .string(version)),
            .init("requests", .integer(Int64(traffic.requests))), .init("retries", .integer(Int64(traffic.retries))),
            .init("received_bytes", .integer(Int64(traffic.receivedBytes))),
        ]
        if let error { members.append(.init("error", .string(error))) }
        if let counts = result?.counts {
            members.append(
                .init(
                    "groups",
                    [
                        "seen": .integer(Int64(counts.seen)), "too_few_events": .integer(Int64(counts.tooFewEvents)),
                        "too_short_span": .integer(Int64(counts.tooShortSpan)),
                        "judged": .integer(Int64(counts.judged)), "beaconing": .integer(Int64(result?.beaconing ?? 0)),
                    ]))
            members.append(.init("documents", .integer(counts.documents)))
        }
        if let written {
            members.append(
                .init(
                    "signals",
                    [
                        "written": .integer(Int64(written.written)),
                        "already_there": .integer(Int64(written.alreadyThere)),
                        "refused": .integer(Int64(written.refused.count)), "expired": .integer(Int64(expired)),
                    ]))
        }
        return .object(members)
    }
}

extension StateIndex {
    /// Keeps the record of a pass.
    public func keep(_ record: RunRecord) async throws(ClusterError) {
        _ = try await put(record.id, record.json, over: nil, attempts: 1)
    }
}
