internal import BeaconScore

/// Merges the hours of some hosts group by group and judges each group when its last hour has gone by.
///
/// What is skipped and counted is what a full pull skips and counts: its number of documents is the sum of the
/// buckets', and its first and last time lie in the first and last filled bucket.
struct HistoryJudging {
    private var judge: GroupJudge
    private let clock: BucketClock
    private let bucketSeconds: Int64
    private let groupFields: Int
    private var series: BucketSeries
    private var found = Outcome()

    /// What was found.
    struct Outcome: Sendable {
        var judgements: [Judgement] = []
        var counts = GroupCounts()
        var census = HostCensus()
        /// The documents of all groups.
        var documents: Int64 = 0
    }

    static let tooMuch = HistoryFault(.damaged, "it holds more documents than there can be")

    init(window: Window, judge: GroupJudge, groupFields: Int) {
        self.judge = judge
        clock = window.clock
        bucketSeconds = Int64(window.bucketSeconds)
        self.groupFields = groupFields
        series = BucketSeries(bucketCount: window.bucketCount)
    }

    /// Judges all groups of the hosts.
    ///
    /// - Throws: `.damaged` for what cannot have been stored.
    mutating func outcome(of chunk: HistoryChunk) throws(HistoryFault) -> Outcome {
        found = Outcome()
        try chunk.forEach { (host, hours) throws(HistoryFault) in
            found.census.addHost()
            try judgeGroups(of: host, &hours)
        }
        found.counts = judge.counts
        return found
    }

    /// Judges the groups of one host.
    private mutating func judgeGroups(
        of host: UnsafeRawBufferPointer, _ hours: inout [HistoryChunk.Hour]
    ) throws(HistoryFault) {
        while true {
            var first: UnsafeRawBufferPointer?
            for hour in hours where !hour.groups.isAtEnd {
                if first.map({ ByteOrder.of(hour.groups.rest, $0) < 0 }) ?? true { first = hour.groups.rest }
            }
            // The bytes stay where they are; the readers go on.
            guard let rest = first else { break }
            var documents: Int64 = 0
            var isTooMuch = false
            var newestMillis = Int64.min
            for place in hours.indices
            where !hours[place].groups.isAtEnd && ByteOrder.of(hours[place].groups.rest, rest) == 0 {
                let start = hours[place].start
                let newest = hours[place].groups.read { bucket in
                    let start = start + Int64(bucket.place) * bucketSeconds
                    guard let place = clock.bucket(ofHistogramStart: start) else { return }
                    let (sum, overflow) = found.documents.addingReportingOverflow(bucket.documents)
                    found.documents = sum
                    isTooMuch = isTooMuch || overflow
                    documents &+= bucket.documents
                    series.add(
                        bucket: place, count: bucket.documents, sourceBytes: bucket.sourceBytes,
                        destinationBytes: bucket.destinationBytes)
                }
                newestMillis = max(newestMillis, newest)
            }
            if isTooMuch { throw Self.tooMuch }
            try settle(host, rest, documents: documents, newestMillis: newestMillis)
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
        found.census.add(rest: rest)
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
        if let judgement { found.judgements.append(judgement) }
    }
}
