/// A composite aggregation over indices: which documents, grouped by what, with which figures.
public struct CompositeSearch: Sendable {
    /// One source of the composite key, ascending.
    public enum Source: Sendable, Equatable {
        /// The values of a field.
        case terms(field: String)
        /// Fixed intervals of a date field, shifted by an offset; at most one, and the last.
        case dateHistogram(field: String, intervalSeconds: Int, offsetSeconds: Int64)
    }

    /// One figure of each bucket.
    public enum Metric: Sendable, Equatable {
        /// The sum of a numeric field; 0 where no document has it.
        case sum(field: String)
        /// The smallest value of a field, dates in milliseconds.
        case min(field: String)
        /// The largest value of a field, dates in milliseconds.
        case max(field: String)
        /// How many values of a field there are, over all documents.
        case count(field: String)
    }

    /// Which documents are counted.
    public var query: JSONValue
    /// The parts of the key, most significant first.
    public var sources: [Source]
    /// The figures of each bucket.
    public var metrics: [Metric]

    /// A composite aggregation.
    public init(query: JSONValue, sources: [Source], metrics: [Metric]) {
        self.query = query
        self.sources = sources
        self.metrics = metrics
    }

    /// The most buckets that all supported engines allow in one answer unless told otherwise (`search.max_buckets`).
    public static let mostBuckets = 65_535

    /// The search body for one page.
    ///
    /// - Parameters:
    ///   - size: buckets in the page, 1 to ``mostBuckets``.
    ///   - after: the `after_key` of the page before, as the bytes it came as.
    ///   - pointInTime: the point in time to search, where there is one.
    func body(size: Int, after: [UInt8]?, pointInTime: PointInTime.Use?) -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        writer.append(raw: #"{"size":0,"track_total_hits":false,"#.utf8)
        if let pointInTime {
            writer.append(raw: #""pit":"#.utf8)
            writer.append(["id": .string(pointInTime.id), "keep_alive": .string(pointInTime.keepAlive)])
            writer.append(byte: UInt8(ascii: ","))
        }
        writer.append(raw: #""query":"#.utf8)
        writer.append(query)
        writer.append(raw: #","aggs":{"p":{"composite":{"size":\#(size),"sources":"#.utf8)
        writer.append(.array(sources.enumerated().map { Self.source($0.element, at: $0.offset) }))
        if let after {
            writer.append(raw: #","after":"#.utf8)
            writer.append(raw: after)
        }
        writer.append(byte: UInt8(ascii: "}"))
        if !metrics.isEmpty {
            writer.append(raw: #","aggs":"#.utf8)
            writer.append(Self.named(metrics))
        }
        writer.append(raw: "}}}".utf8)
        return writer.bytes
    }

    private static func source(_ source: Source, at position: Int) -> JSONValue {
        switch source {
        case .terms(let field):
            [(String(position), ["terms": ["field": .string(field)]])].object
        case .dateHistogram(let field, let interval, let offset):
            [
                (
                    "t",
                    [
                        "date_histogram": [
                            "field": .string(field), "fixed_interval": .string("\(interval)s"),
                            "offset": .string("\(offset)s"),
                        ]
                    ]
                )
            ].object
        }
    }

    /// Metrics under the names by which answers give them: `m0`, `m1` and so on.
    static func named(_ metrics: [Metric]) -> JSONValue {
        .object(metrics.enumerated().map { .init("m\($0.offset)", metric($0.element)) })
    }

    private static func metric(_ metric: Metric) -> JSONValue {
        switch metric {
        case .sum(let field): ["sum": ["field": .string(field)]]
        case .min(let field): ["min": ["field": .string(field)]]
        case .max(let field): ["max": ["field": .string(field)]]
        case .count(let field): ["value_count": ["field": .string(field)]]
        }
    }
}

extension [(String, JSONValue)] {
    /// An object with these members.
    fileprivate var object: JSONValue { .object(map { .init($0.0, $0.1) }) }
}
