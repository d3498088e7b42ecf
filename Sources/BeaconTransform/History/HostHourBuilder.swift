internal import SearchCluster

/// Packs the buckets of one hour, as they come, into one record a host.
struct HostHourBuilder {
    /// The records of the hosts that are done, in order.
    private(set) var records: [HostHour] = []
    /// Why what came cannot be kept; `nil` while it can.
    private(set) var fault: HistoryFault?

    private let hour: HourGrid.Hour
    private let bucketSeconds: Int64
    private let kinds: [FieldKind]
    private let sourcePosition: Int?
    private let destinationPosition: Int?
    /// The hosts that were asked for; others come along where a document has several.
    private let asked: [[UInt8]: DocumentTotals]

    private var host: [UInt8] = []
    private var totals: DocumentTotals?
    private var isFirst = true
    private var groups: [UInt8] = []
    private var documents: Int64 = 0
    private var rest: [UInt8] = []
    private var buckets: [UInt8] = []
    private var bucketCount: UInt64 = 0
    private var lastBucket: Int64 = -1
    private var newestMillis = Int64.min

    init(hour: HourGrid.Hour, bucketSeconds: Int, plan: FieldPlan, asked: [HostBatch.Host]) {
        self.hour = hour
        self.bucketSeconds = Int64(bucketSeconds)
        kinds = plan.groupBy.map(\.kind)
        (sourcePosition, destinationPosition) = plan.bytePositions
        self.asked = Dictionary(asked.map { ($0.key, $0.totals) }) { first, _ in first }
    }

    /// Takes the next bucket.
    mutating func take(_ row: borrowing CompositeRow) {
        if row.startsGroup { begin(GroupKey(zip(row.group, kinds).map { GroupValue($0, kind: $1) })) }
        guard totals != nil, fault == nil else { return }
        let (since, overflow) = (row.timeMillis / 1000).subtractingReportingOverflow(hour.start)
        let place = since / bucketSeconds
        guard !overflow, since >= 0, since % bucketSeconds == 0, place > lastBucket, row.documents > 0,
            hour.seconds.contains(hour.start + since)
        else {
            fault = HistoryFault(.disagreeing, "buckets are not where they should be")
            return
        }
        HostGroups.append(UInt64(place - max(lastBucket, 0)), to: &buckets)
        HostGroups.append(UInt64(row.documents), to: &buckets)
        HostGroups.append(signed: GroupRun.bytes(sourcePosition.flatMap { row.metric($0) }), to: &buckets)
        HostGroups.append(signed: GroupRun.bytes(destinationPosition.flatMap { row.metric($0) }), to: &buckets)
        lastBucket = place
        bucketCount += 1
        documents = documents.addingReportingOverflow(row.documents).partialValue
        // The exact time of the newest event would double what the engine does for a bucket; it is asked for with a signal's context.
        newestMillis = max(newestMillis, row.timeMillis)
    }

    /// Closes the last host.
    mutating func finish() {
        closeHost()
        let found = Set(records.map(\.host))
        if fault == nil, found.count < asked.count {
            fault = HistoryFault(.disagreeing, "two answers of the cluster disagree about hosts")
        }
    }

    private mutating func begin(_ key: GroupKey) {
        var nextHost: [UInt8] = []
        key.values[0].append(to: &nextHost)
        var nextRest: [UInt8] = []
        for value in key.values.dropFirst() { value.append(to: &nextRest) }
        // A group may go on from one page to the next.
        if !isFirst, nextHost == host, nextRest == rest { return }
        if !isFirst,
            nextHost == host ? nextRest.lexicographicallyPrecedes(rest) : nextHost.lexicographicallyPrecedes(host)
        {
            fault = HistoryFault(.disagreeing, "groups come out of order")
        }
        if isFirst || nextHost != host {
            closeHost()
            host = nextHost
            totals = asked[nextHost]
        } else {
            closeGroup()
        }
        rest = nextRest
        isFirst = false
    }

    private mutating func closeGroup() {
        if bucketCount > 0 {
            HostGroups.append(UInt64(rest.count), to: &groups)
            groups += rest
            HostGroups.append(signed: newestMillis, to: &groups)
            HostGroups.append(bucketCount, to: &groups)
            groups += buckets
        }
        buckets.removeAll(keepingCapacity: true)
        bucketCount = 0
        lastBucket = -1
        newestMillis = .min
    }

    private mutating func closeHost() {
        closeGroup()
        if let totals {
            // A document with several values for a group field belongs to several groups, one that matched to one at least.
            if documents < totals.documents, fault == nil {
                fault = HistoryFault(.disagreeing, "two answers of the cluster disagree about a host's documents")
            }
            records.append(HostHour(host: host, totals: totals, groups: groups))
        }
        groups.removeAll(keepingCapacity: true)
        documents = 0
        totals = nil
    }
}
