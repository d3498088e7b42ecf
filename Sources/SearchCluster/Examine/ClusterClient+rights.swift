internal import HTTPTransport

extension ClusterClient {
    /// Asks which rights of a role are missing, without changing anything.
    ///
    /// Elasticsearch is asked for all at once. OpenSearch has no such question: each right is used in a way that can have
    /// no effect, such as a write over a state that a document never had.
    ///
    /// - Throws: whatever ``send(_:)`` throws but a 403.
    public func missingRights(
        of role: AccessRole, on family: ClusterProduct.Family
    ) async throws(ClusterError) -> RightsAnswer {
        switch family {
        case .elasticsearch: try await elasticsearchRights(role)
        case .opensearch: try await openSearchRights(role)
        }
    }

    private func elasticsearchRights(_ role: AccessRole) async throws(ClusterError) -> RightsAnswer {
        // Who may write to the index itself need not have rights on all that its name may become.
        var role = role
        role.destinations = role.indices
        let wanted = role.json(for: .elasticsearch)
        let body: JSONValue = ["cluster": wanted["cluster"] ?? [], "index": wanted["indices"] ?? []]
        let call = ClusterCall(
            .post, ["_security", "user", "_has_privileges"], body: body.bytes, to: "asking for rights")
        let response = try await send(call, attempts: configuration.retry.attempts)
        guard response.status == 200, let answer = JSONValue(parsing: response.body),
            let indices = answer["index"]?.members
        else { return .unknown }
        var missing: [MissingRight] = []
        for index in indices {
            for right in index.value.members ?? [] where right.value.boolean == false {
                missing.append(
                    MissingRight(
                        right: right.name, index: index.name, isSource: role.sources.contains(index.name)))
            }
        }
        return .missing(missing)
    }

    private func openSearchRights(_ role: AccessRole) async throws(ClusterError) -> RightsAnswer {
        var missing: [MissingRight] = []
        let read: JSONValue = ["size": 0, "track_total_hits": false]
        for source in role.sources {
            let call = ClusterCall(.post, [source, "_search"], body: read.bytes, to: "asking for rights")
            if try await isForbidden(call) { missing.append(.init(right: "read", index: source, isSource: true)) }
        }
        for index in role.written {
            let got = try await status(ClusterCall(.get, [index], to: "asking for rights"))
            let isState = role.states.contains(index)
            if got == 403, !isState {
                missing.append(.init(right: "indices:admin/get", index: index, isSource: false))
            }
            // A write to what is not there would make it.
            guard got == 200 || (got == 403 && isState) else { continue }
            if isState || role.deletes {
                let call = ClusterCall(.post, [index, "_search"], body: read.bytes, to: "asking for rights")
                if try await isForbidden(call) {
                    missing.append(.init(right: "indices:data/read/search", index: index, isSource: false))
                }
            }
            let verbs = isState || role.deletes ? ["index", "delete"] : ["index"]
            for verb in verbs where try await isWriteForbidden(verb, on: index) {
                missing.append(.init(right: "indices:data/write/\(verb)", index: index, isSource: false))
            }
        }
        return .missing(missing)
    }

    /// Tries to change a document from a state that it never had: where that is allowed it is refused as a conflict.
    private func isWriteForbidden(_ verb: String, on index: String) async throws(ClusterError) -> Bool {
        let target: JSONValue = [
            "_index": .string(index), "_id": "beaconing-doctor", "if_seq_no": .integer(1 << 52),
            "if_primary_term": .integer(1 << 52),
        ]
        var body = JSONValue.object([.init(verb, target)]).bytes + [UInt8(ascii: "\n")]
        if verb == "index" { body += Array("{}\n".utf8) }
        let call = ClusterCall(
            .post, ["_bulk"], query: [("require_alias", "false")], body: body, contentType: "application/x-ndjson",
            to: "asking for rights")
        let response = try await send(call, attempts: configuration.retry.attempts)
        if response.status == 403 { return Self.isAboutRights(ErrorAnswer(body: response.body)) }
        guard let item = JSONValue(parsing: response.body)?["items"]?.array?.first?[verb] else { return false }
        return item["status"]?.integer == 403 && Self.isAboutRights(ErrorAnswer(answer: item))
    }

    /// A block on an index, such as that of a full disk, is a 403 as well.
    private static func isAboutRights(_ answer: ErrorAnswer) -> Bool {
        !answer.types.contains("cluster_block_exception") && !answer.types.contains("index_closed_exception")
    }

    private func isForbidden(_ call: ClusterCall) async throws(ClusterError) -> Bool {
        try await status(call) == 403
    }

    private func status(_ call: ClusterCall) async throws(ClusterError) -> Int {
        try await send(call, attempts: configuration.retry.attempts).status
    }
}

extension AccessRole {
    /// The indices by their own names that a runner writes to.
    fileprivate var written: [String] { indices + states }
}
