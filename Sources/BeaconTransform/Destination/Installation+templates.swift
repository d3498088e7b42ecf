public import SearchCluster

extension DestinationIndex {
    /// The index that a template's signals go to.
    init(for template: TransformTemplate) {
        self.init(
            name: template.destination.index, mappings: SignalMapping(for: template).json,
            aliases: template.destination.aliases.map { .init(name: $0.name, moves: $0.moves) })
    }
}

extension Installation {
    /// What the signals of these templates need in a cluster.
    ///
    /// Templates with one destination share it, with the fields of all of them. An index whose name ends with the
    /// template's version has an index template for all versions; any other has one for its own name.
    public init(_ templates: [TransformTemplate]) {
        self.init()
        for template in templates {
            let index = DestinationIndex(for: template)
            let end = "-" + template.version
            let hasVersions = index.name.hasSuffix(end) && index.name.utf8.count > end.utf8.count
            let stem = hasVersions ? String(index.name.dropLast(end.count)) : index.name
            add(
                Destination(index: index, version: template.version),
                of: Family(
                    template: "beaconing-\(stem)", pattern: hasVersions ? stem + "-*" : stem,
                    mappings: SignalMapping(for: template).properties,
                    aliases: index.aliases.filter { !$0.moves }.map(\.name), version: template.version))
        }
    }
}
