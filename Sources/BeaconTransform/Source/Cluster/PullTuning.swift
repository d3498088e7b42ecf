internal import SearchCluster

/// How a window is pulled: page sizes and how many requests are in flight.
public struct PullTuning: Sendable, Equatable {
    /// Groups in a page without time, 1 to 65,535.
    public var groupsPerPage = 30_000
    /// Buckets in a page, 1 to 65,535.
    public var bucketsPerPage = 60_000
    /// Searches in flight at once, as the client's load says.
    var requestsInFlight = RequestLoad().requestsInFlight
    /// By which way groups are read; `nil` takes the cheaper one, which is found out on the way.
    var way: PullPace.Way?

    /// Few large pages, two at a time.
    public init() {}

    /// How many of so many groups one request asks for: as many as may be, but as few as keep all requests in flight busy.
    func groupsPerRequest(of count: Int, most: Int) -> Int {
        let even = (count + requestsInFlight - 1) / max(1, requestsInFlight)
        return min(most, max(even, Self.fewestPerRequest))
    }

    /// Below this a request's own cost is more than what comes of two at a time.
    private static let fewestPerRequest = 20
}

/// How far a pull has come.
public struct PullProgress: Sendable, Equatable {
    /// Answers read so far.
    public var pages = 0
    /// Groups that have been seen so far.
    public var groups = 0
    /// Buckets that have come.
    public var buckets = 0
    /// Documents whose groups are done.
    public var documents: Int64 = 0
    /// Documents of all hosts that are known so far; 0 while none is.
    public var expectedDocuments: Int64 = 0
    /// Whether all hosts are known, so that ``expectedDocuments`` is final.
    public var knowsAllHosts = false
    /// What became of the groups judged so far.
    public var counts = GroupCounts()

    /// Nothing yet.
    public init() {}

    mutating func add(_ outcome: ChunkPull.Outcome, of chunk: HostChunk) {
        pages += outcome.pages
        buckets += outcome.sample.buckets
        groups += outcome.sample.groups
        documents = documents.addingSaturated(chunk.documents)
        counts += outcome.counts
    }
}
