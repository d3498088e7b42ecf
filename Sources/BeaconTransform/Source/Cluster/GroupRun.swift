internal import BeaconScore
internal import SearchCluster

/// Takes the buckets of a batch in their order and judges each group when its last bucket has gone by.
struct GroupRun {
    private(set) var judge: GroupJudge
    private(set) var judgements: [Judgement] = []
    /// A group whose buckets did not add up to what the sifting counted.
    private(set) var disagreeing: GroupKey?
    /// Buckets that came, and the documents in them.
    private(set) var buckets = 0
    private(set) var bucketDocuments: Int64 = 0
    private var open: [GroupKey: HostBatches.Candidate]
    private let kinds: [FieldKind]
    private let clock: BucketClock
    private let sourcePosition: Int?
    private let destinationPosition: Int?
    private var series: BucketSeries
    private var group: GroupKey?
    private var isCandidate = false
    private var documents: Int64 = 0

    init(batch: HostBatches.Batch, plan: FieldPlan, window: Window, judge: GroupJudge) {
        self.judge = judge
        open = batch.candidates
        kinds = plan.groupBy.map(\.kind)
        clock = window.clock
        (sourcePosition, destinationPosition) = plan.bytePositions
        series = BucketSeries(bucketCount: window.bucketCount)
    }

    /// A candidate that never came.
    var missing: GroupKey? { open.keys.min() }

    mutating func take(_ row: borrowing CompositeRow) {
        if row.startsGroup {
            let next = GroupKey(zip(row.group, kinds).map { GroupValue($0, kind: $1) })
            // A group may go on from one page to the next.
            if next != group {
                finish()
                group = next
                isCandidate = open[next] != nil
            }
        }
        buckets += 1
        bucketDocuments = bucketDocuments.addingSaturated(row.documents)
        guard isCandidate, let bucket = clock.bucket(ofHistogramStart: row.timeMillis / 1000) else { return }
        documents = documents.addingSaturated(row.documents)
        series.add(
            bucket: bucket, count: row.documents,
            sourceBytes: Self.bytes(sourcePosition.flatMap { row.metric($0) }),
            destinationBytes: Self.bytes(destinationPosition.flatMap { row.metric($0) }))
    }

    /// Judges the group whose last bucket has gone by.
    mutating func finish() {
        guard let group, isCandidate else { return }
        let expected = open.removeValue(forKey: group)
        if expected?.documents != documents { disagreeing = group }
        if let expected,
            let judgement = judge.judge(
                series, documents: documents, newestMillis: expected.newestMillis, of: { group })
        {
            judgements.append(judgement)
        }
        series.removeAll()
        documents = 0
        isCandidate = false
        self.group = nil
    }

    /// Sums come as doubles, exact up to 2^53.
    static func bytes(_ sum: Double?) -> Int64 {
        Int64(saturating: (sum ?? 0).rounded())
    }
}

extension GroupValue {
    /// A value of a composite key, of the kind that the field's mapping says.
    init(_ value: CompositeValue, kind: FieldKind) {
        switch (value, kind) {
        case (.string(let text), .address): self = IPAddress(text).map(GroupValue.address) ?? .text(text)
        case (.string(let text), _): self = .text(text)
        case (.integer(let number), .number): self = .number(Double(number))
        case (.integer(let number), .boolean): self = .boolean(number != 0)
        case (.integer(let number), _): self = .integer(number)
        case (.number(let number), _): self = .number(number)
        case (.boolean(let flag), _): self = .boolean(flag)
        case (.null, _): self = .text([])
        }
    }

    /// The value as a query or a document holds it.
    var json: JSONValue {
        switch self {
        case .text(let utf8): .string(String(decoding: utf8, as: UTF8.self))
        case .address(let address): .string(address.description)
        case .integer(let number): .integer(number)
        case .number(let number): .number(number)
        case .boolean(let flag): .boolean(flag)
        }
    }
}
