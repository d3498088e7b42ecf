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
    /// Two callers at once are fine: one of them creates it. An alias that moves goes to the index that was created last, so
    /// a newer version takes it, also when its first try was cut short, and an older runner never takes it back.
    ///
    /// - Returns: whether it was created by this call.
    /// - Throws: `.configuration` when the existing index maps a field as another type, or when an alias that moves would
    ///   come from an index that this program did not make.
    public func create(_ index: DestinationIndex) async throws(ClusterError) -> Bool {
        let isNew: Bool
        var found = try await state(of: index.name)
        if let existing = found.first {
            isNew = false
            if index.mappings.hasProperties(notIn: existing.mappings) { try await addFields(to: index) }
        } else {
            for alias in index.aliases where alias.moves {
                guard let foreign = try await state(of: alias.name).first(where: { !$0.isOurs }) else { continue }
                throw .foreignAlias(alias.name, of: foreign.name, cure: "take it with beaconing install --take-over")
            }
            isNew = try await createNew(index)
            found = try await state(of: index.name)
        }
        var actions: [JSONValue] = []
        for alias in index.aliases where !found.contains(where: { $0.aliases.contains(alias.name) }) {
            if !alias.moves {
                actions.append(Self.action("add", alias.name, on: index.name))
                continue
            }
            let holders = try await state(of: alias.name).filter { $0.name != index.name }
            // Whoever took the alias keeps it: an hourly run is no place to quarrel over it.
            guard holders.allSatisfy(\.isOurs) else { continue }
            let created = found.first?.createdMillis ?? 0
            guard isNew || holders.allSatisfy({ $0.createdMillis < created }) else { continue }
            actions += holders.map { Self.action("remove", alias.name, on: $0.name) }
            actions.append(Self.action("add", alias.name, on: index.name))
        }
        try await changeAliases(actions, of: index)
        return isNew
    }

    /// What there is of an index, or of those behind an alias.
    struct IndexState {
        var name: String
        var mappings: JSONValue
        var aliases: Set<String>
        /// When it was created; 0 where the cluster does not say.
        var createdMillis: Int64
        /// Whether it is closed, as far as its settings tell.
        var isClosed: Bool
        /// Whether nothing may be written to it, for instance since a disk was full.
        var isReadOnly: Bool
        /// Whether this program made it.
        var isOurs: Bool { Ownership.isOurs(mappings["_meta"]) }
    }

    /// The indices of that name or behind that alias; none where there is nothing.
    func state(of name: String) async throws(ClusterError) -> [IndexState] {
        let purpose = "reading index \(SafeText(name))"
        let response = try await send(ClusterCall(.get, [name], to: purpose))
        if response.status == 404 { return [] }
        guard response.status == 200, let answer = JSONValue(parsing: response.body)?.members else {
            throw .unexpected(response, to: purpose)
        }
        return answer.map { member in
            let settings = member.value["settings"]?["index"]
            let created = settings?["creation_date"]
            let blocks = settings?["blocks"]?.members ?? []
            return IndexState(
                name: member.name, mappings: member.value["mappings"] ?? .null,
                aliases: Set((member.value["aliases"]?.members ?? []).map(\.name)),
                createdMillis: created?.string.flatMap { Int64($0) } ?? created?.integer ?? 0,
                isClosed: settings?["verified_before_close"]?.string == "true",
                isReadOnly: blocks.contains { $0.name != "metadata" && $0.name != "read" && $0.value.string == "true" })
        }
    }

    /// Creates an index that was not there; `false` when somebody else was faster.
    func createNew(_ index: DestinationIndex) async throws(ClusterError) -> Bool {
        // The alias that moves comes in one step with its leaving the others, later.
        let aliases = JSONValue.object(index.aliases.filter { !$0.moves }.map { .init($0.name, [:]) })
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
                    ClusterError.code(ofStatus: created.status),
                    "index \(index.name) cannot be created: \(answer.reason ?? "HTTP \(created.status)")",
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
        guard response.status == 400 else { throw .unexpected(response, to: purpose) }
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
        guard response.status == 200 else { throw .unexpected(response, to: purpose) }
    }

    /// The indices that an alias stands for; none where there is no such alias.
    public func indices(behind alias: String) async throws(ClusterError) -> [String] {
        let purpose = "reading alias \(SafeText(alias))"
        var response = try await send(ClusterCall(.get, ["_alias", alias], to: purpose))
        // With security Elasticsearch names all indices first, and one that is deleted meanwhile makes the answer a 404 that is not
        // about the alias.
        var looks = 1
        while response.status == 404, looks < 10,
            ErrorAnswer(body: response.body).types.contains("index_not_found_exception")
        {
            response = try await send(ClusterCall(.get, ["_alias", alias], to: purpose))
            looks += 1
        }
        if response.status == 404 { return [] }
        guard response.status == 200, let found = JSONValue(parsing: response.body)?.members else {
            throw .unexpected(response, to: purpose)
        }
        return found.map(\.name).sorted()
    }
}

extension JSONValue {
    /// Whether this mapping has a property, at any depth, that the other lacks or maps as another type.
    func hasProperties(notIn other: JSONValue) -> Bool {
        for property in self["properties"]?.members ?? [] {
            guard let found = other["properties"]?[property.name] else { return true }
            if property.value["type"]?.string != found["type"]?.string { return true }
            if property.value.hasProperties(notIn: found) { return true }
        }
        return false
    }
}
