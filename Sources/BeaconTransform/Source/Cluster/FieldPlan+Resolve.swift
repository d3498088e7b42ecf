internal import SearchCluster

extension FieldPlan {
    /// Asks the cluster how the template's indices map its fields, and plans by which names to ask for them.
    ///
    /// - Throws: `.noSuchIndex`, or `.configuration` that names index and field when one is missing or cannot be grouped by.
    init(_ template: TransformTemplate, product: ClusterProduct, client: ClusterClient) async throws(ClusterError) {
        try self.init(template, product: product, mapping: try await FieldMapping(of: template, client: client))
    }

    /// Plans by which names to ask for the template's fields.
    ///
    /// - Throws: `.configuration` that names index and field when one is missing or cannot be grouped by.
    init(_ template: TransformTemplate, product: ClusterProduct, mapping: FieldMapping) throws(ClusterError) {
        let metric = template.metric
        let uses = QueryFields(of: template.source.query).uses
        let indices = template.source.indices
        time = try mapping.required(metric.timeField, as: [.date], for: "the event's time")
        groupBy = []
        for field in template.groupBy {
            groupBy.append(
                try mapping.required(
                    field.field, as: [.keyword, .address, .integer], for: "grouping"))
        }
        self.indices = try mapping.searched(indices, groupBy: groupBy)
        var warnings: [String] = []
        func optional(_ field: String?, as kinds: Set<FieldKind>, without: String) throws(ClusterError) -> Field? {
            guard let field else { return nil }
            if let found = try mapping.optional(field, as: kinds) { return found }
            warnings.append("no index of \(mapping.pattern) has the field \(field): \(without)")
            return nil
        }
        let numbers: Set<FieldKind> = [.integer, .number]
        sourceBytes = try optional(
            metric.sourceBytesField, as: numbers, without: "low_source_bytes_variation cannot be told")
        destinationBytes = try optional(
            metric.destinationBytesField, as: numbers, without: "low_destination_bytes_variation cannot be told")
        let values: Set<FieldKind> = [.keyword, .address, .integer]
        destination = try optional(metric.destinationField, as: values, without: "signals list no destinations")
        // Few look at ports, so that a cluster without them is not worth a sentence each time.
        port = if let field = metric.destinationPortField { try mapping.optional(field, as: [.integer]) } else { nil }
        sourceAddress = try optional(metric.sourceAddressField, as: values, without: "signals name no source address")
        largest = []
        for field in template.largest {
            // Many clusters never set event.ingested, and nothing is wrong with that.
            largest.append(field.field == metric.timeField ? time : try mapping.optional(field.field, as: [.date]))
        }
        var names: [String: String] = [:]
        for use in uses {
            guard let found = try mapping.queried(use) else {
                warnings.append("no index of \(mapping.pattern) has the field \(use.field), which the query names")
                continue
            }
            names[use.field] = found.name
        }
        query = Self.withoutSlowTiers(QueryFields.renamed(template.source.query, by: names), on: product)
        self.warnings = Array(Set(warnings)).sorted()
    }

    /// Leaves the cold and frozen tiers alone, as the published transform does; only Elasticsearch has the `_tier` field.
    private static func withoutSlowTiers(_ query: JSONValue, on product: ClusterProduct) -> JSONValue {
        guard product.family == .elasticsearch, !product.isServerless else { return query }
        return [
            "bool": ["filter": [query], "must_not": [["terms": ["_tier": ["data_frozen", "data_cold"]]]]]
        ]
    }

    /// The query over the window's stretch of time, which is said twice.
    ///
    /// OpenSearch 3 lets documents outside a range through where the range stands beside several other filters; what is
    /// excluded as well is out. A document with one time in the window and another outside is not counted.
    func windowed(_ window: Window) -> JSONValue {
        windowed(window.firstSecond..<window.endSecond)
    }

    /// The same over any stretch of time, in seconds since 1970.
    func windowed(_ seconds: Range<Int64>) -> JSONValue {
        let (first, end) = (JSONValue.integer(seconds.lowerBound * 1000), JSONValue.integer(seconds.upperBound * 1000))
        func range(_ bounds: JSONValue.Member...) -> JSONValue {
            ["range": [time.name: .object(bounds + [.init("format", "epoch_millis")])]]
        }
        return [
            "bool": [
                "filter": [range(.init("gte", first), .init("lt", end)), query],
                "must_not": [range(.init("lt", first)), range(.init("gte", end))],
            ]
        ]
    }
}
