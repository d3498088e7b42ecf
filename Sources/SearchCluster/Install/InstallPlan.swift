/// What has to change in a cluster so that an installation is there; made from what is there, without asking anybody.
public struct InstallPlan: Sendable {
    /// The changes in the order in which they are made; empty where everything is as it should be.
    public private(set) var changes: [ClusterChange] = []
    /// What somebody should know beforehand, one sentence each.
    public private(set) var remarks: [String] = []

    private let installation: Installation
    private let objects: ClusterObjects

    /// The way from what is there to what should be.
    ///
    /// Indices are created and aliases added; nothing is deleted, and an index of an older version keeps its signals and
    /// every alias that does not move.
    ///
    /// - Parameter takesOver: whether aliases that others use are taken from them.
    /// - Throws: `.configuration` where something of that name belongs to somebody else, or cannot be made to fit.
    public init(_ installation: Installation, on objects: ClusterObjects, takesOver: Bool) throws(ClusterError) {
        self.installation = installation
        self.objects = objects
        for destination in installation.destinations { try checkOwner(of: destination.index.name) }
        if let state = installation.state { try checkState(state.name) }
        if !takesOver { try checkAliases() }
        for family in installation.families { try plan(family) }
        for destination in installation.destinations { try plan(destination.index) }
        try planAliases()
        if let state = installation.state { try plan(state) }
    }

    private func checkOwner(of index: String) throws(ClusterError) {
        guard let existing = objects.index(index), !existing.isOurs else { return }
        throw ClusterError(
            .configuration, "index \(SafeText(index)) is there and was not made by beaconing",
            cure: "name another index in the template's dest, or delete this one")
    }

    private func checkState(_ name: String) throws(ClusterError) {
        try checkOwner(of: name)
        guard let family = installation.families.first(where: { IndexPattern($0.pattern).matches(name) }) else {
            return
        }
        throw ClusterError(
            .configuration,
            "state index \(SafeText(name)) would be one of the indices of signals, \(SafeText(family.pattern))",
            cure: "give it another name with --state-index, or another index to the template's dest")
    }

    private mutating func plan(_ index: DestinationIndex) throws(ClusterError) {
        guard let existing = objects.index(index.name) else {
            changes.append(.createIndex(name: index.name, mappings: index.mappings))
            return
        }
        let (wanted, found) = (MappedFields(index.mappings), MappedFields(existing.mappings))
        if let first = wanted.contradictions(in: found).first {
            throw ClusterError(
                .configuration,
                "\(SafeText(index.name)) maps \(SafeText(first.field.name)) as \(SafeText(first.found)) and signals "
                    + "need \(first.field.type)",
                cure: "raise the template's version, which makes a new index, or name another in its dest")
        }
        let missing = wanted.missing(in: found)
        guard !missing.isEmpty else { return }
        changes.append(.addFields(index: index.name, properties: index.mappings["properties"] ?? [:], names: missing))
    }
}

// MARK: - Index templates

extension InstallPlan {
    /// Above what engines and agents bring along (100), below what somebody makes to overrule it (200 and more).
    static let usualPriority: Int64 = 150

    private mutating func plan(_ family: Installation.Family) throws(ClusterError) {
        let existing = objects.templates.first { $0.name == family.template }
        if let existing, !existing.isOurs {
            throw ClusterError(
                .configuration,
                "index template \(SafeText(family.template)) is there and was not made by beaconing",
                cure: "delete or rename it, or name another index in the template's dest")
        }
        let (priority, reason) = priority(of: family, existing: existing)
        let template = existing?.body["template"] ?? [:]
        let wanted = MappedFields(family.mappings)
        let found = MappedFields(template["mappings"] ?? [:])
        let isComplete = wanted.missing(in: found).isEmpty && wanted.contradictions(in: found).isEmpty
        let hasAliases = family.aliases.allSatisfy { template["aliases"]?[$0] != nil }
        let isSame = existing?.patterns.map(\.text) == [family.pattern] && existing?.priority == priority
        if isSame, isComplete, hasAliases { return }
        // Fields that another template of the family brought stay.
        let mappings = family.mappings.addingProperties(of: template["mappings"] ?? [:])
        var aliases = template["aliases"]?.members ?? []
        for alias in family.aliases where !aliases.contains(where: { $0.name == alias }) {
            aliases.append(.init(alias, [:]))
        }
        let body: JSONValue = [
            "index_patterns": [.string(family.pattern)], "priority": .integer(priority),
            "template": [
                "settings": ["index": ["auto_expand_replicas": "0-1"]], "mappings": mappings,
                "aliases": .object(aliases),
            ],
            "_meta": Ownership.meta(version: family.version),
        ]
        let about = "for \(SafeText(family.pattern)), priority \(priority)\(reason)"
        changes.append(.putTemplate(name: family.template, body: body, isNew: existing == nil, about: about))
    }

