internal import BeaconScore
internal import SearchCluster

/// Takes the groups of some hosts with count and span of each, and tells those that can be judged from the others.
struct HostSifting {
    private(set) var judge: GroupJudge
    private(set) var census = HostCensus()
    private(set) var sample = PullPace.Sample()
    private(set) var batches: HostBatches
    private let window: Window
    private let kinds: [FieldKind]
    /// The hosts that were asked for with their documents, and whether they are still to come.
    private var known: [GroupValue: (documents: Int64, isOpen: Bool)]
    /// A host whose groups have fewer documents than were counted before.
    private(set) var disagreeing: GroupValue?
    /// A host, or one with a group, that comes in pieces.
    private(set) var broken: GroupValue?
    private var hostDocuments: Int64 = 0
    private var rest: [UInt8] = []
    private var host: GroupValue?
    private var isAsked = false

    init(_ chunk: HostChunk, plan: FieldPlan, window: Window, judge: GroupJudge, mostBuckets: Int) {
        self.judge = judge
        self.window = window
        kinds = plan.groupBy.map(\.kind)
        batches = HostBatches(mostBuckets: mostBuckets)
        known = Dictionary(chunk.hosts.map { ($0.value, ($0.documents, true)) }) { first, _ in first }
    }

    /// A host that was asked for and never came.
    var missing: GroupValue? { known.filter(\.value.isOpen).keys.min() }

    /// Takes the next group.
    mutating func take(_ row: borrowing CompositeRow) {
        let group = GroupKey(zip(row.group, kinds).map { GroupValue($0, kind: $1) })
        if group.values[0] != host {
            closeHost()
            host = group.values[0]
            let found = known[group.values[0]]
            isAsked = found != nil
            if isAsked { census.addHost() }
            if found?.isOpen == false { broken = broken ?? host }
            known[group.values[0]]?.isOpen = false
        }
        guard isAsked else { return }
        rest.removeAll(keepingCapacity: true)
        for value in group.values.dropFirst() { value.append(to: &rest) }
        if !rest.withUnsafeBytes({ census.add(rest: $0) }) { broken = broken ?? host }
        hostDocuments = hostDocuments.addingSaturated(row.documents)
        sample.groups += 1
        sample.documents = sample.documents.addingSaturated(row.documents)
        guard judge.slice.contains(group) else { return }
        let clock = window.clock
        // Times come as milliseconds; the newest bucket has the smallest index.
        let oldest = row.metric(0).flatMap { clock.bucket(ofSecond: Int64(saturating: $0 / 1000)) }
        let newest = row.metric(1).flatMap { clock.bucket(ofSecond: Int64(saturating: $0 / 1000)) }
        let span = oldest.flatMap { oldest in newest.map { oldest - $0 + 1 } } ?? window.bucketCount
        let skip = judge.skip(documents: row.documents, spanBuckets: span)
        if let skip {
            judge.count(skipped: skip, documents: row.documents)
            sample.idleDocuments = sample.idleDocuments.addingSaturated(row.documents)
        }
        let candidate =
            skip == nil
            ? HostBatches.Candidate(documents: row.documents, newestMillis: Int64(saturating: row.metric(1) ?? 0))
            : nil
        batches.add(group, buckets: Int(min(row.documents, Int64(span))), candidate: candidate)
    }

    /// The groups that can be judged, in batches.
    mutating func finish() -> [HostBatches.Batch] {
        closeHost()
        host = nil
        isAsked = false
        return batches.take(isLast: true)
    }

    private mutating func closeHost() {
        defer { hostDocuments = 0 }
        guard isAsked, let host, let found = known[host] else { return }
        // A document with several processes belongs to several groups, so that there may be more.
        if hostDocuments < found.documents { disagreeing = disagreeing ?? host }
    }
}
