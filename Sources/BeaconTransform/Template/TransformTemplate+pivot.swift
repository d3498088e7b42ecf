internal import BeaconScore
internal import SearchCluster

extension TransformTemplate {
    /// What `pivot` says: the groups and what is computed of them.
    struct Pivot {
        var groupBy: [GroupField]
        var metric: Metric
        var largest: [LargestField]

        /// Fields that make a group, at most.
        static let mostGroupFields = 8
        /// Values carried into a signal, at most; a page has room for sixteen.
        static let mostLargest = 8

        /// Reads `pivot`; `nil` when there are problems.
        static func read(_ node: YAMLNode, into reading: inout TemplateReading) -> Pivot? {
            let found = reading.problems.count
            guard let fields = reading.fields(node, of: "pivot", known: ["group_by", "aggregations"]) else {
                return nil
            }
            var names = SignalNames()
            let groups = reading.required("group_by", in: fields).map { readGroups($0, &names, into: &reading) }
            let aggregations = reading.required("aggregations", in: fields)
            guard let aggregations, let computed = readAggregations(aggregations, &names, into: &reading),
                let groups, let metric = computed.metric
            else { return nil }
            if let address = metric.sourceAddressField,
                let group = groups.first(where: { $0.name == "source.ip" }), group.field != address
            {
                reading.report(
                    "source.ip of a signal cannot be both the group's \(SafeText(group.field)) and "
                        + "source_address_field \(SafeText(address)); leave source_address_field out",
                    at: aggregations.place)
            }
            guard reading.problems.count == found else { return nil }
            return Pivot(groupBy: groups, metric: metric, largest: computed.largest)
        }

        private static func readGroups(
            _ node: YAMLNode, _ names: inout SignalNames, into reading: inout TemplateReading
        ) -> [GroupField] {
            guard let entries = node.entries else {
                reading.report(
                    "group_by must be a mapping such as host.name: {terms: {field: host.name}}, not \(node.inWords)",
                    at: node.place)
                return []
            }
            if entries.isEmpty || entries.count > mostGroupFields {
                reading.report(
                    "group_by must have 1 to \(mostGroupFields) fields, found \(entries.count)", at: node.place)
            }
            var groups: [GroupField] = []
            for entry in entries {
                let name = SafeText(entry.key).description.shortened
                guard let kinds = reading.fields(entry.value, of: "group_by \(name)", known: ["terms"]),
                    let terms = reading.required("terms", in: kinds),
                    let inner = reading.fields(terms, of: "terms of \(name)", known: ["field"]),
                    let fieldNode = reading.required("field", in: inner),
                    let field = reading.field(fieldNode, "field of \(name)")
                else { continue }
                names.add(entry, into: &reading)
                if let twin = groups.first(where: { $0.field == field }) {
                    reading.report(
                        "\(name) groups by \(SafeText(field)), as \(SafeText(twin.name)) does already",
                        at: fieldNode.place)
                }
                groups.append(GroupField(name: entry.key, field: field))
            }
            return groups
        }

