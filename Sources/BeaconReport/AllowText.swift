public import BeaconTransform
public import SearchCluster

/// A review of an allow-list, entry by entry, for a terminal or as JSON.
public struct AllowText: Sendable {
    private let review: AllowReview
    private let nowSeconds: Int64
    private let width: Int
    private let what: String?
    /// Hidden signals of an entry that are printed.
    private static let mostShown = 5

    /// A text.
    ///
    /// - Parameters:
    ///   - width: columns of a line.
    ///   - what: what was looked at, such as `of the last 7 days`; `nil` where nothing was.
    public init(_ review: AllowReview, nowSeconds: Int64, width: Int, what: String?) {
        self.review = review
        self.nowSeconds = nowSeconds
        self.width = width
        self.what = what
    }

    /// The lines, with a newline at the end.
    public var text: String {
        guard !review.outcomes.isEmpty else {
            return "There is no entry. Lists are named with --allow or lie in ~/.config/beaconing/allow.yml.\n"
        }
        var lines: [String] = []
        for outcome in review.outcomes {
            let entry = outcome.entry
            lines += WrappedText("\(entry.origin)  \(entry.plainText)", width: width, indent: 4).lines
            let until = entry.expiresSeconds.map(Self.end) ?? "for ever"
            let drop = entry.drops ? ", left out of the query" : ""
            lines += indented("\(until)\(drop), \(SafeText(entry.author)): \(SafeText(entry.reason))")
            if what != nil { lines += hidden(outcome) }
            lines += review.warnings(outcome, nowSeconds: nowSeconds).compactMap(sentence).flatMap {
                indented("warning: \($0)")
            }
        }
        if let what {
            let all = "\(CountText(review.hidden)) of \(CountText(review.signals, "signal")) \(what) would be hidden"
            lines += [""] + WrappedText(all, width: width).lines
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The review as one JSON object.
    public var json: JSONValue {
        [
            "signals": .integer(Int64(review.signals)), "hidden": .integer(Int64(review.hidden)),
            "entries": .array(
                review.outcomes.map { outcome in
                    [
                        "origin": .string(outcome.entry.origin), "allows": .string(outcome.entry.plainText),
                        "reason": .string(outcome.entry.reason), "author": .string(outcome.entry.author),
                        "expires": outcome.entry.expiresSeconds.map {
                            .string(Timestamp(seconds: $0).description)
                        } ?? .null,
                        "drop": .boolean(outcome.entry.drops), "hidden": .integer(Int64(outcome.hidden.count)),
                        "expired": .integer(Int64(outcome.expired)),
                        "warnings": .array(
                            review.warnings(outcome, nowSeconds: nowSeconds).compactMap(sentence).map(JSONValue.string)),
                        "signals": .array(outcome.hidden.map(Self.json)),
                    ]
                }),
        ]
    }

    /// An end at midnight is the end of the day before, as people write it.
    private static func end(_ seconds: Int64) -> String {
        seconds % 86_400 == 0
            ? "to the end of \(Timestamp(seconds: seconds - 1).plainText.prefix(10))"
            : "until \(Timestamp(seconds: seconds).plainText) UTC"
    }

    private static func json(_ found: AllowReview.Found) -> JSONValue {
        [
            "window_end": .string(found.windowEnd), "host": found.subject.host.map(JSONValue.string) ?? .null,
            "process": found.subject.process.map(JSONValue.string) ?? .null,
            "source": found.subject.source.map(JSONValue.string) ?? .null,
            "destinations": .array((found.subject.destinations ?? []).map(JSONValue.string)),
            "priority": found.priority.map { .integer($0) } ?? .null,
        ]
    }

    private func indented(_ text: String) -> [String] {
        WrappedText(text, width: width - 4, indent: 2).lines.map { "    " + $0 }
    }

    private func hidden(_ outcome: AllowReview.Outcome) -> [String] {
        if outcome.expired > 0 {
            return indented("would hide \(CountText(outcome.expired, "signal")) if it had not expired")
        }
        guard !outcome.hidden.isEmpty else { return [] }
        let places = Set(outcome.hidden.map { $0.subject.host ?? $0.subject.source ?? "" }).count
        var lines = indented("hides \(CountText(outcome.hidden.count, "signal")) on \(CountText(places, "host"))")
        for found in outcome.hidden.prefix(Self.mostShown) {
            let subject = found.subject
            let who = [subject.host ?? subject.source, subject.process].compactMap(\.self)
                .map { CellText(untrusted: $0).text }.joined(separator: "  ")
            let to = subject.destinations?.first.map { "  " + CellText(untrusted: $0).text } ?? ""
            let when = found.windowEnd.prefix(16).replacing("T", with: " ")
            lines.append("      \(when)  \(who)\(to)  priority \(found.priority.map(String.init) ?? "-")")
        }
        let more = outcome.hidden.count - Self.mostShown
        if more > 0 { lines.append("      and \(CountText(more)) more") }
        return lines
    }

    private func sentence(_ warning: AllowReview.Warning) -> String? {
        switch warning {
        case .bareName: "it asks for a name alone, which anybody can give a program; add a destination or hosts"
        case .attackersUse: "attackers use programs of this name; add the destinations that are meant"
        case .hidesNothing: what == nil ? nil : "it hides nothing; is it still needed?"
        case .hasExpired: "it has expired; its signals are back"
        case .expiresSoon: "it expires within two weeks"
        }
    }
}
