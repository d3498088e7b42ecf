import SearchCluster

/// A composite aggregation, read from a search body and counted document by document.
struct ScriptedComposite {
    /// One bucket, with the values by which it is sorted.
    struct Bucket: Sendable {
        var key: [JSONValue]
        var order: [Order]
        var documents: [ScriptedDocument]
    }

    /// The place of one value among the values of its source.
    enum Order: Comparable, Sendable {
        case number(Double)
        case bytes([UInt8])

        static func < (left: Order, right: Order) -> Bool {
            switch (left, right) {
            case (.number(let a), .number(let b)): a < b
            case (.bytes(let a), .bytes(let b)): a.lexicographicallyPrecedes(b)
            case (.number, .bytes): true
            case (.bytes, .number): false
            }
        }
    }

    private struct Source {
        var name: String
        var field: String
        var isTime: Bool
        var interval: Int64 = 1
        var offset: Int64 = 0
    }

    /// What all pages of one search have in common.
    let search: String
    /// How many buckets are asked for.
    let size: Int
    /// Whether the buckets are split by time.
    var hasTime: Bool { sources.contains(where: \.isTime) }
    private let sources: [Source]
    private let metrics: [JSONValue.Member]
    private let after: [JSONValue]?

    /// Reads the aggregation `p` of a search body; `nil` when it is not of the form that is understood here.
    init?(_ body: JSONValue) {
        guard let aggregation = body["aggs"]?["p"], let composite = aggregation["composite"],
            let size = composite["size"]?.integer
        else { return nil }
        self.size = Int(size)
        search = JSONValue.array([body["query"] ?? .null, composite["sources"] ?? .null]).text
        let sources = (composite["sources"]?.array ?? []).compactMap { source -> Source? in
            guard let member = source.members?.first else { return nil }
            if let field = member.value["terms"]?["field"]?.string {
                return Source(name: member.name, field: field, isTime: false)
            }
            guard let histogram = member.value["date_histogram"], let field = histogram["field"]?.string,
                let interval = Self.millis(histogram["fixed_interval"]), let offset = Self.millis(histogram["offset"])
            else { return nil }
            return Source(name: member.name, field: field, isTime: true, interval: interval, offset: offset)
        }
        guard sources.count == composite["sources"]?.array?.count else { return nil }
        self.sources = sources
        metrics = aggregation["aggs"]?.members ?? []
        after = composite["after"].map { after in sources.map { after[$0.name] ?? .null } }
    }

    /// Every bucket of these documents, in order; a document without one of the fields belongs to none.
    func buckets(of documents: [ScriptedDocument]) -> [Bucket] {
        var places: [[UInt8]: Int] = [:]
        var buckets: [Bucket] = []
        for document in documents {
            let key = sources.compactMap { source -> JSONValue? in
                guard source.isTime else { return document.fields[source.field] }
                guard let millis = document.fields[source.field]?.integer else { return nil }
                return .integer(Self.start(of: millis, source.interval, source.offset))
            }
            guard key.count == sources.count else { continue }
            let name = JSONValue.array(key).bytes
            if let place = places[name] {
                buckets[place].documents.append(document)
            } else {
                places[name] = buckets.count
                buckets.append(Bucket(key: key, order: order(key), documents: [document]))
            }
        }
        return buckets.sorted { $0.order.lexicographicallyPrecedes($1.order) }
    }

    /// The buckets behind the key that the page before ended with.
    func rest(of buckets: [Bucket]) -> [Bucket] {
        guard let after else { return buckets }
        let last = order(after)
        return buckets.filter { last.lexicographicallyPrecedes($0.order) }
    }

    /// A key as an object.
    func key(_ bucket: Bucket) -> JSONValue {
        .object(zip(sources, bucket.key).map { .init($0.name, $1) })
    }

    /// A bucket as the engines write it.
    func json(_ bucket: Bucket, count: Int64?, largest: Double?) -> JSONValue {
        .object(
            [
                .init("key", key(bucket)), .init("doc_count", .integer(count ?? Int64(bucket.documents.count))),
            ] + Self.figures(metrics, of: bucket.documents, largest: largest))
    }

    /// The figures of some documents as the engines write them.
    static func figures(
        _ metrics: [JSONValue.Member], of documents: [ScriptedDocument], largest: Double?
    ) -> [JSONValue.Member] {
        metrics.map { metric in
            let kind = metric.value.members?.first
            let values = documents.compactMap { $0.fields[kind?.value["field"]?.string ?? ""]?.number }
            let value =
                switch kind?.name {
                case "sum": values.reduce(0, +)
                case "value_count": Double(values.count)
                case "min": values.min()
                default: values.isEmpty ? nil : largest ?? values.max()
                }
            return .init(metric.name, ["value": value.map(JSONValue.number) ?? .null])
        }
    }

    /// The beginning of the stretch of time that a moment falls into, in milliseconds.
    static func start(of millis: Int64, _ interval: Int64, _ offset: Int64) -> Int64 {
        let since = millis - offset
        let part = since % interval
        return since - (part < 0 ? part + interval : part) + offset
    }

    /// Addresses are sorted by their numbers, text by its bytes.
    private func order(_ key: [JSONValue]) -> [Order] {
        zip(sources, key).map { source, value in
            guard let text = value.string else { return .number(value.number ?? 0) }
            return .bytes(
                source.field.hasSuffix(".ip") ? text.split(separator: ".").compactMap { UInt8($0) } : Array(text.utf8))
        }
    }

    /// `60s` in milliseconds.
    static func millis(_ text: JSONValue?) -> Int64? {
        guard let text = text?.string, text.hasSuffix("s") else { return nil }
        return Int64(text.dropLast()).map { $0 * 1000 }
    }
}