    /// A priority that no overlapping template has, above those whose patterns are wider.
    ///
    /// A template whose patterns lie within ours is more specific, and is meant to win; two of one priority that overlap
    /// are refused by both engines.
    private func priority(
        of family: Installation.Family, existing: ClusterObjects.Template?
    ) -> (priority: Int64, reason: String) {
        let pattern = IndexPattern(family.pattern)
        let others = objects.templates.filter { template in
            template.name != family.template && template.patterns.contains { $0.overlaps(pattern) }
        }
        let wider = others.filter { template in
            template.patterns.contains { $0.overlaps(pattern) && !pattern.covers($0) }
        }
        let mark = max(existing?.priority ?? 0, Self.usualPriority)
        var priority = mark
        var passed: [String] = []
        for other in wider where other.priority >= priority && other.priority < Int64(Int32.max) {
            priority = other.priority + 1
            passed.append(other.name)
        }
        while let equal = others.first(where: { $0.priority == priority }) {
            priority += 1
            passed.append(equal.name)
        }
        guard priority != mark else { return (priority, "") }
        let names = Set(passed).sorted().map { SafeText($0).description }.joined(separator: ", ")
        return (priority, ", above \(names), whose patterns overlap")
    }
}

// MARK: - Aliases

extension InstallPlan {
    /// Stops where somebody else's index is behind an alias and none of ours is.
    private func checkAliases() throws(ClusterError) {
        for alias in installation.aliases {
            let holders = objects.holders(of: alias)
            guard let foreign = holders.first(where: { !$0.isOurs }) else { continue }
            let moves = installation.destinations.contains {
                $0.index.aliases.contains(.init(name: alias, moves: true))
            }
            // An alias that accumulates may have been taken over before: then both stay behind it.
            if !moves, holders.contains(where: \.isOurs) { continue }
            throw ClusterError.foreignAlias(alias, of: foreign.name, cure: "take it with --take-over")
        }
    }

    private mutating func planAliases() throws(ClusterError) {
        var aliasChanges: [ClusterChange.AliasChange] = []
        for alias in installation.aliases {
            let wanting = installation.destinations.filter { $0.index.aliases.contains { $0.name == alias } }
            let moving = wanting.filter { $0.index.aliases.contains(.init(name: alias, moves: true)) }
            if moving.isEmpty {
                aliasChanges += accumulating(alias, for: wanting)
            } else if let change = try moved(alias, to: moving) {
                aliasChanges.append(change)
            }
        }
        if !aliasChanges.isEmpty { changes.append(.changeAliases(aliasChanges)) }
    }

    /// An alias that accumulates comes to its indices, and comes back to older ones that have lost it.
    private func accumulating(
        _ alias: String, for wanting: [Installation.Destination]
    ) -> [ClusterChange.AliasChange] {
        let patterns = installation.families.filter { $0.aliases.contains(alias) }.map { IndexPattern($0.pattern) }
        let older = objects.indices.filter { index in
            index.isOurs && patterns.contains { $0.matches(index.name) }
        }
        var names = wanting.map(\.index.name)
        for index in older where !names.contains(index.name) { names.append(index.name) }
        let holders = objects.holders(of: alias).map(\.name)
        return names.filter { !holders.contains($0) }.map { .add(alias, to: $0) }
    }

    /// An alias that moves goes to the newest version and is never taken from a newer one.
    private mutating func moved(
        _ alias: String, to candidates: [Installation.Destination]
    ) throws(ClusterError) -> ClusterChange.AliasChange? {
        let sorted = candidates.sorted { VersionOrder.isOlder($0.version, than: $1.version) }
        guard let newest = sorted.last else { return nil }
        if let equal = sorted.dropLast().last, !VersionOrder.isOlder(equal.version, than: newest.version) {
            throw ClusterError(
                .configuration,
                "alias \(SafeText(alias)) is to move to \(SafeText(equal.index.name)) and to "
                    + "\(SafeText(newest.index.name)), both of version \(SafeText(newest.version))",
                cure: "give one of the templates other aliases in its dest, or install them one by one with --template")
        }
        let holders = objects.holders(of: alias)
        let others = holders.filter { $0.name != newest.index.name }
        if let newer = others.first(where: { $0.isOurs && VersionOrder.isOlder(newest.version, than: $0.version) }) {
            remarks.append(
                "alias \(SafeText(alias)) stays with index \(SafeText(newer.name)), which is of a newer version")
            return nil
        }
        if others.isEmpty { return holders.isEmpty ? .add(alias, to: newest.index.name) : nil }
        return .move(alias, from: others.map(\.name), to: newest.index.name)
    }
}

extension ClusterError {
    /// An alias that somebody else's index has.
    static func foreignAlias(_ alias: String, of index: String, cure: String) -> ClusterError {
        ClusterError(
            .configuration,
            "alias \(SafeText(alias)) belongs to index \(SafeText(index)), which was not made by beaconing "
                + "(Elastic's Network Beaconing package uses these names)",
            cure: cure + ", or name another index and other aliases in the template's dest")
    }
}