        private static func readAggregations(
            _ node: YAMLNode, _ names: inout SignalNames, into reading: inout TemplateReading
        ) -> (metric: Metric?, largest: [LargestField])? {
            guard let entries = node.entries else {
                reading.report(
                    "aggregations must be a mapping such as beacon_stats: {beaconing: {…}}, not \(node.inWords)",
                    at: node.place)
                return nil
            }
            let found = reading.problems.count
            var metric: Metric?
            var largest: [LargestField] = []
            for entry in entries {
                let name = SafeText(entry.key).description.shortened
                let before = reading.problems.count
                guard let kinds = reading.fields(entry.value, of: "aggregation \(name)", known: ["beaconing", "max"]),
                    reading.problems.count == before
                else { continue }
                guard let kind = kinds.entries.first, kinds.entries.count == 1 else {
                    reading.report("aggregation \(name) must have one kind, beaconing or max", at: entry.value.place)
                    continue
                }
                names.add(entry, into: &reading)
                if kind.key == "max" {
                    guard let inner = reading.fields(kind.value, of: "max of \(name)", known: ["field"]),
                        let fieldNode = reading.required("field", in: inner),
                        let field = reading.field(fieldNode, "field of \(name)")
                    else { continue }
                    largest.append(LargestField(name: entry.key, field: field))
                } else if let first = metric {
                    reading.report(
                        "aggregation \(name) is a second beaconing; \(SafeText(first.name)) is one already",
                        at: entry.keyPlace)
                } else {
                    metric = Metric.read(kind.value, name: entry.key, into: &reading)
                }
            }
            if largest.count > mostLargest {
                reading.report(
                    "aggregations must have at most \(mostLargest) of kind max, found \(largest.count)", at: node.place)
            }
            if metric == nil, reading.problems.count == found {
                reading.report(
                    "aggregations has no beaconing, which is required: beacon_stats: {beaconing: {…}}", at: node.place)
            }
            return (metric, largest)
        }
    }

    /// The fields of a signal, none of which may be inside another.
    private struct SignalNames {
        // What every signal has beside the template's own names.
        private var taken = ["beaconing", "destination_ips"]

        mutating func add(_ entry: YAMLNode.Entry, into reading: inout TemplateReading) {
            let name = YAMLNode(.scalar(YAMLScalar(quoted: entry.key)), at: entry.keyPlace)
            guard let key = reading.field(name, "the name of a signal's field") else { return }
            if let other = taken.first(where: { $0 == key || $0.hasPrefix(key + ".") || key.hasPrefix($0 + ".") }) {
                reading.report(
                    "a signal cannot have both a field \(SafeText(key)) and a field \(SafeText(other))",
                    at: entry.keyPlace)
            }
            taken.append(key)
        }
    }
}

extension TransformTemplate.Metric {
    /// The names inside `beaconing`.
    static let keys = [
        "time_field", "source_bytes_field", "destination_bytes_field", "destination_field", "destination_port_field",
        "source_address_field",
        "params",
    ]

    /// Reads the metric's fields and parameters; `nil` when there are problems.
    static func read(
        _ node: YAMLNode, name: String, into reading: inout TemplateReading
    ) -> TransformTemplate.Metric? {
        let found = reading.problems.count
        guard let fields = reading.fields(node, of: "beaconing", known: keys) else { return nil }
        var metric = TransformTemplate.Metric(
            name: name, timeField: reading.field(fields["time_field"], "time_field") ?? "@timestamp",
            parameters: MetricParameters())
        metric.sourceBytesField = reading.field(fields["source_bytes_field"], "source_bytes_field")
        metric.destinationBytesField = reading.field(fields["destination_bytes_field"], "destination_bytes_field")
        metric.destinationField = reading.field(fields["destination_field"], "destination_field")
        metric.destinationPortField = reading.field(fields["destination_port_field"], "destination_port_field")
        metric.sourceAddressField = reading.field(fields["source_address_field"], "source_address_field")
        if let params = fields["params"] { metric.readParameters(params, into: &reading) }
        return reading.problems.count == found ? metric : nil
    }

    private mutating func readParameters(_ node: YAMLNode, into reading: inout TemplateReading) {
        let found = reading.problems.count
        guard let fields = reading.fields(node, of: "params", known: MetricParameters.names) else { return }
        for entry in fields.entries {
            do {
                try parameters.set(entry.key, to: entry.value.json)
            } catch {
                reading.report(error.description, at: entry.value.place)
            }
        }
        guard reading.problems.count == found else { return }
        do {
            try parameters.validate()
        } catch {
            // The number of buckets is in both rules; where it is left out, its default is what does not fit.
            reading.report(
                error.description, at: fields[MetricParameterName.numberBucketsInRange.rawValue]?.place ?? node.place)
        }
    }
}
