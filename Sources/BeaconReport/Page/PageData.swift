internal import BeaconScore
internal import BeaconTransform
internal import SearchCluster

/// What a page's script draws: lists rather than objects, since thousands of signals have the same members.
///
/// Each destination and each reason is there once. The script names the places of a list as they are here.
///
/// All text of others is made safe here, so that the script has nothing to decide; it is put on the page as text all the same.
struct PageData {
    private let template: TransformTemplate
    private let found: FoundSignals
    private let subject: PageSubject
    private let ranking: [Int]
    private var destinations = NumberedTexts()
    private var reasons = NumberedTexts()

    init(_ template: TransformTemplate, _ found: FoundSignals, _ subject: PageSubject) {
        self.template = template
        self.found = found
        self.subject = subject
        ranking = found.ranking
    }

    /// Delivers the data as one JSON object in pieces, in which nothing can end a script element or begin a comment.
    mutating func write<Failure: Error>(to write: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        var writer = JSONWriter(capacity: SignalReport.pieceBytes + 8_192)
        writer.append(raw: "{\"signals\":[".utf8)
        for (place, number) in ranking.enumerated() {
            if place > 0 { writer.append(raw: ",\n".utf8) }
            writer.append(row(of: found.entries[number]))
            if writer.bytes.count >= SignalReport.pieceBytes {
                try write(Self.inert(writer.bytes))
                writer.removeAll()
            }
        }
        writer.append(byte: UInt8(ascii: "]"))
        for (name, value) in head {
            writer.append(raw: ",\n\"\(name)\":".utf8)
            writer.append(value)
        }
        writer.append(byte: UInt8(ascii: "}"))
        try write(Self.inert(writer.bytes))
    }

