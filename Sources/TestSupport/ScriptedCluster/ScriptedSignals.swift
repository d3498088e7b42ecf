internal import SearchCluster
import Synchronization

/// An index of signals that answers searches for them by window, run, template and priority, and counts them by run.
public final class ScriptedSignals: Sendable {
    /// A signal, by what is searched for.
    public struct Signal: Sendable {
        var id: String
        var endSeconds: Int64
        var document: JSONValue

        /// A signal of a group in the window that ended at a second since 1970.
        ///
        /// - Parameter end: the same moment as RFC 3339 has it.
        public init(
            host: String, process: String, endSeconds: Int64, end: String, priority: Int64 = 50,
            template: String = "beaconing"
        ) {
            id = "\(template) \(host) \(process) \(endSeconds)"
            self.endSeconds = endSeconds
            document = [
                "host": ["name": .string(host)], "process": ["name": .string(process)],
                "beaconing": [
                    "template": ["id": .string(template)], "run": ["id": .string("\(template)-\(endSeconds)")],
                    "window": ["end": .string(end)], "period_seconds": 300, "jitter": 0.2,
                    "priority": .integer(priority),
                    "reasons": ["the intervals are regular (+44)", "messages are small (+5)"],
                    "destination": ["ip": "203.0.113.9", "port": 443],
                ],
            ]
        }
    }

    private struct State {
        var signals: [Signal] = []
        var isThere = true
        var nowSeconds: Int64
        var searches = 0
        var sent = 0
    }

    private let state: Mutex<State>

    /// An index whose cluster has this time.
    public init(nowSeconds: Int64, isThere: Bool = true) {
        state = Mutex(State(isThere: isThere, nowSeconds: nowSeconds))
    }

    /// Indexes signals; the index is there from then on.
    public func add(_ signals: Signal...) {
        state.withLock {
            $0.signals += signals
            $0.isThere = true
        }
    }

    /// Removes the signals of windows that ended before a second since 1970.
    public func remove(before seconds: Int64) { state.withLock { $0.signals.removeAll { $0.endSeconds < seconds } } }

    /// The cluster's time.
    public func set(nowSeconds: Int64) { state.withLock { $0.nowSeconds = nowSeconds } }

    /// How many searches came, and how many signals went out.
    public var traffic: (searches: Int, sent: Int) { state.withLock { ($0.searches, $0.sent) } }

    /// What the engine does with a search.
    public func answer(_ request: ReceivedRequest) -> Behaviour {
        guard request.path.hasSuffix("/_search"), let body = JSONValue(parsing: request.body) else {
            return .json(
                #"{"error":{"type":"illegal_argument_exception","reason":"scripted"},"status":400}"#, status: 400)
        }
        return state.withLock { state in
            state.searches += 1
            guard state.isThere else {
                return .json(
                    #"{"error":{"type":"index_not_found_exception","reason":"no such index"},"status":404}"#,
                    status: 404)
            }
            let filters = body["query"]?["bool"]?["filter"]?.array ?? []
            let found = state.signals.filter { signal in
                filters.allSatisfy { Self.matches(signal, $0, nowSeconds: state.nowSeconds) }
            }
            var members: [JSONValue.Member] = [
                .init("took", 1), .init("timed_out", false),
                .init("_shards", ["total": 2, "successful": 2, "skipped": 0, "failed": 0]),
            ]
            if body["aggs"] != nil {
                members.append(.init("aggregations", ["runs": Self.runs(of: found)]))
            } else {
                let page = Self.page(of: found, body)
                state.sent += page.count
                members.append(.init("hits", ["hits": .array(page)]))
            }
            return .json(JSONValue.object(members).text)
        }
    }

    private static func runs(of signals: [Signal]) -> JSONValue {
        let counts = Dictionary(grouping: signals) { value(of: "beaconing.run.id", $0)?.string ?? "" }
        let buckets = counts.map { ["key": .string($0), "doc_count": .integer(Int64($1.count))] as JSONValue }
        return ["sum_other_doc_count": 0, "buckets": .array(buckets)]
    }

    private static func page(of signals: [Signal], _ body: JSONValue) -> [JSONValue] {
        let fields = (body["sort"]?.array ?? []).compactMap { $0.members?.first?.name }
        func place(_ signal: Signal) -> [JSONValue] {
            fields.map {
                $0 == "beaconing.window.end" ? .integer(signal.endSeconds * 1_000) : value(of: $0, signal) ?? .null
            }
        }
        var rows = signals.map { ($0, place($0)) }.sorted { isBefore($0.1, $1.1) }
        if let last = body["search_after"]?.array { rows = rows.filter { isBefore(last, $0.1) } }
        return rows.prefix(Int(body["size"]?.integer ?? 10)).map { signal, place in
            // Where a few fields are asked for, no others come.
            let source: JSONValue =
                body["_source"] == true
                ? signal.document
                : [
                    "beaconing": [
                        "run": signal.document["beaconing"]?["run"] ?? .null,
                        "priority": signal.document["beaconing"]?["priority"] ?? .null,
                    ]
                ]
            return ["_id": .string(signal.id), "_source": source, "sort": .array(place)]
        }
    }

    private static func isBefore(_ left: [JSONValue], _ right: [JSONValue]) -> Bool {
        for (a, b) in zip(left, right) where a != b {
            if let a = a.integer, let b = b.integer { return a < b }
            return (a.string ?? "") < (b.string ?? "")
        }
        return false
    }

    private static func value(of field: String, _ signal: Signal) -> JSONValue? {
        field.split(separator: ".").reduce(Optional(signal.document)) { $0?[String($1)] }
    }

    private static func matches(_ signal: Signal, _ filter: JSONValue, nowSeconds: Int64) -> Bool {
        guard let query = filter.members?.first, let field = query.value.members?.first else { return false }
        switch query.name {
        case "term": return value(of: field.name, signal) == field.value
        case "terms": return field.value.array?.contains { $0 == value(of: field.name, signal) } == true
        case "range":
            guard let least = field.value["gte"] else { return false }
            guard field.name == "beaconing.window.end" else {
                return (value(of: field.name, signal)?.integer ?? .min) >= (least.integer ?? .max)
            }
            if let millis = least.integer { return signal.endSeconds * 1_000 >= millis }
            // now-3600s
            guard let seconds = Int64((least.string ?? "").dropFirst(4).dropLast()) else { return false }
            return signal.endSeconds >= nowSeconds - seconds
        default: return false
        }
    }
}
