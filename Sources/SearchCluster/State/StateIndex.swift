internal import HTTPTransport

/// A small index of the program's own in which runners meet: leases, checkpoints, run records.
///
/// A document is changed only by who has seen its last state, so that of two who try at once one is told that it was slower.
public struct StateIndex: Sendable {
    /// The index's name.
    public let name: String
    private let client: ClusterClient

    /// The index of that name in a cluster.
    public init(name: String, client: ClusterClient) {
        self.name = name
        self.client = client
    }

    /// The name that is used unless another is given.
    public static let usualName = "beaconing-state"

    /// The index as it is to be made.
    public static func definition(name: String) -> DestinationIndex {
        var properties: [JSONValue.Member] = []
        for (type, names) in fieldTypes {
            properties += names.map { .init($0, ["type": .string(type)]) }
        }
        // A field of a later version is kept in the document and left out of the index, not refused.
        return DestinationIndex(
            name: name,
            mappings: [
                "_meta": Ownership.meta(version: "1"), "dynamic": false, "properties": .object(properties),
            ], aliases: [])
    }

    private static let fieldTypes: [(String, [String])] = [
        ("keyword", ["kind", "template", "slice", "holder", "outcome", "mode", "run"]),
        ("date", ["@timestamp", "window_start", "window_end", "checkpoint", "lease_expires"]),
    ]

    /// What a state of a document is known by.
    public struct Revision: Sendable, Equatable {
        let sequence: Int64
        let term: Int64
    }

    /// What is there under an id.
    public enum Reading: Sendable, Equatable {
        /// A document in this state.
        case found(JSONValue, Revision)
        /// No document.
        case absent
        /// Not even the index.
        case noIndex
    }

    /// What became of a change.
    public enum Change: Sendable, Equatable {
        /// It was made; the document is now in this state.
        case made(Revision)
        /// Somebody else has changed the document meanwhile, and nothing was done.
        case overtaken
    }

    /// Makes the index; one that is there already is no trouble.
    public func create() async throws(ClusterError) {
        _ = try await client.createNew(Self.definition(name: name))
    }

    /// Reads a document as it is at this moment.
    public func read(_ id: String) async throws(ClusterError) -> Reading {
        let purpose = "reading state index \(SafeText(name))"
        let response = try await client.send(ClusterCall(.get, [name, "_doc", id], to: purpose))
        let answer = JSONValue(parsing: response.body)
        if response.status == 404 {
            if answer?["found"]?.boolean == false { return .absent }
            if ErrorAnswer(body: response.body).types.contains("index_not_found_exception") { return .noIndex }
        }
        guard response.status == 200, let source = answer?["_source"], let revision = Revision(answer) else {
            throw failure(response, purpose)
        }
        return .found(source, revision)
    }

    /// Puts a document in the place of the state that was seen; `nil` where none was seen.
    ///
    /// - Parameter attempts: how often it is tried at the most; `nil` as often as the client tries everything.
    public func put(
        _ id: String, _ source: JSONValue, over seen: Revision?, attempts: Int? = nil
    ) async throws(ClusterError) -> Change {
        let purpose = "writing to state index \(SafeText(name))"
        let query =
            seen.map { [("if_seq_no", "\($0.sequence)"), ("if_primary_term", "\($0.term)")] } ?? [("op_type", "create")]
        let call = ClusterCall(.put, [name, "_doc", id], query: query, body: source.bytes, to: purpose)
        let response =
            if let attempts { try await client.sendAllowed(call, attempts: attempts) } else {
                try await client.send(call)
            }
        if response.status == 409 { return .overtaken }
        guard [200, 201].contains(response.status), let revision = Revision(JSONValue(parsing: response.body)) else {
            throw failure(response, purpose)
        }
        return .made(revision)
    }

    /// The cluster's clock in milliseconds since 1970.
    public func clockMillis() async throws(ClusterError) -> Int64 {
        try await client.clockMillis(asking: name)
    }

    /// Whether there is anything of other templates than these, or the word of an analyst, which nobody can make again.
    public func serves(othersThan templates: [String]) async throws(ClusterError) -> Bool {
        let answer = try await search([
            "size": 1, "track_total_hits": false, "_source": false,
            "query": [
                "bool": [
                    "should": [
                        ["bool": ["must_not": [["terms": ["template": .array(templates.map(JSONValue.string))]]]]],
                        ["term": ["kind": "verdict"]],
                    ], "minimum_should_match": 1,
                ]
            ],
        ])
        return answer["hits"]?["hits"]?.array?.isEmpty == false
    }

    /// The newest documents that match, newest first.
    public func newest(_ filters: [JSONValue], limit: Int) async throws(ClusterError) -> [JSONValue] {
        let answer = try await search([
            "size": .integer(Int64(limit)), "track_total_hits": false,
            "query": ["bool": ["filter": .array(filters)]],
            "sort": [["@timestamp": ["order": "desc", "unmapped_type": "date"]]],
        ])
        return (answer["hits"]?["hits"]?.array ?? []).compactMap { $0["_source"] }
    }

    /// Makes what was written visible to searches.
    public func refresh() async throws(ClusterError) {
        _ = try await client.send(
            ClusterCall(.post, [name, "_refresh"], to: "refreshing state index \(SafeText(name))"))
    }

    private func search(_ body: JSONValue) async throws(ClusterError) -> JSONValue {
        let purpose = "searching state index \(SafeText(name))"
        let response = try await client.send(
            ClusterCall(
                .post, [name, "_search"], query: [("allow_partial_search_results", "false")], body: body.bytes,
                to: purpose))
        guard response.status == 200, let answer = JSONValue(parsing: response.body),
            answer["_shards"]?["failed"]?.integer == 0, answer["timed_out"]?.boolean == false
        else { throw failure(response, purpose) }
        return answer
    }

    private func failure(_ response: HTTPResponse, _ purpose: String) -> ClusterError {
        let answer = ErrorAnswer(body: response.body)
        // A search may say in a whole answer that shards failed.
        guard response.status == 200, let reason = answer.reason else { return .unexpected(response, to: purpose) }
        return ClusterError(.incomplete, "\(purpose) failed: \(reason)", type: answer.type)
    }
}

extension StateIndex.Revision {
    fileprivate init?(_ answer: JSONValue?) {
        guard let sequence = answer?["_seq_no"]?.integer, let term = answer?["_primary_term"]?.integer else {
            return nil
        }
        self.init(sequence: sequence, term: term)
    }
}
