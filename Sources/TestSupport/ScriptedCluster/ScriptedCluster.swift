import Foundation
public import SearchCluster
import Synchronization

/// A search engine with a few documents in memory that answers truthfully what the program asks, but for its faults.
///
/// `try RudeServer { cluster.answer($0) }` serves it. Addresses have to be IPv4, and every field has one value at most.
public final class ScriptedCluster: Sendable {
    /// One way to misbehave.
    public enum Fault: Sendable, Hashable {
        /// Every page of a search is its first.
        case repeatedPage
        /// The buckets over time of that host's groups are left out.
        case missingBuckets(host: String)
        /// The first bucket over time comes after all others.
        case firstBucketLast
        /// A shard fails in every search, with HTTP 200.
        case failedShard
        /// A shard fails at the opening of a point in time, with HTTP 200.
        case failedShardOfView
        /// A point in time cannot be opened.
        case noView(status: Int)
        /// The point in time is gone after so many searches.
        case lostView(after: Int)
        /// Searches for more buckets than that are refused.
        case mostBuckets(Int, status: Int)
        /// Buckets claim to have so many documents.
        case count(Int64)
        /// Largest values are that.
        case largest(Double)
        /// Documents that are written are refused with that status.
        case refusedDocuments(status: Int)
        /// The numbers of documents' last changes cannot be added up.
        case noRevisions
    }

    /// What has happened so far.
    public struct State: Sendable {
        /// Points in time that were opened and not closed.
        public var openViews: Set<String> = []
        /// How many points in time were opened.
        public var viewsOpened = 0
        /// How many searches came.
        public var searches = 0
        /// What was written, by id.
        public var written: [String: JSONValue] = [:]
        var indices: [String: JSONValue] = [:]
        /// The buckets of each search, lest every page count them again.
        var buckets: [[UInt8]: [ScriptedComposite.Bucket]] = [:]
        /// The documents as they are now.
        var documents: [ScriptedDocument] = []
        /// How often a document has come or gone.
        var changes = 0
        /// The documents as they were when each point in time was opened, and how often they had changed by then.
        var views: [String: (documents: [ScriptedDocument], changes: Int)] = [:]
    }

    /// The types of the fields that events have; a field without a type is one that no index has.
    public static let ecsTypes = [
        "@timestamp": "date", "event.ingested": "date", "host.name": "keyword", "process.name": "keyword",
        "source.ip": "ip", "destination.ip": "ip", "source.bytes": "long", "destination.bytes": "long",
        "network.direction": "keyword",
    ]

    private let isOpenSearch: Bool
    private let types: [String: String]
    private let faults: Set<Fault>
    private let mutex = Mutex(State())
    /// The index in which runners meet.
    public let stateIndex = ScriptedStateIndex()

    /// A cluster of these documents, Elasticsearch unless told otherwise.
    public init(
        _ documents: [ScriptedDocument], isOpenSearch: Bool = false,
        types: [String: String] = ScriptedCluster.ecsTypes, faults: Set<Fault> = []
    ) {
        self.isOpenSearch = isOpenSearch
        self.types = types
        self.faults = faults
        add(documents)
    }

    /// What has happened so far.
    public var state: State { mutex.withLock { $0 } }

    /// Adds documents; points in time that are open do not see them.
    public func add(_ documents: [ScriptedDocument]) {
        mutex.withLock { state in
            for var document in documents {
                document.fields["_seq_no"] = .integer(Int64(state.changes))
                state.changes += 1
                state.documents.append(document)
            }
        }
    }

    /// Changes every document that `change` gives another for, or takes away where it gives `nil`.
    public func change(_ change: (ScriptedDocument) -> ScriptedDocument?) {
        mutex.withLock { state in
            state.documents = state.documents.compactMap { document in
                guard var changed = change(document) else {
                    state.changes += 1
                    return nil
                }
                if changed.fields != document.fields {
                    changed.fields["_seq_no"] = .integer(Int64(state.changes))
                    state.changes += 1
                }
                return changed
            }
        }
    }

