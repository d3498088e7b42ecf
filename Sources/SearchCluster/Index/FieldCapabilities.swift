internal import HTTPTransport

/// What the searched indices say of fields: their types, and whether one can group by them.
public struct FieldCapabilities: Sendable {
    /// The indices that the names and patterns stand for.
    public var indices: [String]
    /// For each field, one entry a type it has.
    var fields: [String: [Mapped]]
    /// For each field that only some indices map, those that do not.
    var unmapped: [String: [String]] = [:]

    /// A field as some of the indices map it.
    struct Mapped: Sendable, Equatable {
        var type: String
        var isAggregatable: Bool
        /// Indices that map it so; empty means all that map it at all.
        var indices: [String]
    }

    /// A field that can be grouped by.
    public struct Resolved: Sendable, Equatable {
        /// The name to ask for: the field's own, or that of its `.keyword`.
        public var name: String
        /// The engine's type of it.
        public var type: String
    }

    /// What keeps a field from being grouped by.
    public enum Obstacle: Sendable, Equatable {
        /// No index has the field.
        case missing
        /// Some indices map it as a type that cannot be grouped by, and have no keyword beside it.
        case notAggregatable(type: String, indices: [String])
        /// Some indices map it as text with a keyword beside it, others as a keyword itself: no one name fits both.
        case split(type: String, indices: [String])
        /// The indices disagree about its type.
        case conflicting(types: [String], indices: [String])
    }

    /// The name and type to use for a field.
    ///
    /// A `text` field with a `.keyword` beside it in each of the indices that have the field is used through that.
    public func resolve(_ field: String) -> Result<Resolved, ObstacleError> {
        let mapped = fields[field] ?? []
        guard !mapped.isEmpty else { return .failure(.init(.missing)) }
        let unfit = mapped.filter { !$0.isAggregatable }
        if unfit.isEmpty { return Self.agreed(mapped, as: field) }
        let beside = fields[field + ".keyword"] ?? []
        let covered = Set(beside.flatMap { $0.indices.isEmpty ? indices : $0.indices })
        let needed = mapped.flatMap { $0.indices.isEmpty ? indices : $0.indices }
        if !beside.isEmpty, beside.allSatisfy(\.isAggregatable),
            beside.contains(where: \.indices.isEmpty) || covered.isSuperset(of: needed)
        {
            return Self.agreed(beside, as: field + ".keyword")
        }
        let unfitIndices = unfit.flatMap { $0.indices.isEmpty ? indices : $0.indices }
        let offending = unfitIndices.filter { !covered.contains($0) }
        if offending.isEmpty { return .failure(.init(.split(type: unfit[0].type, indices: unfitIndices))) }
        return .failure(.init(.notAggregatable(type: unfit[0].type, indices: offending)))
    }

    /// The indices that do not map one of these fields, by the names to ask for.
    public func indices(without fields: [String]) -> Set<String> {
        Set(fields.flatMap { unmapped[$0] ?? [] })
    }

    /// An obstacle as an error.
    public struct ObstacleError: Error, Sendable, Equatable {
        /// What keeps the field from being used.
        public var obstacle: Obstacle

        init(_ obstacle: Obstacle) {
            self.obstacle = obstacle
        }
    }

    private static func agreed(_ mapped: [Mapped], as name: String) -> Result<Resolved, ObstacleError> {
        let families = Set(mapped.map { family(of: $0.type) })
        guard families.count == 1 else {
            let smallest = mapped.min { $0.indices.count < $1.indices.count } ?? mapped[0]
            return .failure(.init(.conflicting(types: mapped.map(\.type).sorted(), indices: smallest.indices)))
        }
        return .success(Resolved(name: name, type: mapped[0].type))
    }

    /// Types whose values sort and compare alike.
    private static func family(of type: String) -> String {
        switch type {
        case "keyword", "constant_keyword", "wildcard": "keyword"
        case "long", "integer", "short", "byte", "unsigned_long": "integer"
        case "double", "float", "half_float", "scaled_float": "number"
        case "date", "date_nanos": "date"
        default: type
        }
    }
}

extension ClusterClient {
    /// Asks how indices map fields, and what stands beside them as `.keyword`.
    ///
    /// - Throws: `.noSuchIndex` when nothing matches the names and patterns.
    public func fieldCapabilities(
        of fields: [String], in indices: [String]
    ) async throws(ClusterError) -> FieldCapabilities {
        let pattern = indices.joined(separator: ",")
        let wanted = fields.flatMap { [$0, $0 + ".keyword"] }.joined(separator: ",")
        let purpose = "asking which fields \(SafeText(pattern)) has"
        let response = try await send(
            ClusterCall(
                .get, [pattern, "_field_caps"], query: [("fields", wanted), ("include_unmapped", "true")], to: purpose))
        let nothing = ClusterError(
            .noSuchIndex, "there is no index \(pattern)", cure: "name the right one with --index")
        if response.status == 404 { throw nothing }
        guard response.status == 200, let answer = JSONValue(parsing: response.body),
            let found = answer["indices"]?.array?.compactMap(\.string)
        else { throw .unexpected(response, to: purpose) }
        guard !found.isEmpty else { throw nothing }
        var capabilities = FieldCapabilities(indices: found.sorted(), fields: [:])
        for field in answer["fields"]?.members ?? [] {
            let missing = (field.value["unmapped"]?["indices"]?.array ?? []).compactMap(\.string)
            if !missing.isEmpty { capabilities.unmapped[field.name] = missing.sorted() }
            capabilities.fields[field.name] = (field.value.members ?? [])
                .filter { $0.name != "unmapped" && $0.name != "object" && $0.name != "nested" }
                .map { type in
                    FieldCapabilities.Mapped(
                        type: type.name, isAggregatable: type.value["aggregatable"]?.boolean ?? false,
                        indices: (type.value["indices"]?.array ?? []).compactMap(\.string).sorted())
                }
                .sorted { $0.type < $1.type }
        }
        return capabilities
    }
}
