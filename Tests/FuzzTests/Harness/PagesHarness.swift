internal import PageDecoder

@testable import SearchCluster

/// Composite pages: the first byte says what the page is expected to hold, the rest is the page.
///
/// Promised: the rows that are delivered are as many as the summary says and hold numbers that can be added up; what lies behind a page,
/// and what was read before it, changes nothing.
enum PagesHarness {
    static func check(_ input: UnsafeRawBufferPointer) throws(BrokenPromise) {
        guard let head = input.first else { return }
        let page = UnsafeRawBufferPointer(rebasing: input.dropFirst())
        var shape = CompositeShape(
            group_count: Int(head & 3), has_time: head & 4 != 0, metric_count: Int(head >> 3 & 3))
        // Now and then as many as there may be.
        if head == UInt8(ascii: "~") { shape.group_count = Int(COMPOSITE_MOST_VALUES) }
        if head == UInt8(ascii: "^") { shape.metric_count = Int(COMPOSITE_MOST_VALUES) }
        guard let decoder = composite_decoder_create() else { return }
        defer { composite_decoder_destroy(decoder) }
        let first = try read(page, filler: PaddedBytes.fillers[0], shape, with: decoder)
        let isJSON = JSONValue(parsing: Array(page)) != nil
        for filler in PaddedBytes.fillers + PaddedBytes.closingFillers {
            let again = try read(page, filler: filler, shape, with: decoder)
            let mayDiffer = !isJSON && !again.isWhole && PaddedBytes.closingFillers.contains(filler)
            try promise(
                again == first || mayDiffer, "with \(filler) behind it the page is another: \(first), \(again)")
        }
    }

    /// What was read of a page.
    private struct Answer: Equatable {
        var rows: [Row] = []
        var isWhole = false
        var after: [UInt8]?
        var pointInTime: [UInt8]?
        var counts: [Int64] = []
    }

    /// One row, its figures as the bits they are.
    private struct Row: Equatable {
        var group: [SearchCluster.CompositeValue]
        var startsGroup: Bool
        var time: Int64
        var documents: Int64
        var metrics: [UInt64]
    }

    private static func read(
        _ page: UnsafeRawBufferPointer, filler: UInt8, _ shape: CompositeShape, with decoder: OpaquePointer
    ) throws(BrokenPromise) -> Answer {
        let padded = PaddedBytes(page, padding: Int(COMPOSITE_PADDING), of: filler)
        let bytes = padded.bytes
        let receiver = Receiver(shape)
        var shape = shape
        var summary = CompositeSummary()
        let isWhole = composite_decode(
            decoder, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, &shape,
            { context, row in
                guard let context, let row else { return }
                Unmanaged<Receiver>.fromOpaque(context).takeUnretainedValue().take(row)
            }, Unmanaged.passUnretained(receiver).toOpaque(), &summary)
        let rows = withExtendedLifetime(receiver) { receiver.rows }
        try promise(isWhole == (summary.error == nil), "a page is whole and says why it is not, or neither")
        try promise(summary.rows == Int64(rows.count), "\(rows.count) rows came, not \(summary.rows)")
        try check(rows)
        // How far a page is read that is none, and what is wrong with it first, may depend on what lies behind it.
        guard isWhole else { return Answer() }
        var answer = Answer(rows: rows, isWhole: true)
        if let after = summary.after_key, let start = bytes.baseAddress {
            let place = UnsafeRawPointer(after) - start
            let end = place + summary.after_key_length
            try promise(place >= 0 && end <= bytes.count, "the key to go on with lies outside the page")
            answer.after = Array(bytes[place..<end])
        }
        answer.pointInTime = summary.point_in_time.map {
            Array(UnsafeRawBufferPointer(start: $0, count: summary.point_in_time_length))
        }
        answer.counts = [
            summary.took_millis, summary.timed_out ? 1 : 0, summary.has_shards ? 1 : 0, summary.shards_total,
            summary.shards_successful, summary.shards_skipped, summary.shards_failed, summary.has_clusters ? 1 : 0,
            summary.clusters_total, summary.clusters_successful, summary.clusters_skipped, summary.clusters_partial,
            summary.clusters_failed, summary.has_aggregation ? 1 : 0,
        ]
        return answer
    }

    private static func check(_ rows: [Row]) throws(BrokenPromise) {
        for (place, row) in rows.enumerated() {
            try promise((0...1 << 40).contains(row.documents), "\(row.documents) documents in a bucket")
            let isOther = place == 0 || rows[place - 1].group != row.group
            try promise(row.startsGroup == isOther, "row \(place) is wrong about where a group starts")
        }
    }

    /// Carries the rows through C.
    private final class Receiver {
        private(set) var rows: [Row] = []
        private let shape: CompositeShape

        init(_ shape: CompositeShape) {
            self.shape = shape
        }

        func take(_ row: UnsafePointer<PageDecoder.CompositeRow>) {
            rows.append(
                Row(
                    group: (0..<shape.group_count).map { SearchCluster.CompositeValue(row.pointee.group[$0]) },
                    startsGroup: row.pointee.starts_group, time: row.pointee.time_millis,
                    documents: row.pointee.documents,
                    metrics: (0..<shape.metric_count).map { row.pointee.metrics[$0].bitPattern }))
        }
    }
}
