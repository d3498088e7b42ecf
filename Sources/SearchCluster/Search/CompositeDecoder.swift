internal import PageDecoder

/// Reads composite pages; its buffers grow to the largest page and are used again.
package struct CompositeDecoder: ~Copyable {
    private let decoder: OpaquePointer

    /// A decoder with empty buffers.
    ///
    /// - Throws: `.malformed` when memory is short.
    package init() throws(ClusterError) {
        guard let decoder = composite_decoder_create() else {
            throw ClusterError(.malformed, "there is not enough memory to read an answer")
        }
        self.decoder = decoder
    }

    deinit {
        composite_decoder_destroy(decoder)
    }

    /// What a page says of itself.
    package struct Page {
        /// How many buckets it had.
        package var rows: Int
        /// Where the next page begins, as the bytes it came as.
        package var after: [UInt8]?
        /// The point in time to go on with.
        package var pointInTime: String?
    }

    /// Reads an answer, delivering its buckets in order.
    ///
    /// Rows are delivered before the whole answer has been checked: what was made of them must be dropped when this throws.
    ///
    /// - Throws: `.malformed` for what is not an answer of that shape, `.incomplete` for one that leaves something out.
    package func read(
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
            if summary.has_shards { try SearchCoverage(summary).requireComplete() }
            let why = summary.error.map { String(cString: $0) } ?? "unknown reason"
            throw ClusterError(.malformed, "the cluster's answer could not be read: \(why)")
        }
        try SearchCoverage(summary).requireComplete()
        guard summary.has_aggregation else {
            throw ClusterError(.incomplete, "the cluster's answer holds no aggregation")
        }
        return page
    }
}

extension SearchCoverage {
    fileprivate init(_ summary: CompositeSummary) {
        timedOut = summary.timed_out
        shards =
            summary.has_shards
            ? Parts(total: summary.shards_total, successful: summary.shards_successful, lost: summary.shards_failed)
            : nil
        clusters =
            summary.has_clusters
            ? Parts(
                total: summary.clusters_total, successful: summary.clusters_successful,
                lost: summary.clusters_skipped + summary.clusters_partial + summary.clusters_failed) : nil
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
