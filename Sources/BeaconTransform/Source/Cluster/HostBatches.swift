/// Gathers sifted groups into batches whose buckets fit one page.
///
/// Every page of a composite aggregation rescans the matching documents, so few large pages are cheap, and a filter on
/// the hosts of a batch keeps each document from being scanned for any batch but its own. Groups come sorted by
/// the first group field (the host), so a batch is complete as soon as the next host begins.
struct HostBatches: Sendable {
    /// Groups whose buckets are asked for together.
    struct Batch: Sendable, Equatable {
        /// The values of the first group field.
        var hosts: [GroupValue] = []
        /// The groups to judge.
        var candidates: [GroupKey: Candidate] = [:]
        /// At most how many buckets the batch has.
        var buckets = 0
    }

    /// What the sifting says of a group.
    struct Candidate: Sendable, Equatable {
        /// How many documents it has.
        var documents: Int64
        /// The time of its newest one, in milliseconds.
        var newestMillis: Int64
    }

    private let mostBuckets: Int
    private let mostHosts: Int
    private var host: GroupValue?
    private var ofHost = Batch()
    private var open = Batch()
    private var complete: [Batch] = []

    /// Batches of about so many buckets and at most so many hosts; a single host may have more buckets.
    init(mostBuckets: Int, mostHosts: Int = 4_096) {
        self.mostBuckets = mostBuckets
        self.mostHosts = mostHosts
    }

    /// Takes the next group, in the order of a composite aggregation.
    ///
    /// - Parameters:
    ///   - buckets: at most how many buckets the group has; counted also for groups that are not to be judged, because the
    ///     host's filter brings them along.
    ///   - candidate: `nil` for a group that is not to be judged.
    mutating func add(_ group: GroupKey, buckets: Int, candidate: Candidate?) {
        let next = group.values[0]
        if next != host {
            closeHost()
            host = next
        }
        ofHost.buckets += buckets
        if let candidate { ofHost.candidates[group] = candidate }
    }

    /// The batches that are complete; the last ones when there are no more groups.
    mutating func take(isLast: Bool) -> [Batch] {
        if isLast {
            closeHost()
            closeBatch()
        }
        defer { complete = [] }
        return complete
    }

    private mutating func closeHost() {
        defer { ofHost = Batch() }
        guard let host, !ofHost.candidates.isEmpty else { return }
        if open.buckets + ofHost.buckets > mostBuckets || open.hosts.count == mostHosts { closeBatch() }
        open.hosts.append(host)
        open.buckets += ofHost.buckets
        open.candidates.merge(ofHost.candidates) { count, _ in count }
    }

    private mutating func closeBatch() {
        if !open.hosts.isEmpty { complete.append(open) }
        open = Batch()
    }
}
