internal import HTTPTransport

/// Figures of stretches of time of one length, those that hold documents, in one answer.
public struct DateHistogram: Sendable {
    /// Which documents are looked at.
    public var query: JSONValue
    /// The date field.
    public var field: String
    /// The length of a stretch, in seconds, 1 and above.
    public var intervalSeconds: Int
    /// What the beginnings are shifted by, in seconds.
    public var offsetSeconds: Int64
    /// The figures of each stretch.
    public var metrics: [CompositeSearch.Metric]

    /// Stretches of time of one length.
    public init(
        query: JSONValue, field: String, intervalSeconds: Int, offsetSeconds: Int64, metrics: [CompositeSearch.Metric]
    ) {
        self.query = query
        self.field = field
        self.intervalSeconds = intervalSeconds
        self.offsetSeconds = offsetSeconds
        self.metrics = metrics
    }

    /// One stretch of time.
    public struct Bucket: Sendable, Equatable {
        /// Its beginning, in milliseconds since 1970.
        public var startMillis: Int64
        /// How many documents fell into it.
        public var documents: Int64
        /// The figures, in the order of the metrics; `nil` where the engine had no value.
        public var metrics: [Double?]
    }

    fileprivate var search: AggregationSearch {
        let histogram: JSONValue = [
            "field": .string(field), "fixed_interval": .string("\(intervalSeconds)s"),
            "offset": .string("\(offsetSeconds)s"), "min_doc_count": 1,
        ]
        var aggregation: [JSONValue.Member] = [.init("date_histogram", histogram)]
        if !metrics.isEmpty { aggregation.append(.init("aggs", CompositeSearch.named(metrics))) }
        return AggregationSearch(query: query, aggregation: .object(aggregation))
    }
}

extension ClusterClient {
    /// The stretches of time that hold documents, oldest first.
    ///
    /// - Parameters:
    ///   - indices: what to search; the point in time names them by itself, so they matter only without one.
    /// - Throws: `.incomplete` when the answer leaves something out, `.malformed`, and whatever ``send(_:)`` throws.
    public func buckets(
        of histogram: DateHistogram, on indices: [String], at view: PointInTime?
    ) async throws(ClusterError) -> [DateHistogram.Bucket] {
        let malformed = ClusterError(.malformed, "the cluster's answer about stretches of time could not be read")
        guard case .buckets(let found) = try await answer(to: histogram.search, on: indices, at: view) else {
            throw malformed
        }
        var buckets: [DateHistogram.Bucket] = []
        for bucket in found {
            guard let start = bucket["key"]?.integer, let documents = bucket["doc_count"]?.integer,
                documents > 0, start > buckets.last?.startMillis ?? .min
            else { throw malformed }
            let metrics = histogram.metrics.indices.map { bucket["m\($0)"]?["value"]?.number }
            buckets.append(.init(startMillis: start, documents: documents, metrics: metrics))
        }
        return buckets
    }
}
