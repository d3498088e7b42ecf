import Foundation

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
    init?(body: [UInt8]) {
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(body)) else { return nil }
        items = [:]
        for item in answer.items {
            guard let result = item.values.first else { continue }
            if items[result.id] == nil { items[result.id] = Self.judge(result) }
        }
    }

    private struct Answer: Decodable {
        var items: [[String: Item]]
    }

    private struct Item: Decodable {
        var id: String
        var status: Int
        var error: JSONValue?
        var failureStore: String?

        enum CodingKeys: String, CodingKey {
            case id = "_id"
            case status
            case error
            case failureStore = "failure_store"
        }
    }

    /// Error types that pass, whatever their status: full queues, moving shards, a full disk that is being cleared.
    private static let passing: Set<String> = [
        "es_rejected_execution_exception", "rejected_execution_exception", "circuit_breaking_exception",
        "unavailable_shards_exception", "no_shard_available_action_exception", "cluster_block_exception",
        "retry_on_primary_exception", "node_closed_exception", "process_cluster_event_timeout_exception",
    ]

    private static func judge(_ item: Item) -> Verdict {
        if item.failureStore == "used" {
            return .final(
                .refused(status: item.status, type: "failure_store", reason: "the document went to the failure store"))
        }
        if (200...201).contains(item.status) { return .final(.created) }
        let answer = ErrorAnswer(answer: .object([.init("error", item.error ?? .null)]))
        let reason = answer.reason ?? "HTTP \(item.status)"
        // The id is made from the content, so a document with this id is this document.
        if item.status == 409 { return .final(.alreadyThere) }
        if [429, 502, 503, 504].contains(item.status) || !answer.types.isDisjoint(with: passing) {
            return .tryAgain(reason: reason)
        }
        return .final(.refused(status: item.status, type: answer.type ?? "unknown", reason: reason))
    }
}
