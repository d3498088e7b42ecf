public import SearchCluster

/// The signals of a template as they come, each once.
///
/// No field of a signal says when it was indexed, and passes may be slow, late or made up hours afterwards, so nothing is told by
/// time. Each look asks how many signals each window has (one small answer), and reads only the windows that have more than
/// have been seen; which of their signals are new is told by their ids. Windows that ended longer ago than a runner makes
/// up by itself are not looked at.
public struct SignalFeed: Sendable {
    /// From when on signals that are there already are shown.
    public enum Start: Sendable, Equatable {
        /// Those whose window ended within so many seconds, by the cluster's clock.
        case ago(seconds: Int)
        /// Those whose window ended at this second since 1970 or later.
        case moment(seconds: Int64)
    }

    /// The alias or index that is read.
    public let index: String
    private let client: ClusterClient
    private let filters: [JSONValue]
    private let groupFields: [String]
    private let reach: Start
    private let since: Start?
    /// The ids that have been seen, by the run that wrote them.
    private var seen: [String: Set<String>] = [:]
    private var hasBegun = false
    private let pageSize: Int

    /// The most windows that are counted by themselves; with more of them all signals are read again.
    private static let mostRuns = 1_000

    /// The signals of a template.
    ///
    /// - Parameters:
    ///   - since: which of those that are there already are shown first; `nil` shows none.
    ///   - minPriority: the priority below which signals are left out.
    ///   - pageSize: how many signals are read at once, 1 to 10000.
    public init(
        of template: TransformTemplate, since: Start? = nil, minPriority: Int? = nil, client: ClusterClient,
        pageSize: Int = 1_000
    ) {
        let destination = template.destination
        index = (destination.aliases.first { !$0.moves } ?? destination.aliases.first)?.name ?? destination.index
        self.client = client
        var filters: [JSONValue] = [["term": ["beaconing.template.id": .string(template.id)]]]
        // Where every judged group is written, those without a priority are no signals.
        filters.append(["range": ["beaconing.priority": ["gte": .integer(Int64(minPriority ?? 0))]]])
        self.filters = filters
        groupFields = template.groupBy.map(\.name)
        // What a runner makes up, in passes that take as long as the time between two, and as much again to be asked in.
        let windows = Schedule.usualCatchUp + 2
        reach = .ago(seconds: template.sync.delaySeconds + windows * max(60, template.frequencySeconds))
        self.since = since
        self.pageSize = pageSize
    }

    /// The signals that have come since the last time, by the end of their window and then the most urgent first; the first time
    /// those that were asked for at the start.
    ///
    /// - Throws: `.noSuchIndex` as long as nothing was ever written, and whatever a search throws; what was missed is there the
    ///   next time.
    public mutating func next() async throws(ClusterError) -> [StoredSignal] {
        guard hasBegun else { return try await begin() }
        let counts = try await counts()
        // What is no longer in reach cannot come back.
        if let counts { seen = seen.filter { counts[$0.key] != nil } }
        let grown = counts.map { $0.filter { $0.value > seen[$0.key]?.count ?? 0 }.keys.sorted() }
        if let grown, grown.isEmpty { return [] }
        var query = [Self.range(reach)]
        if let grown { query.append(["terms": ["beaconing.run.id": .array(grown.map { .string($0) })]]) }
        return sorted(try await hits(query, hasDocuments: true).filter { see($0) })
    }

    private mutating func begin() async throws(ClusterError) -> [StoredSignal] {
        let known: [Hit]
        do {
            known = try await hits([Self.range(reach)], hasDocuments: false)
        } catch {
            // Where there is no index, whatever comes is new.
            if error.code == .noSuchIndex { hasBegun = true }
            throw error
        }
        // Read after the others, so that what comes in between is shown.
        let shown = if let since { try await hits([Self.range(since)], hasDocuments: true) } else { [Hit]() }
        hasBegun = true
        for hit in known { _ = see(hit) }
        for hit in shown { _ = see(hit) }
        return sorted(shown)
    }

