internal import HTTPTransport

/// Draws the pages of one composite aggregation, one after the other.
public struct CompositePages: ~Copyable {
    private let client: ClusterClient
    private let indices: [String]
    private let view: PointInTime?
    private let search: CompositeSearch
    private let decoder: CompositeDecoder
    private var after: [UInt8]?

    /// Buckets asked for in the next page; halved when the cluster finds that too many, or has no memory for them.
    public private(set) var pageSize: Int
    /// Seconds from sending the last page's request to the last byte of its answer.
    public private(set) var lastSeconds = 0.0
    /// Whether the last page has been read.
    public private(set) var isFinished = false

    /// The pages of a search.
    ///
    /// - Parameters:
    ///   - indices: what to search; the point in time names them by itself, so they matter only without one.
    ///   - view: the point in time to search.
    ///   - pageSize: buckets in a page, at most ``CompositeSearch/mostBuckets``.
    public init(
        of search: CompositeSearch, on indices: [String], at view: PointInTime?, with client: ClusterClient,
        pageSize: Int
    ) throws(ClusterError) {
        self.client = client
        self.indices = indices
        self.view = view
        self.search = search
        self.pageSize = min(pageSize, CompositeSearch.mostBuckets)
        decoder = try CompositeDecoder()
    }

    /// Pages below this many buckets are not tried: then the cluster's limit is too low to work with, for counts of distinct
    /// values too.
    private static let smallestPage = 102

    /// Reads the next page, delivering its buckets in order.
    ///
    /// - Returns: how many buckets the page had.
    /// - Throws: `.incomplete` when the answer leaves something out: rows delivered by this call must not be used then.
    @discardableResult
    public mutating func next(_ row: (borrowing CompositeRow) -> Void) async throws(ClusterError) -> Int {
        let body = try await fetch()
        let hasTime = if case .dateHistogram? = search.sources.last { true } else { false }
        let page = try decoder.read(
            body, groupCount: search.sources.count - (hasTime ? 1 : 0), hasTime: hasTime,
            metricCount: search.metrics.count, row: row)
        view?.renew(page.pointInTime)
        if let after, page.after == after {
            throw ClusterError(.malformed, "the cluster's answer says to go on from where the last one began")
        }
        after = page.after
        // Fewer buckets than asked for means that no shard held any back, so the request for an empty page can be spared;
        // it would go through all matching documents once more.
        isFinished = page.after == nil || page.rows < pageSize
        return page.rows
    }

    private mutating func fetch() async throws(ClusterError) -> [UInt8] {
        var pauses = 0
        while true {
            let response = try await client.send(call)
            if response.status == 200 {
                lastSeconds = response.elapsedSeconds
                return response.body
            }
            let answer = ErrorAnswer(body: response.body)
            let canShrink = pageSize > Self.smallestPage
            guard canShrink,
                answer.hasTooManyBuckets || (answer.hasTrippedBreaker && pauses < client.configuration.retry.attempts)
            else {
                throw Self.refusal(response.status, answer, indices)
            }
            pageSize = max(Self.smallestPage, pageSize / 2)
            if answer.hasTrippedBreaker {
                // The memory may be taken by others, who are done in a while.
                pauses += 1
                let seconds = client.configuration.retry.pauseSeconds(after: pauses, fraction: Double.random(in: 0...1))
                client.configuration.willRetry?(Self.refusal(response.status, answer, indices), pauses, seconds)
                do {
                    try await client.configuration.pause(.seconds(seconds))
                } catch {
                    throw ClusterError(.cancelled, "stopped while waiting for a cluster that is short of memory")
                }
            }
        }
    }

    private var call: ClusterCall {
        // No second run asks for the same, and putting it by costs a sixth of the engine's time.
        let query = [("allow_partial_search_results", "false"), ("request_cache", "false")]
        let path = view == nil ? [indices.joined(separator: ","), "_search"] : ["_search"]
        let body = search.body(size: pageSize, after: after, pointInTime: view?.use)
        var call = ClusterCall(.post, path, query: query, body: body, to: "searching \(indices.joined(separator: ","))")
        (call.isWork, call.canAskForLess) = (true, true)
        return call
    }

    static func refusal(_ status: Int, _ answer: ErrorAnswer, _ indices: [String]) -> ClusterError {
        let reason = answer.reason ?? "HTTP \(status)"
        if answer.hasTooManyBuckets {
            return ClusterError(
                .tooManyBuckets, "the cluster allows fewer buckets in an answer than \(smallestPage)",
                cure: "raise search.max_buckets", type: answer.type)
        }
        if answer.types.contains("search_context_missing_exception") {
            return ClusterError(
                .incomplete, "the cluster lost its view of the indices in the middle of the run",
                cure: "run again; a node may have gone, or an answer took longer than \(PointInTime.keepAlive)",
                type: answer.type)
        }
        if status == 404 {
            return ClusterError(.noSuchIndex, "there is no such index: \(reason)", type: answer.type)
        }
        if answer.hasTrippedBreaker {
            return ClusterError(
                .unreachable, "the cluster has too little memory for the search: \(reason)",
                cure: "run again when it is less busy, or with a smaller --max-load", type: answer.type)
        }
        // With partial results refused, a shard that fails fails the search.
        return ClusterError(
            ClusterError.code(ofStatus: status),
            "the cluster refused the search with HTTP \(status)" + (answer.reason.map { ": \($0)" } ?? ""),
            type: answer.type)
    }
}
