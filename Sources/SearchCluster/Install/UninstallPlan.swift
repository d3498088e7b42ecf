/// What has to change in a cluster so that an installation is gone; made from what is there, without asking anybody.
public struct UninstallPlan: Sendable, Equatable {
    /// The changes in the order in which they are made; empty where nothing is left.
    public private(set) var changes: [ClusterChange] = []
    /// What stays, one sentence each.
    public private(set) var remarks: [String] = []

    /// The indices that this program made for an installation, whichever version they are of.
    public static func indices(of installation: Installation, on objects: ClusterObjects) -> [String] {
        objects.indices.filter { $0.isOurs && installation.contains($0) }.map(\.name)
    }

    /// The way to where nothing of an installation is left but its signals.
    ///
    /// What others made stays, also where they used a name of ours. Indices with signals lose their aliases and stay
    /// readable under their own names.
    ///
    /// - Parameters:
    ///   - documents: the number of documents of each index of ``indices(of:on:)``.
    ///   - deletesSignals: whether indices with signals go as well.
    ///   - stateIsShared: whether the state index also serves templates that are not uninstalled.
    public init(
        _ installation: Installation, on objects: ClusterObjects, documents: [String: Int64], deletesSignals: Bool,
        stateIsShared: Bool = false
    ) {
        for family in installation.families {
            guard let template = objects.templates.first(where: { $0.name == family.template }) else { continue }
            if template.isOurs {
                changes.append(.deleteTemplate(name: template.name))
            } else {
                remarks.append("index template \(SafeText(template.name)) stays: beaconing did not make it")
            }
        }
        let names = Self.indices(of: installation, on: objects)
        let deleted = names.filter { deletesSignals || documents[$0] == 0 }
        // A deleted index takes its aliases along.
        let aliasChanges = objects.indices.filter { names.contains($0.name) && !deleted.contains($0.name) }
            .flatMap { index in
                installation.aliases.filter(index.aliases.contains).map {
                    ClusterChange.AliasChange.remove($0, from: index.name)
                }
            }
        if !aliasChanges.isEmpty { changes.append(.changeAliases(aliasChanges)) }
        for name in deleted { changes.append(.deleteIndex(name: name, documents: documents[name] ?? 0)) }
        for name in names where !deleted.contains(name) {
            let count = documents[name] ?? 0
            remarks.append(
                "index \(SafeText(name)) stays with its \(count) \(count == 1 ? "signal" : "signals"); "
                    + "--delete-signals deletes it")
        }
        if let name = installation.state?.name, let state = objects.index(name) {
            if !state.isOurs {
                remarks.append("index \(SafeText(name)) stays: beaconing did not make it")
            } else if stateIsShared {
                remarks.append("state index \(SafeText(name)) stays: runners of other templates use it")
            } else {
                changes.append(.deleteState(name: name))
            }
        }
        for destination in installation.destinations {
            if let index = objects.index(destination.index.name), !index.isOurs {
                remarks.append("index \(SafeText(index.name)) stays: beaconing did not make it")
            }
        }
    }
}
