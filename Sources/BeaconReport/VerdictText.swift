public import BeaconTransform
public import SearchCluster

/// What analysts have said of signals, and how often each opinion was right, for a terminal or as JSON.
public struct VerdictText: Sendable {
    private let verdicts: [SignalVerdict]
    private let width: Int

    /// A text about the newest word on each signal.
    public init(_ verdicts: [SignalVerdict], width: Int) {
        self.verdicts = verdicts
        self.width = width
    }

    /// How a share of the marked signals fared.
    struct Row: Equatable {
        var name: String
        var hostile = 0
        var benign = 0
        var mistaken = 0

        var all: Int { hostile + benign + mistaken }

        mutating func add(_ word: SignalVerdict.Word) {
            switch word {
            case .hostile: hostile += 1
            case .benign: benign += 1
            case .mistaken: mistaken += 1
            }
        }
    }

    /// By opinion, then by priority.
    var rows: [Row] {
        func row(_ name: String, _ belongs: (SignalVerdict) -> Bool) -> Row {
            var row = Row(name: name)
            for verdict in verdicts where belongs(verdict) { row.add(verdict.word) }
            return row
        }
        return [
            row("strict metric") { $0.isStrict }, row("second opinion") { $0.isRegular }, row("either") { _ in true },
            row("priority 70 and above") { $0.priority ?? 0 >= 70 },
            row("priority 40 to 69") { (40..<70).contains($0.priority ?? 0) },
            row("priority below 40") { $0.priority ?? 0 < 40 },
        ]
    }

    /// The words, newest first.
    public var list: String {
        guard !verdicts.isEmpty else { return Self.nothing }
        return verdicts.map { verdict in
            let who = [verdict.host, verdict.process].compactMap(\.self).map { CellText(untrusted: $0).text }
                .joined(separator: ", ")
            let note = verdict.note.map { ": \(SafeText($0))" } ?? ""
            let line =
                "\(Timestamp(millis: verdict.millis).plainText)  \(verdict.word.rawValue)  \(who)  "
                + "(\(SafeText(verdict.author)))\(note)  \(SafeText(verdict.signalID))"
            return WrappedText(line, width: width, indent: 2).lines.joined(separator: "\n") + "\n"
        }.joined()
    }

    /// The list and the table.
    public var text: String { verdicts.isEmpty ? list : list + "\n" + evaluation }

    /// A table of how many marked signals were what, with the share of hostile ones.
    public var evaluation: String {
        guard !verdicts.isEmpty else { return Self.nothing }
        var lines = [
            "Signals that analysts have marked: \(CountText(verdicts.count)). What is not found cannot be marked."
        ]
        lines.append(Self.line("SIGNALS OF", "MARKED", "TRUE", "BENIGN", "FALSE", "TRUE %"))
        for row in rows where row.all > 0 {
            lines.append(
                Self.line(
                    row.name, "\(row.all)", "\(row.hostile)", "\(row.benign)", "\(row.mistaken)",
                    DecimalText(Double(row.hostile) / Double(row.all) * 100, digits: 1).description))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// All words and the table as one JSON object.
    public var json: JSONValue {
        [
            "verdicts": .array(
                verdicts.map { verdict in
                    [
                        "id": .string(verdict.signalID), "verdict": .string(verdict.word.rawValue),
                        "note": verdict.note.map(JSONValue.string) ?? .null, "author": .string(verdict.author),
                        "@timestamp": .string(Timestamp(millis: verdict.millis).description), "signal": verdict.signal,
                    ]
                }),
            "rows": .array(
                rows.map { row in
                    [
                        "name": .string(row.name), "marked": .integer(Int64(row.all)),
                        "true": .integer(Int64(row.hostile)), "benign": .integer(Int64(row.benign)),
                        "false": .integer(Int64(row.mistaken)),
                    ]
                }),
        ]
    }

    /// The newest word on each group of a template as a label, one JSON object a line, as `tune --labels` reads them.
    public func labels(of template: String) -> [UInt8] {
        var seen: Set<[UInt8]> = []
        var bytes: [UInt8] = []
        for verdict in verdicts where verdict.template == template {
            guard let group = verdict.group?.members, !group.isEmpty, seen.insert(verdict.group?.bytes ?? []).inserted
            else {
                continue
            }
            let label = JSONValue.object(group + [.init("is_beacon", .boolean(verdict.word == .hostile))])
            bytes += label.bytes
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    private static let nothing = "No signal has been marked: beaconing mark ID true|benign|false\n"

    private static func line(_ name: String, _ cells: String...) -> String {
        func padded(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.count)) + text
        }
        return name + String(repeating: " ", count: max(0, 22 - name.count)) + cells.map { padded($0, 8) }.joined()
    }
}
