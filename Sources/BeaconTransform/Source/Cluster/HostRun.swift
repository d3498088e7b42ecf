internal import BeaconScore
internal import SearchCluster

/// Takes all buckets of some hosts in their order and judges each group when its last bucket has gone by.
///
/// A group costs no memory of its own unless it is kept: names stay the bytes that they come as.
struct HostRun {
    private(set) var judge: GroupJudge
    private(set) var judgements: [Judgement] = []
    /// How common groups are among the hosts that were asked for.
    private(set) var census = HostCensus()
    private(set) var sample = PullPace.Sample()
    /// A host whose buckets hold fewer documents than were counted before.
    private(set) var disagreeing: GroupValue?
    /// A host, or one with a group, that comes in pieces.
    private(set) var broken: GroupValue?
    /// Whether a host's buckets hold more documents than were counted: documents with several groups, which is well, or with several
    /// times, which is not.
    private(set) var hasSurplus = false

    private var known: [[UInt8]: (host: HostChunk.Host, isOpen: Bool)] = [:]
    private let kinds: [FieldKind]
    private let clock: BucketClock
    private let bucketSeconds: Int64
    private let sourcePosition: Int?
    private let destinationPosition: Int?
    private var series: BucketSeries
    private var host: [UInt8] = []
    private var rest: [UInt8] = []
    private var nextHost: [UInt8] = []
    private var nextRest: [UInt8] = []
    /// What the census says of the host; `nil` for one that was not asked for, which comes along where a document has several.
    private var asked: HostChunk.Host?
    private var hasGroup = false
    private var documents: Int64 = 0
    private var hostDocuments: Int64 = 0
    private var newestStart = Int64.min

    init(_ chunk: HostChunk, plan: FieldPlan, window: Window, judge: GroupJudge) {
        self.judge = judge
        kinds = plan.groupBy.map(\.kind)
        clock = window.clock
        bucketSeconds = Int64(window.bucketSeconds)
        (sourcePosition, destinationPosition) = plan.bytePositions
        series = BucketSeries(bucketCount: window.bucketCount)
        known.reserveCapacity(chunk.hosts.count)
        for host in chunk.hosts {
            var key: [UInt8] = []
            host.value.append(to: &key)
            known[key] = (host, true)
        }
    }

    /// A host that was asked for and never came.
    var missing: GroupValue? { known.values.filter(\.isOpen).map(\.host.value).min() }

    /// Takes the next bucket.
    mutating func take(_ row: borrowing CompositeRow) {
        if row.startsGroup {
            nextHost.removeAll(keepingCapacity: true)
            row.append(0, kind: kinds[0], to: &nextHost)
            nextRest.removeAll(keepingCapacity: true)
            for position in 1..<max(1, kinds.count) { row.append(position, kind: kinds[position], to: &nextRest) }
            // A group may go on from one page to the next.
            if !hasGroup || nextHost != host || nextRest != rest { begin() }
        }
        sample.buckets += 1
        guard asked != nil, let bucket = clock.bucket(ofHistogramStart: row.timeMillis / 1000) else { return }
        documents = documents.addingSaturated(row.documents)
        newestStart = max(newestStart, row.timeMillis / 1000)
        series.add(
            bucket: bucket, count: row.documents,
            sourceBytes: GroupRun.bytes(sourcePosition.flatMap { row.metric($0) }),
            destinationBytes: GroupRun.bytes(destinationPosition.flatMap { row.metric($0) }))
    }

    /// Judges the last group.
    mutating func finish() {
        closeGroup()
        closeHost()
        host = []
        asked = nil
    }

    private mutating func begin() {
        closeGroup()
        if !hasGroup || nextHost != host {
            closeHost()
            swap(&host, &nextHost)
            asked = known[host]?.host
            if let asked {
                if known[host]?.isOpen != true { broken = broken ?? asked.value }
                known[host]?.isOpen = false
                census.addHost()
            }
        }
        swap(&rest, &nextRest)
        hasGroup = true
    }

    private mutating func closeGroup() {
        defer {
            series.removeAll()
            documents = 0
            newestStart = .min
        }
        guard let asked, let newest = series.firstFilled, let oldest = series.lastFilled else { return }
        if !rest.withUnsafeBytes({ census.add(rest: $0) }) { broken = broken ?? asked.value }
        hostDocuments = hostDocuments.addingSaturated(documents)
        sample.groups += 1
        sample.documents = sample.documents.addingSaturated(documents)
        sample.bucketDocuments = sample.documents
        if let skip = judge.skip(documents: documents, spanBuckets: oldest - newest + 1) {
            judge.count(skipped: skip, documents: documents)
            sample.idleDocuments = sample.idleDocuments.addingSaturated(documents)
            return
        }
        // The exact time of the newest event is asked for with the rest of a signal's context.
        let millis = newestStart.multipliedReportingOverflow(by: 1000).partialValue
        let judgement = judge.judge(series, documents: documents, newestMillis: millis) {
            GroupKey(bytes: host + rest, count: kinds.count) ?? GroupKey([])
        }
        guard let judgement else { return }
        // A signal without a name is never written.
        if judgement.group.values.isEmpty { broken = broken ?? asked.value }
        judgements.append(judgement)
    }

    private mutating func closeHost() {
        defer { hostDocuments = 0 }
        guard let asked else { return }
        if hostDocuments < asked.documents { disagreeing = disagreeing ?? asked.value }
        if hostDocuments > asked.documents { hasSurplus = true }
    }
}

extension CompositeRow {
    /// Appends the bytes of a group value, those of ``GroupValue/append(to:)``, without an allocation where it is text.
    func append(_ position: Int, kind: FieldKind, to bytes: inout [UInt8]) {
        let isDone =
            kind != .address
            && withText(position) { text in GroupValue.append(text: text, to: &bytes) } != nil
        if !isDone { GroupValue(value(position), kind: kind).append(to: &bytes) }
    }
}
