/// An engine's answer to a bulk request, read item by item.
struct BulkReply: Sendable {
    /// What the engine says of each id it names, the first time it names it.
    var items: [String: Verdict]

    /// What is to be done about an item.
    enum Verdict: Sendable, Equatable {
        case final(BulkOutcome)
        case tryAgain(reason: String)
    }

    /// Reads a reply; items are told apart by their ids, not by their places.
    ///
    /// - Parameter redaction: what is taken out of reasons.
    init?(body: [UInt8], hiding redaction: Redaction = Redaction()) {
        guard let answer = JSONValue(parsing: body)?["items"]?.array else { return nil }
        items = [:]
        items.reserveCapacity(answer.count)
        for item in answer {
            // One member a item, named for the action.
            guard let result = item.members?.first?.value, let id = result["_id"]?.string,
                let status = result["status"]?.integer
            else { continue }
            if items[id] == nil { items[id] = Self.judge(result, status: Int(clamping: status), redaction) }
        }
    }

    /// Error types that pass, whatever their status: full queues, moving shards, a full disk that is being cleared.
    private static let passing: Set<String> = [
        "es_rejected_execution_exception", "rejected_execution_exception", "circuit_breaking_exception",
        "unavailable_shards_exception", "no_shard_available_action_exception", "cluster_block_exception",
        "retry_on_primary_exception", "node_closed_exception", "process_cluster_event_timeout_exception",
    ]

    private static func judge(_ item: JSONValue, status: Int, _ redaction: Redaction) -> Verdict {
        if item["failure_store"]?.string == "used" {
            return .final(
                .refused(status: status, type: "failure_store", reason: "the document went to the failure store"))
        }
        if (200...201).contains(status) { return .final(.created) }
        let answer = ErrorAnswer(answer: item, hiding: redaction)
        let reason = answer.reason ?? "HTTP \(status)"
        // An id stands for one document, whoever wrote it first.
        if status == 409 { return .final(.alreadyThere) }
        if [429, 502, 503, 504].contains(status) || !answer.types.isDisjoint(with: passing) {
            return .tryAgain(reason: reason)
        }
        return .final(.refused(status: status, type: answer.type ?? "unknown", reason: reason))
    }
}
