internal import HTTPTransport

/// What is in a cluster of the things that an installation is made of.
public struct ClusterObjects: Sendable, Equatable {
    /// All index templates, as the cluster gives them.
    public var templates: [Template]
    /// The indices that matter, each once, by name.
    public var indices: [Index]

    /// An index template.
    public struct Template: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Its definition.
        public var body: JSONValue

        /// An index template.
        public init(name: String, body: JSONValue) {
            self.name = name
            self.body = body
        }

        /// Whether this program made it.
        public var isOurs: Bool { Ownership.isOurs(body["_meta"]) }

        var patterns: [IndexPattern] {
            (body["index_patterns"]?.array ?? []).compactMap(\.string).map(IndexPattern.init)
        }

        var priority: Int64 { body["priority"]?.integer ?? 0 }
    }

    /// An index with its names.
    public struct Index: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// The aliases it has.
        public var aliases: [String]
        /// Its mapping.
        public var mappings: JSONValue

        /// An index with its names.
        public init(name: String, aliases: [String], mappings: JSONValue) {
            self.name = name
            self.aliases = aliases
            self.mappings = mappings
        }

        /// Whether this program made it.
        public var isOurs: Bool { Ownership.isOurs(mappings["_meta"]) }

        /// The version of the template that it was made for.
        var version: String { mappings["_meta"]?["template_version"]?.string ?? "" }
    }

    /// What is in a cluster.
    public init(templates: [Template] = [], indices: [Index] = []) {
        self.templates = templates
        self.indices = indices
    }

    func index(_ name: String) -> Index? { indices.first { $0.name == name } }

    /// The indices behind an alias.
    func holders(of alias: String) -> [Index] { indices.filter { $0.aliases.contains(alias) } }
}

/// The mark by which the program knows again what it made.
public enum Ownership {
    /// The `_meta` of an object of this program, made for a template of this version.
    public static func meta(version: String) -> JSONValue {
        ["managed_by": "beaconing", "template_version": .string(version)]
    }

    static func isOurs(_ meta: JSONValue?) -> Bool { meta?["managed_by"]?.string == "beaconing" }
}

extension ClusterClient {
    /// Reads what an installation consists of, or would.
    ///
    /// - Throws: `.configuration` where an index has the name of an alias; `.forbidden` with what may not be read.
    public func objects(for installation: Installation) async throws(ClusterError) -> ClusterObjects {
        var objects = ClusterObjects()
        objects.templates = try await indexTemplates()
        for family in installation.families { try await addIndices(of: family.pattern, to: &objects) }
        for destination in installation.destinations { try await addIndices(of: destination.index.name, to: &objects) }
        if let state = installation.state { try await addIndices(of: state.name, to: &objects) }
        for alias in installation.aliases {
            try await addIndices(of: alias, to: &objects)
            guard objects.index(alias) == nil else {
                throw ClusterError(
                    .configuration, "\(SafeText(alias)) is to be an alias and is the name of an index",
                    cure: "delete or rename that index, or name other aliases in the template's dest")
            }
        }
        objects.indices.sort { $0.name < $1.name }
        return objects
    }

    private func indexTemplates() async throws(ClusterError) -> [ClusterObjects.Template] {
        let response = try await send(ClusterCall(.get, ["_index_template"], to: "reading index templates"))
        if response.status == 404 { return [] }
        guard response.status == 200, let listed = JSONValue(parsing: response.body)?["index_templates"]?.array else {
            throw .unexpected(response, to: "reading index templates")
        }
        return listed.compactMap { entry in
            guard let name = entry["name"]?.string, let body = entry["index_template"] else { return nil }
            return .init(name: name, body: body)
        }
    }

    /// Adds the indices that a name, a pattern or an alias stands for and that are not there yet.
    private func addIndices(of name: String, to objects: inout ClusterObjects) async throws(ClusterError) {
        for index in try await indices(named: name) where objects.index(index.name) == nil {
            objects.indices.append(index)
        }
    }

    /// The indices that a name, a pattern or an alias stands for; none where there is no such name.
    func indices(named name: String) async throws(ClusterError) -> [ClusterObjects.Index] {
        let purpose = "reading the mapping and the aliases of \(SafeText(name))"
        let response = try await send(ClusterCall(.get, [name], to: purpose))
        if response.status == 404 { return [] }
        guard response.status == 200, let found = JSONValue(parsing: response.body)?.members else {
            throw .unexpected(response, to: purpose)
        }
        return found.map { member in
            ClusterObjects.Index(
                name: member.name, aliases: (member.value["aliases"]?.members ?? []).map(\.name),
                mappings: member.value["mappings"] ?? [:])
        }
    }

    /// How many documents an index holds, also those that no search sees yet.
    public func documents(in index: String) async throws(ClusterError) -> Int64 {
        let purpose = "counting the documents of \(SafeText(index))"
        for call in [
            ClusterCall(.post, [index, "_refresh"], to: purpose), ClusterCall(.get, [index, "_count"], to: purpose),
        ] {
            let response = try await send(call)
            guard response.status == 200, let answer = JSONValue(parsing: response.body),
                answer["_shards"]?["failed"]?.integer == 0
            else {
                let reason = ErrorAnswer(body: response.body).reason ?? "HTTP \(response.status)"
                throw ClusterError(.incomplete, "\(purpose) failed: \(reason)")
            }
            if let count = answer["count"]?.integer { return count }
        }
        throw ClusterError(.malformed, "\(purpose) gave no number")
    }
}
