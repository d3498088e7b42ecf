internal import SearchCluster

/// The mapping of signal documents, complete before the first of them is written.
///
/// The published fields have the published types. Templates share an index, so the group fields of all that ship are mapped
/// from the start, and those of a template of one's own are added when it first writes.
struct SignalMapping: Sendable {
    /// The `mappings` of the index, with the mark that says who made it.
    let json: JSONValue
    /// The same without the mark, for an index template: what the engine makes by itself is nobody's.
    let properties: JSONValue

    /// The mapping for the signals of a template.
    init(for template: TransformTemplate) {
        var fields: [(path: String, type: String)] = [
            ("@timestamp", "date"), ("event.ingested", "date"), ("host.name", "keyword"), ("process.name", "keyword"),
            ("source.ip", "ip"), ("destination.ip", "ip"), ("destination.port", "long"), ("destination_ips", "keyword"),
        ]
        for group in template.groupBy where !fields.contains(where: { $0.path == group.name }) {
            fields.append((group.name, Self.type(of: FieldKind(ecsField: group.name))))
        }
        for largest in template.largest where !fields.contains(where: { $0.path == largest.name }) {
            fields.append((largest.name, "date"))
        }
        let metric = template.metric.name
        for (name, type) in Self.figures { fields.append(("\(metric).\(name)", type)) }
        for (name, type) in Self.ours { fields.append(("beaconing.\(name)", type)) }
        var tree = Properties()
        for field in fields { tree.add(field.path.split(separator: ".").map(String.init)[...], type: field.type) }
        // A field that a later version writes is kept in the document and left out of the index, not refused.
        properties = ["dynamic": false, "properties": tree.json]
        json = ["_meta": Ownership.meta(version: template.version), "dynamic": false, "properties": tree.json]
    }

    private static let figures: [(String, String)] = [
        ("is_beaconing", "boolean"), ("beaconing_score", "long"), ("low_source_bytes_variation", "boolean"),
        ("low_destination_bytes_variation", "boolean"), ("low_count_variation", "boolean"), ("periodic", "boolean"),
        ("interval", "long"), ("non_empty_buckets", "long"), ("mean_source_bytes", "float"),
        ("std_dev_source_bytes", "float"), ("source_bytes_percentiles", "float"), ("mean_destination_bytes", "float"),
        ("std_dev_destination_bytes", "float"), ("destination_bytes_percentiles", "float"), ("mean_counts", "float"),
        ("variance_counts", "float"), ("counts_percentiles", "float"), ("autocovariance", "float"),
        ("max_autocovariance_period", "long"), ("destination_ips", "keyword"),
    ]

    private static let ours: [(String, String)] = [
        ("template.id", "keyword"), ("template.version", "keyword"), ("template.hash", "keyword"),
        ("run.id", "keyword"), ("window.start", "date"), ("window.end", "date"), ("regular", "boolean"),
        ("regularity", "float"), ("period_seconds", "float"), ("jitter", "float"), ("jitter_law", "keyword"),
        ("priority", "long"), ("reasons", "keyword"), ("destination.ip", "keyword"), ("destination.port", "long"),
        ("destination.share", "float"), ("destination.hosts", "long"), ("destination.split", "boolean"),
        ("destination.regular", "long"),
        ("documents", "long"), ("hosts.total", "long"), ("hosts.sharing", "long"), ("first_seen", "date"),
        ("lookback.start", "date"), ("destinations.ip", "keyword"), ("destinations.documents", "long"),
        ("destinations.hosts", "long"), ("destinations.first_seen", "date"), ("allowed", "boolean"),
        ("allow.reason", "keyword"),
        ("allow.author", "keyword"), ("allow.expires", "date"),
    ]

    private static func type(of kind: FieldKind) -> String {
        switch kind {
        case .keyword: "keyword"
        case .address: "ip"
        case .integer: "long"
        case .number: "double"
        case .date: "date"
        case .boolean: "boolean"
        }
    }
}

/// Field types by the parts of their names.
private struct Properties {
    private var names: [String] = []
    private var types: [String: String] = [:]
    private var children: [String: Properties] = [:]

    mutating func add(_ path: ArraySlice<String>, type: String) {
        guard let name = path.first else { return }
        if !names.contains(name) { names.append(name) }
        if path.count == 1 {
            types[name] = type
        } else {
            children[name, default: Properties()].add(path.dropFirst(), type: type)
        }
    }

    var json: JSONValue {
        .object(
            names.map { name in
                if let child = children[name] { return .init(name, ["properties": child.json]) }
                return .init(name, ["type": .string(types[name] ?? "keyword")])
            })
    }
}
