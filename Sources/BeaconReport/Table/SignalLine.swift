public import BeaconTransform
internal import SearchCluster

/// One signal as one line of fixed columns, for signals that come one at a time: no line knows how wide the others are.
///
/// From 190 columns on it ends with the signal's id; narrower than 120 the reason is left out; below 80 the jitter, the period and the destination go, in this order, before a
/// name gets fewer than eight columns.
public struct SignalLine: Sendable {
    private enum Cell: Equatable {
        case time, priority
        case group(Int)
        case period, jitter, destination, reason, id
    }

    private struct Column {
        var cell: Cell
        var heading: String
        var width: Int
        var isRightAligned = false
    }

    private let columns: [Column]
    private let groupNames: [String]

    /// Lines of a template's signals in so many columns.
    public init(of template: TransformTemplate, width: Int) {
        groupNames = template.groupBy.map(\.name)
        let isWide = width >= 120
        var columns: [Column] = [
            Column(cell: .time, heading: "TIME (UTC)", width: 11),
            Column(cell: .priority, heading: "PRIO", width: 4, isRightAligned: true),
        ]
        for position in template.groupBy.indices {
            let heading = SignalColumn.group(position).heading(of: template)
            columns.append(Column(cell: .group(position), heading: heading, width: 0))
        }
        columns += [
            Column(cell: .period, heading: "PERIOD", width: 6, isRightAligned: true),
            Column(cell: .jitter, heading: "JITTER", width: 6, isRightAligned: true),
        ]
        // A group field is said once.
        if let field = template.metric.destinationField, !template.groupBy.contains(where: { $0.field == field }) {
            columns.append(Column(cell: .destination, heading: "DESTINATION", width: isWide ? 21 : 15))
        }
        if isWide { columns.append(Column(cell: .reason, heading: "FIRST REASON", width: Self.reasonFloor)) }
        if width >= Self.idWidth { columns.append(Column(cell: .id, heading: "SIGNAL", width: 43)) }
        let groups = template.groupBy.count
        func left() -> Int {
            width - columns.reduce(0) { $0 + $1.width } - TableLayout.gap * (columns.count - 1)
        }
        for cell in [Cell.reason, .jitter, .period, .destination] where left() < Self.groupFloor * groups {
            columns.removeAll { $0.cell == cell }
        }
        var share = groups > 0 ? max(left() / groups, 1) : 0
        if isWide { share = min(share, Self.groupCeiling) }
        for position in columns.indices {
            if case .group = columns[position].cell { columns[position].width = share }
        }
        if let reason = columns.firstIndex(where: { $0.cell == .reason }) { columns[reason].width += max(0, left()) }
        self.columns = columns
    }

    private static let groupFloor = 8
    private static let groupCeiling = 24
    private static let reasonFloor = 24
    /// Columns from which on there is room for an id, the 43 characters of a digest.
    private static let idWidth = 190

    /// The line of headings.
    public var heading: String { line { CellText($0.heading) } }

    /// The line of a signal, safe for a terminal.
    public func text(of signal: StoredSignal) -> String {
        let own = signal.document["beaconing"]
        return line { column in
            switch column.cell {
            case .time: return Self.time(own?["window"]?["end"])
            case .priority: return CellText(own?["priority"]?.integer?.description ?? "-")
            case .group(let position): return Self.untrusted(signal.document.field(groupNames[position]))
            case .period: return CellText(own?["period_seconds"]?.number.map(Self.period) ?? "")
            case .jitter:
                let share = own?["jitter"]?.number
                return CellText(share.map { "\(Int64(clamping: $0 * 100)) %" } ?? "")
            case .destination: return Self.destination(own?["destination"], width: column.width)
            case .reason:
                // What somebody has found harmless is not a matter of its intervals any more.
                if own?["allowed"] == true, let reason = own?["allow"]?["reason"]?.string {
                    return CellText(untrusted: "allowed: \(reason)")
                }
                return Self.untrusted(own?["reasons"]?.array?.first)
            case .id: return signal.id.map { CellText(untrusted: $0) } ?? CellText("")
            }
        }
    }

    private func line(_ cell: (Column) -> CellText) -> String {
        var line = ""
        // Spaces are owed until something follows them: no line ends with any.
        var owed = 0
        for (position, column) in columns.enumerated() {
            if position > 0 { owed += TableLayout.gap }
            let text = cell(column).fitted(to: column.width)
            let padding = max(column.width - DisplayWidth.of(text), 0)
            if column.isRightAligned { owed += padding }
            if !text.isEmpty {
                line += String(repeating: " ", count: owed) + text
                owed = 0
            }
            if !column.isRightAligned { owed += padding }
        }
        return line
    }

    /// `2026-11-24T18:00:00.000Z` as `11-24 18:00`.
    private static func time(_ value: JSONValue?) -> CellText {
        guard let text = value?.string, text.utf8.count >= 16 else { return untrusted(value) }
        let (day, clock) = (text.dropFirst(5).prefix(5), text.dropFirst(11).prefix(5))
        return CellText(untrusted: "\(day) \(clock)")
    }

    /// `45s`, `2.5m`, `1.5h`: in the largest unit of which there are two or more.
    private static func period(_ seconds: Double) -> String {
        switch seconds {
        case ..<119.5: "\(Int64(clamping: seconds))s"
        case ..<7_195: "\(DecimalText(seconds / 60, digits: 1))m"
        default: "\(DecimalText(seconds / 3_600, digits: 1))h"
        }
    }

    private static func destination(_ value: JSONValue?, width: Int) -> CellText {
        guard let address = value?["ip"]?.string else { return CellText("") }
        let plain = CellText(untrusted: address)
        guard let port = value?["port"]?.integer else { return plain }
        let isLong = address.utf8.contains(UInt8(ascii: ":"))
        let both = CellText(untrusted: isLong ? "[\(address)]:\(port)" : "\(address):\(port)")
        // An address without its port is better than one without its middle.
        return both.width <= width ? both : plain
    }

    private static func untrusted(_ value: JSONValue?) -> CellText {
        guard let value else { return CellText("") }
        return CellText(untrusted: value.string ?? value.text)
    }
}

extension JSONValue {
    /// The value of a field by its dotted name, nested or under the name as it is.
    fileprivate func field(_ name: String) -> JSONValue? {
        if let value = self[name] { return value }
        return name.split(separator: ".").reduce(Optional(self)) { value, part in value?[String(part)] }
    }
}
