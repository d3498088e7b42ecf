internal import HTTPTransport

/// An index that is to exist before anything is written, with its mapping and its aliases.
public struct DestinationIndex: Sendable {
    /// The index's name.
    public var name: String
    /// The `settings` and `mappings` it is created with.
    public var body: JSONValue
    /// Aliases that are added to it when it is created.
    public var aliases: [Alias]

    /// A name under which the index is read.
    public struct Alias: Sendable, Equatable {
        /// The alias.
        public var name: String
        /// Whether it leaves every other index.
        public var moves: Bool

        /// A name under which the index is read.
        public init(name: String, moves: Bool) {
            self.name = name
            self.moves = moves
        }
    }

    /// An index with its mapping and aliases.
    public init(name: String, body: JSONValue, aliases: [Alias]) {
        self.name = name
        self.body = body
        self.aliases = aliases
    }
}

extension ClusterClient {
    /// Creates an index with its aliases when it is missing, and leaves an existing one as it is.
    ///
    /// Two callers at once are fine: one of them creates it.
    ///
    /// - Returns: whether it was created by this call.
    public func create(_ index: DestinationIndex) async throws(ClusterError) -> Bool {
        let found = try await send(ClusterCall(.head, [index.name], to: "looking for index \(index.name)"))
        if found.status == 200 { return false }
        let created = try await send(
            ClusterCall(.put, [index.name], body: index.body.bytes, to: "creating index \(index.name)"))
        if created.status != 200 {
            let answer = ErrorAnswer(body: created.body)
            if answer.types.contains("resource_already_exists_exception") { return false }
            throw ClusterError(
                .refused, "index \(index.name) cannot be created: \(answer.reason ?? "HTTP \(created.status)")",
                type: answer.type)
        }
        try await setAliases(of: index)
        return true
    }

    /// One request, so that no reader ever finds an alias without an index.
    private func setAliases(of index: DestinationIndex) async throws(ClusterError) {
        guard !index.aliases.isEmpty else { return }
        var actions: [JSONValue] = []
        for alias in index.aliases {
            if alias.moves {
                for other in try await indices(behind: alias.name) where other != index.name {
                    actions.append(["remove": ["index": .string(other), "alias": .string(alias.name)]])
                }
            }
            actions.append(["add": ["index": .string(index.name), "alias": .string(alias.name)]])
        }
        let purpose = "setting the aliases of \(index.name)"
        let body: JSONValue = ["actions": .array(actions)]
        let response = try await send(ClusterCall(.post, ["_aliases"], body: body.bytes, to: purpose))
        guard response.status == 200 else {
            let reason = ErrorAnswer(body: response.body).reason ?? "HTTP \(response.status)"
            throw ClusterError(.refused, "\(purpose) failed: \(reason)")
        }
    }

    /// The indices that an alias stands for; none where there is no such alias.
    public func indices(behind alias: String) async throws(ClusterError) -> [String] {
        let response = try await send(ClusterCall(.get, ["_alias", alias], to: "reading alias \(alias)"))
        if response.status == 404 { return [] }
        return (JSONValue(parsing: response.body)?.members ?? []).map(\.name).sorted()
    }
}
