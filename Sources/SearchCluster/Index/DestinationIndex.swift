internal import HTTPTransport

/// An index that is to exist before anything is written, with its mapping and its aliases.
public struct DestinationIndex: Sendable {
    /// The index's name.
    public var name: String
    /// Its `mappings`.
    public var mappings: JSONValue
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
    public init(name: String, mappings: JSONValue, aliases: [Alias]) {
        self.name = name
        self.mappings = mappings
        self.aliases = aliases
    }
}

extension ClusterClient {
    /// Creates an index with its aliases when it is missing; an existing one only gains what it lacks of fields and aliases.
    ///
    /// Two callers at once are fine: one of them creates it. An alias that moves is never taken from a newer index: it
    /// comes to this one when this one is created, or when nothing has it.
    ///
    /// - Returns: whether it was created by this call.
    /// - Throws: `.configuration` when the existing index maps a field as another type.
    public func create(_ index: DestinationIndex) async throws(ClusterError) -> Bool {
        let found = try await send(ClusterCall(.get, [index.name], to: "reading index \(index.name)"))
        if found.status == 200 {
            let existing = (JSONValue(parsing: found.body)?.members ?? []).map(\.value)
            if existing.contains(where: { index.mappings.hasProperties(notIn: $0["mappings"] ?? .null) }) {
                try await addFields(to: index)
            }
            let missing = index.aliases.filter { alias in existing.contains { $0["aliases"]?[alias.name] == nil } }
            var actions: [JSONValue] = []
            for alias in missing {
                let isTaken = alias.moves ? try await !indices(behind: alias.name).isEmpty : false
                if !isTaken { actions.append(Self.action("add", alias.name, on: index.name)) }
            }
            try await changeAliases(actions, of: index)
            return false
        }
        guard try await createNew(index) else { return false }
        var actions: [JSONValue] = []
        for alias in index.aliases where alias.moves {
            for other in try await indices(behind: alias.name) where other != index.name {
                actions.append(Self.action("remove", alias.name, on: other))
            }
        }
        try await changeAliases(actions, of: index)
        return true
    }

    /// Creates an index that was not there; `false` when somebody else was faster.
    private func createNew(_ index: DestinationIndex) async throws(ClusterError) -> Bool {
        let aliases = JSONValue.object(index.aliases.map { .init($0.name, [:]) })
        let plain: JSONValue = ["mappings": index.mappings, "aliases": aliases]
        let full: JSONValue = [
            "settings": ["index": ["auto_expand_replicas": "0-1"]], "mappings": index.mappings, "aliases": aliases,
        ]
        // Replicas are not ours to choose everywhere, for instance on serverless: then without.
        for body in [full, plain] {
            let created = try await send(
                ClusterCall(.put, [index.name], body: body.bytes, to: "creating index \(index.name)"))
            if created.status == 200 { return true }
            let answer = ErrorAnswer(body: created.body)
            if answer.types.contains("resource_already_exists_exception") { return false }
            guard created.status == 400, body == full else {
                throw ClusterError(
                    .refused, "index \(index.name) cannot be created: \(answer.reason ?? "HTTP \(created.status)")",
                    type: answer.type)
            }
        }
        return false
    }

    /// Adds the fields that an existing index does not map.
    private func addFields(to index: DestinationIndex) async throws(ClusterError) {
        let properties: JSONValue = ["properties": index.mappings["properties"] ?? [:]]
        let purpose = "adding fields to index \(index.name)"
        let response = try await send(
            ClusterCall(.put, [index.name, "_mapping"], body: properties.bytes, to: purpose))
        guard response.status != 200 else { return }
        let answer = ErrorAnswer(body: response.body)
        throw ClusterError(
            .configuration,
            "\(index.name) maps a field in another way than signals need: \(answer.reason ?? "HTTP \(response.status)")",
            cure: "name another index in the template's dest, or delete this one", type: answer.type)
    }

    private static func action(_ verb: String, _ alias: String, on index: String) -> JSONValue {
        [verb: ["index": .string(index), "alias": .string(alias)]]
    }

    /// One request, so that no reader ever finds an alias without an index.
    private func changeAliases(_ actions: [JSONValue], of index: DestinationIndex) async throws(ClusterError) {
        guard !actions.isEmpty else { return }
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
        guard response.status == 200 else {
            let reason = ErrorAnswer(body: response.body).reason ?? "HTTP \(response.status)"
            throw ClusterError(.refused, "alias \(alias) cannot be read: \(reason)")
        }
        return (JSONValue(parsing: response.body)?.members ?? []).map(\.name).sorted()
    }
}

extension JSONValue {
    /// Whether this mapping has a property, at any depth, that the other lacks or maps as another type.
    fileprivate func hasProperties(notIn other: JSONValue) -> Bool {
        for property in self["properties"]?.members ?? [] {
            guard let found = other["properties"]?[property.name] else { return true }
            if property.value["type"]?.string != found["type"]?.string { return true }
            if property.value.hasProperties(notIn: found) { return true }
        }
        return false
    }
}
