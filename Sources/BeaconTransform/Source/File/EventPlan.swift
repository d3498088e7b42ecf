internal import BeaconScore
internal import SearchCluster

/// Which fields of a document a template looks at, each by its place.
struct EventPlan: Sendable {
    let fields: EventFields
    let query: EventQuery
    let time: Int
    let groupBy: [Int]
    let sourceBytes: Int?
    let destinationBytes: Int?
    let destination: Int?
    let sourceAddress: Int?
    let largest: [Int]
    let destinationCount: Int
    let lookbackSeconds: Int
    /// The destination's port.
    let port: Int?
    /// Whether exact times are kept.
    let keepsTimes: Bool
    /// Whether buckets are counted by destination too.
    let splits: Bool

    /// Makes a template's query and fields ready for files.
    init(_ template: TransformTemplate) throws(InputError) {
        let metric = template.metric
        var fields = EventFields()
        // What the metric does with a field says what it holds, whatever its name.
        time = fields.place(of: metric.timeField, kind: .date)
        sourceBytes = metric.sourceBytesField.map { fields.place(of: $0, kind: .integer) }
        destinationBytes = metric.destinationBytesField.map { fields.place(of: $0, kind: .integer) }
        largest = template.largest.map { fields.place(of: $0.field, kind: .date) }
        groupBy = template.groupBy.map { fields.place(of: $0.field) }
        destination = metric.destinationField.map { fields.place(of: $0) }
        sourceAddress = metric.sourceAddressField.map { fields.place(of: $0) }
        port = metric.destinationPortField.map { fields.place(of: $0, kind: .integer) }
        keepsTimes = template.opinions == .both
        splits = template.splitsBusyGroups
        lookbackSeconds = template.lookbackSeconds
        destinationCount = metric.parameters.numberDestinationIPs
        query = try EventQuery(template.source.query, fields: &fields)
        self.fields = fields
    }

    func kind(of field: Int) -> EventFields.Kind { fields.fields[field].kind }
}
