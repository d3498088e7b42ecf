import Foundation

/// What an engine, or whatever stands before it, says of a request that it did not fulfil.
struct ErrorAnswer: Sendable {
    /// The outermost error's type.
    var type: String?
    /// Why, shortened to what fits a line: of a failed search the first shard's reason, which says more than that all failed.
    var reason: String?
    /// The types of the error, its root causes, its failed shards and all their causes.
    var types: Set<String> = []

    private let redaction: Redaction

    /// Reads an error body; a body that is not JSON leaves everything empty.
    init(body: [UInt8]) {
        self.init(answer: JSONValue(parsing: body) ?? .null)
    }

    /// Reads an error, or the failures inside an answer.
    ///
    /// - Parameter redaction: what is taken out of the reason before it is shortened.
    init(answer: JSONValue, hiding redaction: Redaction = Redaction()) {
        self.redaction = redaction
        if let error = answer["error"] {
            if case .string(let text) = error {
                // Kibana puts the status' name there and the reason beside it.
                reason = Self.shortened(answer["message"]?.string ?? text)
            } else {
                collect(error)
            }
        } else {
            // What a front end answers in the engine's place.
            reason = (answer["Message"] ?? answer["message"])?.string.map(Self.shortened)
        }
        for failure in answer["_shards"]?["failures"]?.array ?? [] { collect(failure) }
    }

    /// Whether more buckets were asked for than the cluster allows, whichever status came with it.
    var hasTooManyBuckets: Bool { types.contains("too_many_buckets_exception") }

    /// Whether the answer would have taken more memory than the cluster gives it; a smaller one may be given.
    var hasTrippedBreaker: Bool { types.contains("circuit_breaking_exception") }

    /// Whether OpenSearch has views of as many shards open as it may, 300 on a node unless set otherwise.
    var hasTooManyViews: Bool { reason?.contains("search.max_open_pit_context") ?? false }

    private mutating func collect(_ error: JSONValue) {
        if let found = error["type"]?.string {
            types.insert(found)
            type = type ?? found
        }
        // These say only that something further in failed.
        let isShell = Self.shells.contains(error["type"]?.string ?? "")
        if !isShell { keep(error["reason"]) }
        for name in ["reason", "caused_by"] {
            if let cause = error[name], cause.members != nil { collect(cause) }
        }
        for name in ["root_cause", "failed_shards", "suppressed"] {
            for cause in error[name]?.array ?? [] { collect(cause) }
        }
        keep(error["reason"])
    }

    private static let shells: Set<String> = ["search_phase_execution_exception", "status_exception"]

    private mutating func keep(_ text: JSONValue?) {
        guard reason == nil, let text = text?.string, !text.isEmpty else { return }
        reason = Self.shortened(redaction.redacted(text))
    }

    /// Error texts may quote whole documents: the first 300 characters, on one line.
    private static func shortened(_ text: String) -> String {
        let line = String(text.map { $0.isNewline ? " " : $0 })
        return line.count > 300 ? line.prefix(300) + "…" : line
    }
}
