internal import BeaconScore
public import SearchCluster

extension TransformTemplate {
    /// The template as one JSON object in the shape of its file: complete, resolved, in an order of its own.
    ///
    /// Equal templates give the same bytes, so a hash of them names what a run did; and the text can be read back as a
    /// template equal to this one. Filters and exclusions are part of the query, and nothing is left to a default.
    public var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("id", .string(id)),
            .init("version", .string(version)),
        ]
        if !description.isEmpty { members.append(.init("description", .string(description))) }
        members += [
            .init("source", ["index": .array(source.indices.map(JSONValue.string)), "query": source.query]),
            .init("pivot", pivotJSON),
            .init("dest", destination.json),
            .init("frequency", Self.span(frequencySeconds)),
            .init("sync", ["time": ["field": .string(sync.field), "delay": Self.span(sync.delaySeconds)]]),
        ]
        members.append(.init("opinions", .string(opinions.rawValue)))
        members.append(.init("split", ["most_groups": .integer(Int64(mostSplitGroups))]))
        members.append(.init("lookback", Self.span(lookbackSeconds)))
        if let retention {
            members.append(
                .init(
                    "retention_policy",
                    ["time": ["field": .string(retention.field), "max_age": Self.span(retention.maxAgeSeconds)]]))
        }
        members.append(.init("window", Self.span(metric.parameters.windowSeconds)))
        return .object(members)
    }

    private var pivotJSON: JSONValue {
        let groups = groupBy.map { JSONValue.Member($0.name, ["terms": ["field": .string($0.field)]]) }
        let maxima = largest.map { JSONValue.Member($0.name, ["max": ["field": .string($0.field)]]) }
        return [
            "group_by": .object(groups),
            "aggregations": .object(maxima + [.init(metric.name, ["beaconing": metric.json])]),
        ]
    }

    private static func span(_ seconds: Int) -> JSONValue { .string(TimeSpan(seconds: seconds).description) }
}

extension TransformTemplate.Metric {
    fileprivate var json: JSONValue {
        let fields = [
            ("time_field", timeField), ("source_bytes_field", sourceBytesField),
            ("destination_bytes_field", destinationBytesField), ("destination_field", destinationField),
            ("destination_port_field", destinationPortField), ("source_address_field", sourceAddressField),
        ]
        let members = fields.compactMap { name, field in field.map { JSONValue.Member(name, .string($0)) } }
        return .object(members + [.init("params", parameters.json)])
    }
}

extension TransformTemplate.Destination {
    fileprivate var json: JSONValue {
        [
            "index": .string(index),
            "aliases": .array(aliases.map { ["alias": .string($0.name), "move_on_creation": .boolean($0.moves)] }),
            "documents": .string(documents.rawValue),
        ]
    }
}