    /// Notes a signal, and says whether it is new.
    private mutating func see(_ hit: Hit) -> Bool {
        seen[hit.run, default: []].insert(hit.id).inserted
    }

    private func sorted(_ hits: [Hit]) -> [StoredSignal] {
        let order = hits.sorted { ($0.end, -$0.priority) < ($1.end, -$1.priority) }
        return order.compactMap { hit in hit.document.map { StoredSignal(document: $0, id: hit.id) } }
    }

    private static func range(_ start: Start) -> JSONValue {
        switch start {
        case .ago(let seconds):
            ["range": ["beaconing.window.end": ["gte": .string("now-\(seconds)s")]]]
        case .moment(let seconds):
            ["range": ["beaconing.window.end": ["gte": .integer(seconds * 1_000), "format": "epoch_millis"]]]
        }
    }

    private func query(_ more: [JSONValue]) -> JSONValue { ["bool": ["filter": .array(filters + more)]] }

    /// How many signals each run in reach has; `nil` when there are too many runs to tell.
    private func counts() async throws(ClusterError) -> [String: Int]? {
        let size = JSONValue.integer(Int64(Self.mostRuns))
        let answer = try await client.search(
            [
                "size": 0, "track_total_hits": false, "query": query([Self.range(reach)]),
                "aggs": ["runs": ["terms": ["field": "beaconing.run.id", "size": size, "shard_size": size]]],
            ], on: index)
        guard let runs = answer["aggregations"]?["runs"], let buckets = runs["buckets"]?.array else { throw unreadable }
        guard runs["sum_other_doc_count"]?.integer == 0 else { return nil }
        var counts: [String: Int] = [:]
        for bucket in buckets {
            guard let run = bucket["key"]?.string, let count = bucket["doc_count"]?.integer else { throw unreadable }
            counts[run] = Int(clamping: count)
        }
        return counts
    }

    private var unreadable: ClusterError {
        ClusterError(.malformed, "the cluster's answer to a search of \(SafeText(index)) could not be read")
    }

    /// What a look has to know of a signal.
    private struct Hit {
        var id: String
        var run: String
        var document: JSONValue?
        /// Milliseconds since 1970.
        var end: Int64
        var priority: Int64
    }

    /// Every signal that matches, page by page.
    ///
    /// Window and group are a template's own, so their order has no ties but where two versions of a template have written the same
    /// window into indices of their own; they are the same signal.
    private func hits(_ more: [JSONValue], hasDocuments: Bool) async throws(ClusterError) -> [Hit] {
        var hits: [Hit] = []
        var last: JSONValue?
        let order = ["beaconing.window.end"] + groupFields
        let sort = order.map { field -> JSONValue in
            .object([
                .init(
                    field,
                    ["order": "asc", "unmapped_type": field == order[0] ? "date" : "keyword"])
            ])
        }
        while true {
            var body: [JSONValue.Member] = [
                .init("size", .integer(Int64(pageSize))), .init("track_total_hits", false),
                .init("query", query(more)), .init("sort", .array(sort)),
                .init(
                    "_source", hasDocuments ? true : ["beaconing.run.id", "beaconing.priority"]),
            ]
            if let last { body.append(.init("search_after", last)) }
            let answer = try await client.search(.object(body), on: index)
            guard let page = answer["hits"]?["hits"]?.array else { throw unreadable }
            let before = hits.count
            for hit in page {
                let place = hit["sort"]
                guard let id = hit["_id"]?.string, let document = hit["_source"],
                    let end = place?.array?.first?.integer
                else { throw unreadable }
                if place == last { continue }
                last = place
                hits.append(
                    Hit(
                        id: id, run: document["beaconing"]?["run"]?["id"]?.string ?? "",
                        document: hasDocuments ? document : nil, end: end,
                        priority: document["beaconing"]?["priority"]?.integer ?? 0))
            }
            if page.count < pageSize { return hits }
            // The same page once more would come for ever.
            guard hits.count > before else { throw unreadable }
        }
    }
}
