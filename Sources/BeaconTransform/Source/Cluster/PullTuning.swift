/// How a window is pulled: page sizes and how many requests are in flight.
public struct PullTuning: Sendable, Equatable {
    /// Groups in a page of the pre-pass, 1 to 65,535.
    public var groupsPerPage = 30_000
    /// Buckets in a page, 1 to 65,535.
    public var bucketsPerPage = 60_000
    /// Batches whose requests are in flight at once, 1 and above; each holds a page in memory.
    public var requestsInFlight = 2

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
    /// Answers read so far, of the pre-pass and of batches.
    public var pages = 0
    /// Groups that the pre-pass has seen so far.
    public var groups = 0
    /// Buckets that have come.
    public var buckets = 0
    /// At most how many buckets the batches known so far will bring.
    public var expectedBuckets = 0
    /// Whether the pre-pass is done, so that ``expectedBuckets`` is final.
    public var isPrepassDone = false
    /// What became of the groups judged so far.
    public var counts = GroupCounts()

    /// Nothing yet.
    public init() {}

    mutating func add(_ outcome: BatchPull.Outcome) {
        pages += outcome.pages
        buckets += outcome.buckets
        counts += outcome.counts
    }
}