    /// JSON without the characters that a page acts on; they occur within strings alone, where an escape is the same character.
    static func inert(_ bytes: [UInt8]) -> [UInt8] {
        var inert: [UInt8] = []
        inert.reserveCapacity(bytes.count + bytes.count / 16)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "<"): inert += "\\u003c".utf8
            case UInt8(ascii: ">"): inert += "\\u003e".utf8
            case UInt8(ascii: "&"): inert += "\\u0026".utf8
            default: inert.append(byte)
            }
        }
        return inert
    }

    /// What is not of one signal.
    private var head: [(String, JSONValue)] {
        let grid = found.span.map(ActivityGrid.init)
        let parameters = template.metric.parameters
        return [
            ("source", Self.text(subject.source)), ("made", .integer(subject.madeSeconds)),
            ("program", Self.text(subject.program)), ("template", Self.text("\(template.id) \(template.version)")),
            ("fields", .array(template.groupBy.map { Self.text($0.name) })),
            ("both", .boolean(template.opinions == .both)),
            (
                "limits",
                [
                    .number(parameters.minBeaconingCountAutocovariance), .number(parameters.maxBeaconingCountRV),
                    .number(parameters.maxBeaconingBytesCOV),
                ]
            ),
            (
                "fewest",
                [.integer(Int64(parameters.minNumberPeriods) + 1), .integer(Int64(2 * parameters.minNumberPeriods))]
            ),
            ("mostDestinations", .integer(Int64(parameters.numberDestinationIPs))),
            ("bucket", .integer(Int64(parameters.timeBucketLength))),
            ("from", grid.map { .integer($0.firstSecond) } ?? .null),
            ("stretch", grid.map { .integer(Int64($0.stretchSeconds)) } ?? .null),
            ("stretches", grid.map { .integer(Int64($0.count)) } ?? .null),
            ("windows", .array(found.windows.map(Self.window))), ("hosts", .integer(Int64(found.hosts))),
            (
                "warnings",
                .array(found.warnings.map { [Self.text($0.sentence), .integer(Int64($0.windows))] })
            ),
            ("unread", subject.unread.map(Self.text) ?? .null),
            ("explain", subject.explainWords.map { .array($0.map { .string($0) }) } ?? .null),
            ("destinations", .array(destinations.texts.map { .string($0) })),
            ("reasons", .array(reasons.texts.map { .string($0) })),
        ]
    }

    private static func window(_ judged: FoundSignals.Judged) -> JSONValue {
        let (counts, split) = (judged.counts, judged.split)
        return .array(
            [
                judged.window.firstSecond, judged.window.nowSeconds, counts.documents, Int64(counts.seen),
                Int64(counts.tooFewEvents), Int64(counts.tooShortSpan), Int64(counts.judged), Int64(judged.signals),
                Int64(split.busy), Int64(split.looked), Int64(split.regular),
            ].map { .integer($0) })
    }

    private mutating func row(of entry: FoundSignals.Entry) -> JSONValue {
        let (signal, judgement) = (entry.signal, entry.signal.judgement)
        let window = found.windows[entry.best].window
        let opinion = judgement.opinion
        let isRegular = opinion?.isRegular == true
        let activity: JSONValue = entry.activity.map { .string($0) } ?? .null
        let period = judgement.periodSeconds(in: window).map { Self.number($0) } ?? .null
        let context = signal.context
        let listed = (context?.destinations ?? []).map { row(of: $0) }
        return [
            .array(judgement.group.values.map { .string(Self.shown($0)) }),
            .integer(Int64(signal.priority.value)), .integer(Self.flags(of: signal)),
            period, isRegular ? opinion.map { Self.number($0.jitter) } ?? .null : .null,
            isRegular ? opinion.map { Self.number($0.regularity) } ?? .null : .null,
            isRegular ? opinion?.law.map { .string($0.rawValue) } ?? .null : .null,
            .integer(judgement.documents), .integer(Self.second(judgement.newestMillis)),
            context?.firstSeenMillis.map { .integer(Self.second($0)) } ?? .null,
            .array(listed), context?.sourceAddress.map { .string(Self.shown($0)) } ?? .null,
            .array(signal.priority.points.map { [.integer(reasons.number($0.reason)), .integer(Int64($0.points))] }),
            Self.figures(of: judgement.verdict), opinion.map(Self.evidence) ?? .null,
            .string(ActivityGrid.text(of: entry.seen, among: found.windows.count)), .integer(Int64(entry.best)),
            activity, .integer(Int64(judgement.hosts.sharing)), context?.port.map { .integer($0) } ?? .null,
            context?.split.map { row(of: $0) } ?? .null,
        ]
    }

    private mutating func row(of destination: GroupContext.Destination) -> JSONValue {
        [
            .integer(destinations.number(Self.shown(destination.value))), .integer(destination.documents),
            .integer(Int64(destination.hosts)),
            destination.firstSeenMillis.map { .integer(Self.second($0)) } ?? .null,
        ]
    }

    /// 1 the strict metric, 2 the second opinion, 4 periodic, 8 counts, 16 bytes sent, 32 bytes received, 64 on the clock's grid,
    /// 128 found harmless by the allow-list.
    private static func flags(of signal: Signal) -> Int64 {
        let judgement = signal.judgement
        let figures = judgement.verdict.figures
        let marks = [
            judgement.verdict.isBeaconing, judgement.opinion?.isRegular == true, figures?.periodic == true,
            figures?.counts.isLow == true, figures?.sourceBytes.isLow == true,
            figures?.destinationBytes.isLow == true, judgement.exact?.isOnGrid == true, signal.allowed != nil,
        ]
        return marks.reversed().reduce(0) { $0 * 2 + ($1 ? 1 : 0) }
    }

    private static func figures(of verdict: Verdict) -> JSONValue {
        guard let figures = verdict.figures else { return .null }
        return [
            .integer(Int64(figures.beaconingScore)), number(figures.autocovariance),
            .integer(Int64(figures.maxAutocovariancePeriod)), number(figures.counts.mean),
            number(figures.counts.standardDeviation), number(figures.sourceBytes.mean),
            number(figures.sourceBytes.standardDeviation), number(figures.destinationBytes.mean),
            number(figures.destinationBytes.standardDeviation), .integer(Int64(verdict.nonEmptyBuckets)),
            .integer(Int64(verdict.interval)),
        ]
    }

    private static func evidence(of opinion: Regularity) -> JSONValue {
        [
            .string(opinion.evidence.rawValue), .integer(Int64(opinion.samples)), number(opinion.measured),
            number(opinion.deviations),
        ]
    }

    /// Four decimals, as many as anybody reads; `null` for what is no number.
    private static func number(_ value: Double) -> JSONValue {
        guard value.isFinite else { return .null }
        let rounded = (value * 10_000).rounded() / 10_000
        guard rounded.isFinite else { return .number(value) }
        return Int64(exactly: rounded).map { .integer($0) } ?? .number(rounded)
    }

    private static func second(_ millis: Int64) -> Int64 { millis / 1000 }

    private static func text(_ text: String) -> JSONValue { .string(NameText(text).description) }

    /// A value of the data as it is shown: what could mislead a reader is visible.
    private static func shown(_ value: GroupValue) -> String {
        if case .text(let utf8) = value { return CellText(untrusted: utf8).text }
        return CellText(untrusted: value.description).text
    }
}

/// Texts, each once, by number.
private struct NumberedTexts {
    private(set) var texts: [String] = []
    private var numbers: [[UInt8]: Int] = [:]

    /// The number of a text, a new one for a new text.
    mutating func number(_ text: String) -> Int64 {
        let key = Array(text.utf8)
        if let number = numbers[key] { return Int64(number) }
        numbers[key] = texts.count
        texts.append(text)
        return Int64(texts.count - 1)
    }
}
