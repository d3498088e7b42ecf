@testable import SearchCluster

/// One bucket as a decoder should deliver it.
struct TestRow: Equatable {
    var group: [CompositeValue]
    var time: Int64
    var documents: Int64
    var metrics: [Double?]
    var starts: Bool
}

/// A composite page made from known content.
struct TestPage {
    var rows: [TestRow] = []
    var after: [UInt8]?
    var pointInTime: String?
    var groups: Int
    var metrics: Int
    var hasTime: Bool
    var text: [UInt8] = []

    /// A page of random shape and content.
    init(random numbers: inout SeededNumbers, rows count: Int? = nil, groups: Int? = nil, metrics: Int? = nil) {
        self.groups = groups ?? Int.random(in: 1...4, using: &numbers)
        self.metrics = metrics ?? Int.random(in: 0...4, using: &numbers)
        hasTime = Bool.random(using: &numbers)
        for _ in 0..<(count ?? Int.random(in: 0...30, using: &numbers)) {
            var row = TestRow(
                group: (0..<self.groups).map { _ in Self.randomValue(&numbers) },
                time: hasTime ? Int64.random(in: -1_000_000...2_000_000_000_000, using: &numbers) : 0,
                documents: Int64.random(in: 0...1 << 40, using: &numbers),
                metrics: (0..<self.metrics).map { _ in
                    Int.random(in: 0..<4, using: &numbers) == 0 ? nil : Double.random(in: -1e12...1e12, using: &numbers)
                }, starts: true)
            if let last = rows.last {
                if Bool.random(using: &numbers) { row.group = last.group }
                row.starts = row.group != last.group
            }
            rows.append(row)
        }
        if Bool.random(using: &numbers) { after = Array(#"{"0": "\u00e9\/", "t":1.50e3 , "x":[{}]}"#.utf8) }
        if Bool.random(using: &numbers) { pointInTime = "id==\n" }
        text = answer(&numbers)
    }

    private func answer(_ numbers: inout SeededNumbers) -> [UInt8] {
        let buckets = rows.map { row -> JSONValue in
            var key = row.group.enumerated().map { JSONValue.Member("\($0.offset)", Self.json($0.element)) }
            if hasTime { key.append(.init("t", .integer(row.time))) }
            key.shuffle(using: &numbers)
            var bucket: [JSONValue.Member] = [
                .init("key", .object(key)), .init("doc_count", .integer(row.documents)), .init("mx", 7),
                .init("key_as_string", "x"),
            ]
            for (place, metric) in row.metrics.enumerated() {
                bucket.append(
                    .init(
                        "m\(place)",
                        ["value": metric.map { .number($0) } ?? .null, "value_as_string": "\u{0}\"}"] as JSONValue))
            }
            return .object(bucket.shuffled(using: &numbers))
        }
        var writer = JSONWriter()
        var parts: [[UInt8]] = [
            Array(#""took":1"#.utf8), Array(#""timed_out":false"#.utf8),
            Array(#""_shards":{"total":3,"successful":3,"skipped":1,"failed":0}"#.utf8),
            Array(#""other":{"p":{"buckets":[1]}}"#.utf8),
        ]
        if let pointInTime { parts.append(Array("\"pit_id\":".utf8) + JSONValue.string(pointInTime).bytes) }
        var inner: [[UInt8]] = [Array("\"buckets\":".utf8) + JSONValue.array(buckets).bytes]
        if let after { inner.append(Array("\"after_key\": ".utf8) + after) }
        inner.shuffle(using: &numbers)
        parts.append(
            Array(#""aggregations": {"z":{"value":1},"p":{"#.utf8) + Array(inner.joined(separator: Array(",\n".utf8)))
                + Array("} }".utf8))
        parts.shuffle(using: &numbers)
        writer.append(raw: "{".utf8)
        writer.append(raw: parts.joined(separator: Array(", ".utf8)))
        writer.append(raw: "}".utf8)
        return writer.bytes
    }

    private static func randomValue(_ numbers: inout SeededNumbers) -> CompositeValue {
        switch Int.random(in: 0..<8, using: &numbers) {
        case 0: .integer(Int64(truncatingIfNeeded: numbers.next()))
        case 1: .number(Double(Int.random(in: -1000...1000, using: &numbers)) + 0.25)
        case 2: .boolean(Bool.random(using: &numbers))
        case 3: .null
        default:
            .string(
                Array(
                    (0..<Int.random(in: 0...20, using: &numbers)).map { _ in
                        let parts = [
                            "a", "\"", "\\", "\u{0}", "\n", "é", "e\u{301}", "主", "🙂", "\u{202E}", "{", ":", ",",
                        ]
                        return parts[Int.random(in: 0..<parts.count, using: &numbers)]
                    }.joined().utf8))
        }
    }

    private static func json(_ value: CompositeValue) -> JSONValue {
        switch value {
        case .string(let bytes): .string(String(decoding: bytes, as: UTF8.self))
        case .integer(let number): .integer(number)
        case .number(let number): .number(number)
        case .boolean(let flag): .boolean(flag)
        case .null: .null
        }
    }

    /// Reads the page.
    func decode() throws(ClusterError) -> (rows: [TestRow], page: CompositeDecoder.Page) {
        try decode(with: CompositeDecoder())
    }

    /// Reads the page with a decoder that may have read others.
    func decode(
        with decoder: borrowing CompositeDecoder
    ) throws(ClusterError) -> (rows: [TestRow], page: CompositeDecoder.Page) {
        try Self.decode(text, groups: groups, metrics: metrics, hasTime: hasTime, with: decoder)
    }

    /// Reads any text.
    static func decode(
        _ text: [UInt8], groups: Int, metrics: Int, hasTime: Bool, with decoder: borrowing CompositeDecoder
    ) throws(ClusterError) -> (rows: [TestRow], page: CompositeDecoder.Page) {
        var rows: [TestRow] = []
        let page = try decoder.read(text, groupCount: groups, hasTime: hasTime, metricCount: metrics) { row in
            rows.append(
                TestRow(
                    group: row.group, time: row.timeMillis, documents: row.documents,
                    metrics: (0..<metrics).map { row.metric($0) }, starts: row.startsGroup))
        }
        return (rows, page)
    }
}
