internal import BeaconScore

@testable import BeaconTransform
@testable import SearchCluster

/// Pages of two group fields, a time and three figures, as they become judgements and records of the history.
///
/// The first byte says which kinds the group fields are of. Promised: groups that add up to what was counted are judged, and a record
/// that is made without a fault holds the documents and the keys it was made of, hosts in order.
enum BucketsHarness {
    private static let template = ShortTemplate.beaconing
    private static let window = Window(
        nowSeconds: 1_767_247_199, parameters: template.metric.parameters)
    private static let kinds: [FieldKind] = [.keyword, .address, .integer, .number, .date, .boolean]

    static func check(_ input: UnsafeRawBufferPointer) throws(BrokenPromise) {
        guard let head = input.first else { return }
        let page = Array(input.dropFirst())
        let plan = FieldPlan(
            indices: ["logs-*"],
            groupBy: [
                .init(name: "host.name", kind: kinds[Int(head & 7) % kinds.count]),
                .init(name: "process.name", kind: kinds[Int(head >> 3 & 7) % kinds.count]),
            ], time: .init(name: "@timestamp", kind: .date), sourceBytes: .init(name: "source.bytes", kind: .integer),
            destinationBytes: .init(name: "destination.bytes", kind: .integer), largest: [], query: ["match_all": [:]],
            warnings: [])
        var rows: [Row] = []
        let isWhole = read(page) { row in
            rows.append(
                Row(
                    key: GroupKey(zip(row.group, plan.groupBy.map(\.kind)).map { GroupValue($0, kind: $1) }),
                    documents: row.documents, seconds: row.timeMillis / 1000))
        }
        guard isWhole else { return }
        try judge(page, rows, plan)
        try keep(page, rows, plan)
    }

    private struct Row {
        var key: GroupKey
        var documents: Int64
        var seconds: Int64
    }

    /// Whether a page could be read.
    private static func read(_ page: [UInt8], _ body: (borrowing CompositeRow) -> Void) -> Bool {
        do throws(ClusterError) {
            _ = try CompositeDecoder().read(page, groupCount: 2, hasTime: true, metricCount: 3, row: body)
            return true
        } catch {
            return false
        }
    }

    private static func judge(_ page: [UInt8], _ rows: [Row], _ plan: FieldPlan) throws(BrokenPromise) {
        let clock = window.clock
        var batch = HostBatches.Batch()
        for row in rows {
            let counts = clock.bucket(ofHistogramStart: row.seconds) == nil ? 0 : row.documents
            batch.candidates[row.key, default: .init(documents: 0, newestMillis: 0)].documents += counts
        }
        let judge = GroupJudge(parameters: template.metric.parameters, keeping: .judged)
        var run = GroupRun(batch: batch, plan: plan, window: window, judge: judge)
        _ = read(page) { run.take($0) }
        run.finish()
        // A group that comes in two pieces, which no engine sends, is refused.
        if run.missing == nil, run.disagreeing == nil {
            try promise(
                run.judgements.count == batch.candidates.count && run.judge.counts.judged == batch.candidates.count,
                "\(run.judgements.count) of \(batch.candidates.count) groups were judged")
            let documents = batch.candidates.values.reduce(0) { $0 + $1.documents }
            try promise(run.judge.counts.documents == documents, "documents do not add up")
        }
    }

    private static func keep(_ page: [UInt8], _ rows: [Row], _ plan: FieldPlan) throws(BrokenPromise) {
        let grid = HourGrid(window, clockSeconds: window.nowSeconds)
        guard let first = rows.first,
            let hour = grid.hours.first(where: { $0.seconds.contains(first.seconds) })
        else { return }
        var documents: [[UInt8]: Int64] = [:]
        for row in rows { documents[bytes(row.key.values[0]), default: 0] += row.documents }
        let asked = documents.map { host, documents in
            HostBatch.Host(
                key: host,
                totals: DocumentTotals(documents: documents, sourceBytes: 0, destinationBytes: 0, revisions: 0))
        }
        var builder = HostHourBuilder(hour: hour, bucketSeconds: window.bucketSeconds, plan: plan, asked: asked)
        _ = read(page) { builder.take($0) }
        builder.finish()
        guard builder.fault == nil else { return }
        try promise(builder.records.count == asked.count, "\(builder.records.count) of \(asked.count) hosts were kept")
        let keys = Set(rows.map(\.key))
        for (place, record) in builder.records.enumerated() {
            if place > 0 {
                try promise(
                    builder.records[place - 1].host.lexicographicallyPrecedes(record.host), "hosts are out of order")
            }
            let kept = try read(record)
            try promise(kept.documents == documents[record.host], "a host has \(kept.documents) documents")
            // Values that are no numbers equal nothing, themselves included.
            for key in kept.keys where !key.values.contains(where: { $0 != $0 }) {
                try promise(keys.contains(key), "a group \(key) was kept that never came")
            }
        }
    }

    private static func read(_ record: HostHour) throws(BrokenPromise) -> (documents: Int64, keys: [GroupKey]) {
        let result: (documents: Int64, keys: [GroupKey], isWhole: Bool) = record.groups.withUnsafeBytes { bytes in
            var reader = HostGroupsReader(bytes)
            var (documents, keys, isWhole): (Int64, [GroupKey], Bool) = (0, [], true)
            while !reader.isAtEnd {
                if let key = GroupKey(bytes: record.host + Array(reader.rest), count: 2) {
                    keys.append(key)
                } else {
                    isWhole = false
                }
                _ = reader.read { documents += $0.documents }
            }
            return (documents, keys, isWhole && !reader.isBroken)
        }
        try promise(result.isWhole, "a record that was just made cannot be read")
        return (result.documents, result.keys)
    }

    private static func bytes(_ value: GroupValue) -> [UInt8] {
        var bytes: [UInt8] = []
        value.append(to: &bytes)
        return bytes
    }
}
