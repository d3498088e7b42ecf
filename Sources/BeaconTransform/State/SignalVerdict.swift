public import SearchCluster

/// What an analyst says of a signal, in a document of its own: no rerun changes it, and the newest word on a signal counts.
public struct SignalVerdict: Sendable, Equatable {
    /// What a signal turned out to be.
    public enum Word: String, Sendable, CaseIterable {
        /// A beacon that somebody has to deal with.
        case hostile = "true"
        /// A beacon, and harmless.
        case benign
        /// No beacon at all.
        case mistaken = "false"
    }

    /// The signal's id.
    public var signalID: String
    /// What it turned out to be.
    public var word: Word
    /// What there is to add.
    public var note: String?
    /// Who says so.
    public var author: String
    /// When it was said, by the cluster's clock, in milliseconds since 1970.
    public var millis: Int64
    /// The signal's document at that time, of which a few fields are kept: signals may be deleted when they are old.
    public var signal: JSONValue

    /// A word on a signal.
    public init(signalID: String, word: Word, note: String?, author: String, millis: Int64, signal: JSONValue) {
        self.signalID = signalID
        self.word = word
        self.note = note
        self.author = author
        self.millis = millis
        self.signal = signal
    }

    /// The host; `nil` for groups without one.
    public var host: String? { signal["host"]?["name"]?.string }
    /// The process; `nil` for groups without one.
    public var process: String? { signal["process"]?["name"]?.string }
    /// Whether the strict metric took it for a beacon.
    public var isStrict: Bool { signal["is_beaconing"]?.boolean == true }
    /// Whether the second opinion did.
    public var isRegular: Bool { signal["regular"]?.boolean == true }
    /// The template of the signal.
    public var template: String? { signal["template"]?.string }
    /// The values of its group by the names of the fields.
    public var group: JSONValue? { signal["group"] }
    /// Its priority.
    public var priority: Int64? { signal["priority"]?.integer }

    private static let kind = "verdict"

    var json: JSONValue {
        [
            "kind": .string(Self.kind), "@timestamp": .integer(millis), "signal_id": .string(signalID),
            "verdict": .string(word.rawValue), "note": note.map(JSONValue.string) ?? .null, "author": .string(author),
            "template": signal["template"] ?? .null, "signal": signal,
        ]
    }

    init?(_ document: JSONValue) {
        guard let id = document["signal_id"]?.string, let word = document["verdict"]?.string.flatMap(Word.init),
            let millis = document["@timestamp"]?.integer
        else { return nil }
        self.init(
            signalID: id, word: word, note: document["note"]?.string, author: document["author"]?.string ?? "",
            millis: millis, signal: document["signal"] ?? .null)
    }

    /// What is kept of a signal's document.
    static func kept(of document: JSONValue, in template: TransformTemplate) -> JSONValue {
        let ours = document["beaconing"]
        let members: [(String, JSONValue?)] = [
            (
                "group",
                .object(
                    template.groupBy.compactMap { field in
                        value(of: field.name, in: document).map { .init(field.name, $0) }
                    })
            ),
            ("host", document["host"]), ("process", document["process"]), ("source", document["source"]),
            ("destination", document["destination"]), ("template", ours?["template"]?["id"]),
            ("window_end", ours?["window"]?["end"]), ("is_beaconing", document[template.metric.name]?["is_beaconing"]),
            ("regular", ours?["regular"]), ("priority", ours?["priority"]),
            ("period_seconds", ours?["period_seconds"]), ("main_destination", ours?["destination"]),
        ]
        return .object(members.compactMap { name, value in value.map { .init(name, $0) } })
    }

    private static func value(of field: String, in document: JSONValue) -> JSONValue? {
        field.split(separator: ".").reduce(document as JSONValue?) { $0?[String($1)] }
    }

    /// What became of a word.
    public enum Outcome: Sendable, Equatable {
        /// It is kept.
        case kept(SignalVerdict)
        /// There is no signal of that id.
        case noSignal
    }

    /// Says a word on a stored signal.
    ///
    /// - Throws: whatever the cluster says.
    public static func say(
        _ word: Word, on id: String, note: String?, author: String, template: TransformTemplate, in index: StateIndex,
        client: ClusterClient
    ) async throws(ClusterError) -> Outcome {
        let destination = template.destination
        let signals = destination.aliases.first { !$0.moves }?.name ?? destination.index
        let body: JSONValue = ["size": 1, "track_total_hits": false, "query": ["ids": ["values": [.string(id)]]]]
        let answer = try await client.search(body, on: signals)
        guard let document = answer["hits"]?["hits"]?.array?.first?["_source"] else { return .noSignal }
        try await index.create()
        var verdict = SignalVerdict(
            signalID: id, word: word, note: note, author: author, millis: try await index.clockMillis(),
            signal: kept(of: document, in: template))
        // Two words in one millisecond are two words.
        while true {
            if case .made = try await index.put("verdict \(id) \(verdict.millis)", verdict.json, over: nil) {
                return .kept(verdict)
            }
            verdict.millis += 1
        }
    }

    /// The newest word on each signal, newest first.
    ///
    /// - Throws: whatever the cluster says; `.noSuchIndex` where nothing was ever run or marked.
    public static func all(in index: StateIndex) async throws(ClusterError) -> [SignalVerdict] {
        try await index.refresh()
        let documents = try await index.newest([["term": ["kind": .string(kind)]]], limit: mostRead)
        var seen: Set<String> = []
        return documents.compactMap(SignalVerdict.init).filter { seen.insert($0.signalID).inserted }
    }

    /// Words that are read at the most, the newest of them.
    public static let mostRead = 10_000
}
