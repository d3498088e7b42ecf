internal import BeaconTransform

/// A column of the table of signals.
enum SignalColumn: Hashable, Sendable {
    case priority
    case score
    /// A field of the group, by its position.
    case group(Int)
    /// All fields of the group, where they do not fit side by side.
    case wholeGroup
    case period
    case jitter
    case regularity
    /// The spread tests that passed, as short words.
    case steady
    /// The reasons as a sentence; it stands in for ``steady`` where there is room.
    case why
    case bytesOut
    case bytesIn
    case events
    case source
    case destinations

    /// Every column that a template's table can have, from left to right.
    static func all(of template: TransformTemplate) -> [SignalColumn] {
        var columns: [SignalColumn] = [.priority, .score]
        columns += template.groupBy.indices.map { .group($0) }
        columns += [.period, .jitter, .regularity, .steady, .why, .bytesOut, .bytesIn, .events]
        let fields = Set(template.groupBy.map(\.field))
        // A group field is said once.
        if let source = template.metric.sourceAddressField, !fields.contains(source) { columns.append(.source) }
        if let destination = template.metric.destinationField, !fields.contains(destination) {
            columns.append(.destinations)
        }
        return columns
    }

    /// Whether the column holds numbers, which end under one another.
    var isRightAligned: Bool {
        switch self {
        case .priority, .period, .jitter, .regularity, .bytesOut, .bytesIn, .events: true
        default: false
        }
    }

    /// The column's heading.
    func heading(of template: TransformTemplate) -> String {
        switch self {
        case .priority: "PRIO"
        case .score: "SCORE"
        case .group(let position): Self.groupHeadings(of: template)[position]
        case .wholeGroup: Self.groupHeadings(of: template).joined(separator: ", ")
        case .period: "PERIOD"
        case .jitter: "JITTER"
        case .regularity: "REGULAR"
        case .steady: "STEADY"
        case .why: "WHY"
        case .bytesOut: "OUT"
        case .bytesIn: "IN"
        case .events: "EVENTS"
        case .source: "FROM"
        case .destinations: "DESTINATIONS"
        }
    }

    /// `host.name` is `HOST`, `destination.port` is `PORT`; two fields that would be called alike keep their whole names.
    private static func groupHeadings(of template: TransformTemplate) -> [String] {
        let short = template.groupBy.map { field -> String in
            let parts = field.name.split(separator: ".")
            guard let last = parts.last else { return field.name }
            return String(parts.count > 1 && ["name", "ip", "id"].contains(last) ? parts[parts.count - 2] : last)
        }
        return zip(template.groupBy, short).map { field, name in
            CellText(untrusted: (short.count { $0 == name } > 1 ? field.name : name).uppercased()).text
        }
    }
}
