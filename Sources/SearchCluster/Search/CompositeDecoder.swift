internal import PageDecoder

/// Reads composite pages; its buffers grow to the largest page and are used again.
struct CompositeDecoder: ~Copyable {
    private let decoder: OpaquePointer

    init() throws(ClusterError) {
        guard let decoder = composite_decoder_create() else {
            throw ClusterError(.malformed, "there is not enough memory to read an answer")
        }
        self.decoder = decoder
    }

    deinit {
        composite_decoder_destroy(decoder)
    }

    /// What a page says of itself.
    struct Page {
        var rows: Int
        var after: [UInt8]?
        var pointInTime: String?
    }

    /// Reads an answer, delivering its buckets in order.
    ///
    /// Rows are delivered before the whole answer has been checked: what was made of them must be dropped when this throws.
    ///
    /// - Throws: `.malformed` for what is not an answer of that shape, `.incomplete` for one that leaves something out.
    func read(
        _ body: consuming [UInt8], groupCount: Int, hasTime: Bool, metricCount: Int,
        row handler: (borrowing CompositeRow) -> Void
    ) throws(ClusterError) -> Page {
        let length = body.count
        body.append(contentsOf: repeatElement(0, count: Int(COMPOSITE_PADDING)))
        var shape = CompositeShape(group_count: groupCount, has_time: hasTime, metric_count: metricCount)
        var summary = CompositeSummary()
        let page: Page? = body.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                withoutActuallyEscaping(handler) { handler in
                    let receiver = RowReceiver(groupCount: groupCount, handler: handler)
                    let whole = withExtendedLifetime(receiver) {
                        composite_decode(
                            decoder, text.baseAddress, length, &shape,
                            { context, row in
                                guard let context, let row else { return }
                                let receiver = Unmanaged<RowReceiver>.fromOpaque(context).takeUnretainedValue()
                                receiver.handler(CompositeRow(row, groupCount: receiver.groupCount))
                            },
                            Unmanaged.passUnretained(receiver).toOpaque(), &summary)
                    }
                    guard whole else { return nil }
                    return Page(
                        rows: Int(summary.rows),
                        after: summary.after_key.map {
                            [UInt8](UnsafeRawBufferPointer(start: $0, count: summary.after_key_length))
                        },
                        pointInTime: summary.point_in_time.map {
                            String(
                                decoding: UnsafeRawBufferPointer(start: $0, count: summary.point_in_time_length),
                                as: UTF8.self)
                        })
                }
            }
        }
        guard let page else {
            // An answer without the aggregation is checked all the same: "no shards" explains more than "no such field".
            if summary.has_shards { try Self.requireComplete(summary) }
            let why = summary.error.map { String(cString: $0) } ?? "unknown reason"
            throw ClusterError(.malformed, "the cluster's answer could not be read: \(why)")
        }
        try Self.requireComplete(summary)
        guard summary.has_aggregation else {
            throw ClusterError(.incomplete, "the cluster's answer holds no aggregation")
        }
        return page
    }

    /// Refuses an answer that leaves something out: it is HTTP 200 all the same.
    private static func requireComplete(_ summary: CompositeSummary) throws(ClusterError) {
        if summary.timed_out {
            throw ClusterError(.incomplete, "the cluster stopped at its time limit and answered in part")
        }
        // terminated_early is not looked at: OpenSearch 3 sets it whenever no hits are asked for, and it can tell of missing
        // data only where the request sets terminate_after, which ours never do.
        guard summary.has_shards else {
            throw ClusterError(.incomplete, "the cluster's answer does not say which shards it comes from")
        }
        let answered = summary.shards_successful
        if summary.shards_failed > 0 || answered < summary.shards_total {
            throw ClusterError(
                .incomplete, "only \(answered) of \(summary.shards_total) shards answered",
                cure: "see the cluster's health and log, then run again")
        }
        if summary.has_clusters {
            let lost = summary.clusters_skipped + summary.clusters_partial + summary.clusters_failed
            if lost > 0 || summary.clusters_successful < summary.clusters_total {
                throw ClusterError(
                    .incomplete,
                    "only \(summary.clusters_successful) of \(summary.clusters_total) clusters answered in full",
                    cure: "see that the remote clusters can be reached, or leave them out with --index")
            }
        }
    }
}

/// Carries the handler through C.
private final class RowReceiver {
    let groupCount: Int
    let handler: (borrowing CompositeRow) -> Void

    init(groupCount: Int, handler: @escaping (borrowing CompositeRow) -> Void) {
        self.groupCount = groupCount
        self.handler = handler
    }
}