    /// What the engine does with a request.
    public func answer(_ request: ReceivedRequest) -> Behaviour {
        if let answer = stateIndex.answer(request) { return answer }
        let path = request.path.split(separator: "/").map(String.init)
        let body = JSONValue(parsing: request.body)
        let view = isOpenSearch ? ["_search", "point_in_time"] : ["_pit"]
        switch (request.method, path.last ?? "") {
        case ("GET", ""):
            return .json(
                isOpenSearch
                    ? #"{"cluster_uuid":"scripted-uuid","version":{"number":"3.1.0","distribution":"opensearch"}}"#
                    : #"{"cluster_uuid":"scripted-uuid","version":{"number":"9.1.0","build_flavor":"default","#
                        + #""lucene_version":"10.2.2"}}"#)
        case ("GET", "_field_caps"): return capabilities(request.target)
        case ("POST", _) where Array(path.dropFirst()) == view: return openView()
        case ("DELETE", _) where path == view: return closeView(body?["id"] ?? body?["pit_id"]?.array?.first)
        case ("POST", "_search"): return search(body ?? .null, hasIndex: path.count == 2)
        case ("POST", "_bulk"): return write(request.text)
        case ("POST", "_aliases"): return .json(#"{"acknowledged":true}"#)
        case ("GET", let index):
            guard let found = state.indices[index] else { return Self.error(404, "index_not_found_exception") }
            return Self.json(.object([.init(index, found)]))
        case ("PUT", let index):
            mutex.withLock { $0.indices[index] = body }
            return .json(#"{"acknowledged":true}"#)
        default: return Self.error(400, "illegal_argument_exception")
        }
    }

    private func capabilities(_ target: String) -> Behaviour {
        let query = (target.removingPercentEncoding ?? "").split(separator: "?").last ?? ""
        let asked = query.split(separator: "&").first { $0.hasPrefix("fields=") }?.dropFirst(7).split(separator: ",")
        let fields = (asked ?? []).compactMap { field -> JSONValue.Member? in
            let type = field == "_seq_no" && !faults.contains(.noRevisions) ? "_seq_no" : types[String(field)]
            guard let type else { return nil }
            return .init(
                String(field),
                .object([.init(type, ["type": .string(type), "aggregatable": .boolean(type != "text")])]))
        }
        return Self.json(["indices": ["events"], "fields": .object(fields)])
    }

    private func openView() -> Behaviour {
        for case .noView(let status) in faults { return Self.error(status, "security_exception") }
        let id = mutex.withLock { state in
            state.viewsOpened += 1
            state.openViews.insert("view-\(state.viewsOpened)")
            state.views["view-\(state.viewsOpened)"] = (state.documents, state.changes)
            return JSONValue.string("view-\(state.viewsOpened)")
        }
        let shards = Self.shards(failed: faults.contains(.failedShardOfView))
        return Self.json(isOpenSearch ? ["pit_id": id, "_shards": shards] : ["id": id, "_shards": shards])
    }

    private func closeView(_ id: JSONValue?) -> Behaviour {
        let wasOpen = mutex.withLock { state in
            state.views[id?.string ?? ""] = nil
            return state.openViews.remove(id?.string ?? "") != nil
        }
        return wasOpen ? .json(#"{"succeeded":true}"#) : Self.error(404, "search_context_missing_exception")
    }

    private func search(_ body: JSONValue, hasIndex: Bool) -> Behaviour {
        let view = body["pit"]?["id"]?.string
        let (searches, isOpen) = mutex.withLock { state in
            state.searches += 1
            return (state.searches, view.map(state.openViews.contains) ?? true)
        }
        guard hasIndex == (view == nil) else { return Self.error(400, "action_request_validation_exception") }
        for case .lostView(let after) in faults where searches > after {
            return Self.error(404, "search_context_missing_exception")
        }
        guard isOpen else { return Self.error(404, "search_context_missing_exception") }
        if let distinct = ScriptedDistinct(body) {
            for case .mostBuckets(let most, let status) in faults where distinct.buckets > most {
                return Self.error(status, "too_many_buckets_exception")
            }
            return whole(body, view) { distinct.json(of: $0) }
        }
        if let histogram = ScriptedHistogram(body) {
            var count: Int64?
            for case .count(let claimed) in faults { count = claimed }
            return whole(body, view) { histogram.json(of: $0, count: count) }
        }
        guard let composite = ScriptedComposite(body), let query = body["query"] else {
            return Self.error(400, "parsing_exception")
        }
        for case .mostBuckets(let most, let status) in faults where composite.size > most {
            return Self.error(status, "too_many_buckets_exception")
        }
        let (documents, changes) = mutex.withLock { state in
            view.flatMap { state.views[$0] } ?? (state.documents, state.changes)
        }
        // As bytes: two texts that differ only in normalisation are two searches.
        let name = Array("\(changes) \(composite.search)".utf8)
        var buckets = mutex.withLock { $0.buckets[name] }
        if buckets == nil {
            var found: [ScriptedDocument] = []
            for document in documents {
                guard let isMatch = document.matches(query) else { return Self.error(400, "parsing_exception") }
                if isMatch { found.append(document) }
            }
            let counted = composite.buckets(of: found)
            mutex.withLock { $0.buckets[name] = counted }
            buckets = counted
        }
        return Self.json(page(composite, of: buckets ?? [], view))
    }

    /// The answer to an aggregation whose buckets come all at once.
    private func whole(
        _ body: JSONValue, _ view: String?, _ buckets: ([ScriptedDocument]) -> [JSONValue]
    ) -> Behaviour {
        let documents = mutex.withLock { state in view.flatMap { state.views[$0]?.documents } ?? state.documents }
        let found = documents.filter { document in body["query"].flatMap { document.matches($0) } ?? false }
        return Self.json(
            .object(
                (view.map { [.init("pit_id", .string($0))] } ?? []) + [
                    .init("took", 1), .init("timed_out", false),
                    .init("_shards", Self.shards(failed: faults.contains(.failedShard))),
                    .init("aggregations", ["v": ["buckets": .array(buckets(found))]]),
                ]))
    }

    private func page(_ composite: ScriptedComposite, of all: [ScriptedComposite.Bucket], _ view: String?) -> JSONValue
    {
        var buckets = all
        if !faults.contains(.repeatedPage) { buckets = composite.rest(of: buckets) }
        if composite.hasTime {
            for case .missingBuckets(let host) in faults {
                buckets.removeAll { $0.key.count > 2 && $0.key[0].string == host }
            }
            if faults.contains(.firstBucketLast), !buckets.isEmpty { buckets.append(buckets.removeFirst()) }
        }
        buckets = Array(buckets.prefix(composite.size))
        var count: Int64?
        var largest: Double?
        for case .count(let claimed) in faults { count = claimed }
        for case .largest(let claimed) in faults { largest = claimed }
        var aggregation: [JSONValue.Member] = buckets.last.map { [.init("after_key", composite.key($0))] } ?? []
        aggregation.append(
            .init("buckets", .array(buckets.map { composite.json($0, count: count, largest: largest) })))
        return .object(
            (view.map { [.init("pit_id", .string($0))] } ?? []) + [
                .init("took", 1), .init("timed_out", false),
                .init("_shards", Self.shards(failed: faults.contains(.failedShard))),
                .init("aggregations", ["p": .object(aggregation)]),
            ])
    }

    private func write(_ text: String) -> Behaviour {
        let lines = text.split(separator: "\n").map { JSONValue(parsing: Array($0.utf8)) ?? .null }
        var refusal: Int?
        for case .refusedDocuments(let status) in faults { refusal = status }
        let items = stride(from: 0, to: lines.count - 1, by: 2).map { line -> JSONValue in
            let id = lines[line]["create"]?["_id"] ?? .null
            let status = mutex.withLock { state in
                if let refusal { return refusal }
                guard state.written[id.string ?? ""] == nil else { return 409 }
                state.written[id.string ?? ""] = lines[line + 1]
                return 201
            }
            var item: [JSONValue.Member] = [.init("_id", id), .init("status", .integer(Int64(status)))]
            if status == refusal { item.append(.init("error", ["type": "scripted_refusal", "reason": "scripted"])) }
            return ["create": .object(item)]
        }
        return Self.json(["errors": .boolean(refusal != nil), "items": .array(items)])
    }

    private static func json(_ value: JSONValue) -> Behaviour {
        .json(value.text)
    }

    private static func shards(failed: Bool) -> JSONValue {
        ["total": 2, "successful": failed ? 1 : 2, "skipped": 0, "failed": failed ? 1 : 0]
    }

    private static func error(_ status: Int, _ type: String) -> Behaviour {
        .json(
            #"{"error":{"root_cause":[],"type":"\#(type)","reason":"scripted"},"status":\#(status)}"#, status: status)
    }
}
