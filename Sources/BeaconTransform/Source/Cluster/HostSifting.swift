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
    /// The hosts that were asked for, and whether they are still to come.
    private var isOpen: [GroupValue: Bool]
    /// A host or a group that comes in pieces.
    private(set) var disagreeing: GroupValue?
    private var rest: [UInt8] = []
    private var host: GroupValue?
    private var isAsked = false

    init(_ chunk: HostChunk, plan: FieldPlan, window: Window, judge: GroupJudge, mostBuckets: Int) {
        self.judge = judge
        self.window = window
        kinds = plan.groupBy.map(\.kind)
        batches = HostBatches(mostBuckets: mostBuckets)
        isOpen = Dictionary(chunk.hosts.map { ($0.value, true) }) { first, _ in first }
    }

    /// A host that was asked for and never came.
    var missing: GroupValue? { isOpen.filter(\.value).keys.min() }

    /// Takes the next group.
    mutating func take(_ row: borrowing CompositeRow) {
        let group = GroupKey(zip(row.group, kinds).map { GroupValue($0, kind: $1) })
        if group.values[0] != host {
            host = group.values[0]
            let open = isOpen[group.values[0]]
            isAsked = open != nil
            if isAsked { census.addHost() }
            if open == false { disagreeing = disagreeing ?? host }
            if open == true { isOpen[group.values[0]] = false }
        }
        guard isAsked else { return }
        rest.removeAll(keepingCapacity: true)
        for value in group.values.dropFirst() { value.append(to: &rest) }
        if !rest.withUnsafeBytes({ census.add(rest: $0) }) { disagreeing = disagreeing ?? host }
        sample.groups += 1
        sample.documents = sample.documents.addingReportingOverflow(row.documents).partialValue
        guard judge.slice.contains(group) else { return }
        let clock = window.clock
        // Times come as milliseconds; the newest bucket has the smallest index.
        let oldest = row.metric(0).flatMap { clock.bucket(ofSecond: Int64(saturating: $0 / 1000)) }
        let newest = row.metric(1).flatMap { clock.bucket(ofSecond: Int64(saturating: $0 / 1000)) }
        let span = oldest.flatMap { oldest in newest.map { oldest - $0 + 1 } } ?? window.bucketCount
        let skip = judge.skip(documents: row.documents, spanBuckets: span)
        if let skip {
            judge.count(skipped: skip, documents: row.documents)
            sample.idleDocuments = sample.idleDocuments.addingReportingOverflow(row.documents).partialValue
        }
        let candidate =
            skip == nil
            ? HostBatches.Candidate(documents: row.documents, newestMillis: Int64(saturating: row.metric(1) ?? 0))
            : nil
        batches.add(group, buckets: Int(min(row.documents, Int64(span))), candidate: candidate)
    }

    /// The groups that can be judged, in batches.
    mutating func finish() -> [HostBatches.Batch] { batches.take(isLast: true) }
}
