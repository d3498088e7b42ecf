import Foundation
public import SearchCluster
import Synchronization

/// A state index in memory: documents with sequence numbers, and a clock that a test sets.
public final class ScriptedStateIndex: Sendable {
    private struct State {
        var exists = false
        var documents: [String: (source: JSONValue, sequence: Int64)] = [:]
        var sequence: Int64 = 0
        var clockMillis: Int64 = 1_795_478_400_000
        var lostAnswers = 0
    }

    private let name: String
    private let mutex = Mutex(State())

    /// A state index that is not there until it is made.
    public init(name: String = "beaconing-state") {
        self.name = name
    }

    /// What the engine takes for now, in milliseconds since 1970.
    public var clockMillis: Int64 {
        get { mutex.withLock { $0.clockMillis } }
        set { mutex.withLock { $0.clockMillis = newValue } }
    }

    /// The documents by id.
    public var documents: [String: JSONValue] { mutex.withLock { $0.documents.mapValues(\.source) } }

    /// The answers to the next so many changes are lost after the change was made.
    public func loseAnswers(_ count: Int) { mutex.withLock { $0.lostAnswers = count } }

    /// Puts a document there as somebody else would.
    public func put(_ id: String, _ source: JSONValue) {
        mutex.withLock { state in
            state.exists = true
            state.sequence += 1
            state.documents[id] = (source, state.sequence)
        }
    }

    /// What the engine does with a request; `nil` for one that is about another index.
    public func answer(_ request: ReceivedRequest) -> Behaviour? {
        let path = request.path.split(separator: "/").map { String($0).removingPercentEncoding ?? String($0) }
        guard path.first == name else { return nil }
        return mutex.withLock { state in
            if path.count == 1, request.method == "PUT" {
                state.exists = true
                return .json(#"{"acknowledged":true}"#)
            }
            guard state.exists else {
                return .json(#"{"error":{"type":"index_not_found_exception","reason":"no such index"}}"#, status: 404)
            }
            switch (request.method, path.count > 1 ? path[1] : "") {
            case ("GET", "_doc"): return Self.read(path.last ?? "", in: state)
            case ("PUT", "_doc"): return Self.write(path.last ?? "", request, in: &state)
            case ("POST", "_search"):
                let answer: JSONValue = [
                    "took": 1, "timed_out": false, "_shards": ["total": 1, "successful": 1, "failed": 0],
                    "hits": ["hits": []],
                    "aggregations": ["now": ["buckets": [["from": .number(Double(state.clockMillis))]]]],
                ]
                return .json(answer.text)
            default: return .json("{}")
            }
        }
    }

    private static func read(_ id: String, in state: State) -> Behaviour {
        guard let found = state.documents[id] else { return .json(#"{"found":false}"#, status: 404) }
        let answer: JSONValue = [
            "found": true, "_seq_no": .integer(found.sequence), "_primary_term": 1, "_source": found.source,
        ]
        return .json(answer.text)
    }

    private static func write(_ id: String, _ request: ReceivedRequest, in state: inout State) -> Behaviour {
        let query = request.target.split(separator: "?").last.map(String.init) ?? ""
        let seen = query.split(separator: "&").first { $0.hasPrefix("if_seq_no=") }?.split(separator: "=").last
        let isExpected =
            query.contains("op_type=create")
            ? state.documents[id] == nil
            : seen.flatMap { Int64($0) } == state.documents[id]?.sequence
        guard isExpected, let source = JSONValue(parsing: request.body) else {
            return .json(#"{"error":{"type":"version_conflict_engine_exception","reason":"scripted"}}"#, status: 409)
        }
        state.sequence += 1
        state.documents[id] = (source, state.sequence)
        if state.lostAnswers > 0 {
            state.lostAnswers -= 1
            return .json("{}", status: 503)
        }
        return .json(#"{"_seq_no":\#(state.sequence),"_primary_term":1}"#)
    }
}
