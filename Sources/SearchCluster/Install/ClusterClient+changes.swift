internal import HTTPTransport

extension ClusterClient {
    /// Makes one change.
    ///
    /// - Throws: `.refused` with the engine's reason, `.forbidden` with what is not allowed; an object that is gone
    ///   already, or there already, is no trouble.
    public func make(_ change: ClusterChange) async throws(ClusterError) {
        let purpose = "to " + change.sentences.joined(separator: " and to ")
        switch change {
        case .putTemplate(let name, let body, _, _): try await putTemplate(name, body, purpose: purpose)
        case .createIndex(let name, let mappings):
            _ = try await createNew(DestinationIndex(name: name, mappings: mappings, aliases: []))
        case .addFields(let index, let properties, _):
            let body: JSONValue = ["properties": properties]
            try await apply(.put, [index, "_mapping"], body, purpose: purpose)
        case .changeAliases(let changes):
            let body: JSONValue = ["actions": .array(changes.flatMap(\.actions))]
            try await apply(.post, ["_aliases"], body, purpose: purpose)
        case .deleteTemplate(let name):
            try await apply(.delete, ["_index_template", name], nil, purpose: purpose, goneIsFine: true)
        case .deleteState(let name), .deleteIndex(let name, _):
            try await apply(.delete, [name], nil, purpose: purpose, goneIsFine: true)
        }
    }

    private func putTemplate(_ name: String, _ body: JSONValue, purpose: String) async throws(ClusterError) {
        do throws(ClusterError) {
            try await apply(.put, ["_index_template", name], body, purpose: purpose)
        } catch {
            // Replicas are not ours to choose everywhere, for instance on serverless: then without.
            guard error.code == .refused, case .object(var members)? = body["template"] else { throw error }
            members.removeAll { $0.name == "settings" }
            let plain = body.setting("template", to: .object(members))
            do throws(ClusterError) {
                try await apply(.put, ["_index_template", name], plain, purpose: purpose)
            } catch let second {
                // The first reason is the one that was meant, unless the settings were all that was wrong.
                throw second.code == .refused ? error : second
            }
        }
    }

    private func apply(
        _ method: HTTPRequest.Method, _ path: [String], _ body: JSONValue?, purpose: String, goneIsFine: Bool = false
    ) async throws(ClusterError) {
        let response = try await send(ClusterCall(method, path, body: body?.bytes, to: purpose))
        if response.status == 200 || (goneIsFine && response.status == 404) { return }
        let answer = ErrorAnswer(body: response.body)
        throw ClusterError(
            ClusterError.code(ofStatus: response.status),
            "the cluster refuses \(purpose): \(answer.reason ?? "HTTP \(response.status)")",
            type: answer.type)
    }
}
