internal import BeaconScore

/// Merges the hours of a window group by group and judges each group when its last hour has gone by.
///
/// What is skipped and counted is what a full pull skips and counts: its number of documents is the sum of the
/// buckets', and its first and last time lie in the first and last filled bucket.
struct HistoryJudging {
    /// What was found.
    private(set) var pull: Pull

    private var judge: GroupJudge
    private let clock: BucketClock
    private let bucketSeconds: Int64
    private let groupFields: Int
    private var series: BucketSeries
    private var census = HostCensus()
    /// The documents of all groups so far.
    private var total: Int64 = 0

    init(window: Window, judge: GroupJudge, groupFields: Int) {
        self.judge = judge
        clock = window.clock
        bucketSeconds = Int64(window.bucketSeconds)
        self.groupFields = groupFields
        series = BucketSeries(bucketCount: window.bucketCount)
        pull = Pull(judgements: [], counts: GroupCounts())
    }

    /// Judges all groups of the hours.
    ///
    /// - Throws: `.damaged` for what cannot have been stored, `CancellationError`.
    mutating func judge(_ hours: [HostCursor]) throws {
        var same: [HostCursor] = []
        same.reserveCapacity(hours.count)
        while true {
            try Task.checkCancellation()
            same.removeAll(keepingCapacity: true)
            for hour in hours where !hour.isAtEnd {
                let order = same.first.map { ByteOrder.of(hour.host, $0.host) } ?? 0
                if order < 0 { same.removeAll(keepingCapacity: true) }
                if order <= 0 { same.append(hour) }
            }
            guard !same.isEmpty else { break }
            census.addHost()
            try judgeGroups(of: same)
            for hour in same { try hour.advance() }
        }
        pull.counts = judge.counts
        census.tell(&pull.judgements)
    }

    /// Judges the groups of one host.
    private mutating func judgeGroups(of hours: [HostCursor]) throws(HistoryFault) {
        while true {
            var first: HostCursor?
            for hour in hours where !hour.groups.isAtEnd {
                guard let known = first else {
                    first = hour
                    continue
                }
                if ByteOrder.of(hour.groups.rest, known.groups.rest) < 0 { first = hour }
            }
            guard let first else { break }
            // The bytes stay where they are; the readers go on.
            let rest = first.groups.rest
            var documents: Int64 = 0
            var isTooMuch = false
            var newestMillis = Int64.min
            for hour in hours where !hour.groups.isAtEnd && ByteOrder.of(hour.groups.rest, rest) == 0 {
                let newest = hour.groups.read { bucket in
                    let start = hour.start + Int64(bucket.place) * bucketSeconds
                    guard let place = clock.bucket(ofHistogramStart: start) else { return }
                    let (sum, overflow) = total.addingReportingOverflow(bucket.documents)
                    total = sum
                    isTooMuch = isTooMuch || overflow
                    documents &+= bucket.documents
                    series.add(
                        bucket: place, count: bucket.documents, sourceBytes: bucket.sourceBytes,
                        destinationBytes: bucket.destinationBytes)
                }
                newestMillis = max(newestMillis, newest)
            }
            if isTooMuch { throw HistoryFault(.damaged, "it holds more documents than there can be") }
            try settle(first.host, rest, documents: documents, newestMillis: newestMillis)
        }
        if hours.contains(where: \.groups.isBroken) { throw HistoryFault(.damaged, "groups cannot be read") }
    }

    private mutating func settle(
        _ host: UnsafeRawBufferPointer, _ rest: UnsafeRawBufferPointer, documents: Int64, newestMillis: Int64
    ) throws(HistoryFault) {
        defer { series.removeAll() }
        guard let newest = series.firstFilled, let oldest = series.lastFilled else {
            throw HistoryFault(.damaged, "a group has no buckets")
        }
        census.add(rest: rest)
        // The file holds the hosts of every slice.
        if judge.slice != .whole {
            guard let group = GroupKey(bytes: [UInt8](host) + [UInt8](rest), count: groupFields) else {
                throw HistoryFault(.damaged, "a group has no name")
            }
            guard judge.slice.contains(group) else { return }
        }
        if let skip = judge.skip(documents: documents, spanBuckets: oldest - newest + 1) {
            judge.count(skipped: skip, documents: documents)
            return
        }
        let fields = groupFields
        let judgement = try judge.judge(series, documents: documents, newestMillis: newestMillis) {
            () throws(HistoryFault) -> GroupKey in
            guard let group = GroupKey(bytes: [UInt8](host) + [UInt8](rest), count: fields) else {
                throw HistoryFault(.damaged, "a group has no name")
            }
            return group
        }
        if let judgement { pull.judgements.append(judgement) }
    }
}
