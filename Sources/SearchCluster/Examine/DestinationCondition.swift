/// How a destination index is found, beside how it should be.
public struct DestinationCondition: Sendable, Equatable {
    /// Whether it is there.
    public var isThere = false
    /// Whether this program made it.
    public var isOurs = true
    /// Whether it is closed.
    public var isClosed = false
    /// Whether nothing may be written to it, for instance since a disk was full.
    public var isReadOnly = false
    /// Fields that it maps in another way than signals need, each with the type that it has and the one that is needed.
    public var contradictions: [String] = []
    /// Fields that it does not map.
    public var missingFields: [String] = []
    /// Aliases that no index has.
    public var missingAliases: [String] = []
    /// Aliases that an index of somebody else has, with the index's name.
    public var foreignAliases: [ForeignAlias] = []

    /// An alias that an index of somebody else has.
    public struct ForeignAlias: Sendable, Equatable {
        /// The alias.
        public var name: String
        /// The index.
        public var index: String
    }
}

extension ClusterClient {
    /// Looks at an index that signals go to and at its aliases, and changes nothing.
    ///
    /// - Throws: whatever ``send(_:)`` throws; `.forbidden` where the index may not be looked at.
    public func condition(of index: DestinationIndex) async throws(ClusterError) -> DestinationCondition {
        var condition = DestinationCondition()
        if let existing = try await state(of: index.name).first {
            condition.isThere = true
            condition.isOurs = existing.isOurs
            condition.isClosed = existing.isClosed
            condition.isReadOnly = existing.isReadOnly
            let (wanted, found) = (MappedFields(index.mappings), MappedFields(existing.mappings))
            condition.contradictions = wanted.contradictions(in: found).map {
                "\($0.field.name) is \($0.found) and has to be \($0.field.type)"
            }
            condition.missingFields = wanted.missing(in: found)
            condition.missingAliases = index.aliases.map(\.name).filter { !existing.aliases.contains($0) }
        } else {
            condition.missingAliases = index.aliases.map(\.name)
        }
        var missing: [String] = []
        for alias in condition.missingAliases {
            let holders = try await holders(of: alias)
            guard !holders.isEmpty else {
                missing.append(alias)
                continue
            }
            if let foreign = holders.first(where: { !$0.isOurs }) {
                condition.foreignAliases.append(.init(name: alias, index: foreign.name))
            } else if index.aliases.contains(.init(name: alias, moves: false)) {
                // One that accumulates has to be with each of its indices; one that moves may be with a newer version.
                missing.append(alias)
            }
        }
        condition.missingAliases = missing
        return condition
    }

    /// The indices behind an alias; none where that may not be asked, since a runner needs no right to it.
    private func holders(of alias: String) async throws(ClusterError) -> [IndexState] {
        do throws(ClusterError) {
            return try await state(of: alias)
        } catch  where error.code == .forbidden {
            return []
        }
    }
}
