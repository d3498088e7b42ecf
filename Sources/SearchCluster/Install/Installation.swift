/// What is to be in a cluster: index templates, and destination indices behind their aliases.
public struct Installation: Sendable {
    /// Indices that differ in their version only, and share an index template.
    public var families: [Family]
    /// The indices that are written to.
    public var destinations: [Destination]
    /// The index in which runners meet; `nil` where none is wanted.
    public var state: DestinationIndex?

    /// Indices that differ in their version only.
    public struct Family: Sendable {
        /// The name of their index template.
        public var template: String
        /// What their names look like.
        public var pattern: String
        /// The mapping of a new one, without the mark that says who made it.
        public var mappings: JSONValue
        /// Aliases that every one of them has.
        public var aliases: [String]
        /// The version of the template that it was made for.
        public var version: String

        /// Indices that differ in their version only.
        public init(template: String, pattern: String, mappings: JSONValue, aliases: [String], version: String) {
            self.template = template
            self.pattern = pattern
            self.mappings = mappings
            self.aliases = aliases
            self.version = version
        }
    }

    /// An index that is written to.
    public struct Destination: Sendable {
        /// The index.
        public var index: DestinationIndex
        /// The version of the template that writes to it.
        public var version: String

        /// An index that is written to.
        public init(index: DestinationIndex, version: String) {
            self.index = index
            self.version = version
        }
    }

    /// What is to be in a cluster.
    public init(families: [Family] = [], destinations: [Destination] = [], state: DestinationIndex? = nil) {
        self.families = families
        self.destinations = destinations
        self.state = state
    }

    /// Adds a destination and its family; one that is there already gains the fields and aliases that it lacks.
    public mutating func add(_ destination: Destination, of family: Family) {
        if let place = families.firstIndex(where: { $0.template == family.template }) {
            families[place].mappings = families[place].mappings.addingProperties(of: family.mappings)
            for alias in family.aliases where !families[place].aliases.contains(alias) {
                families[place].aliases.append(alias)
            }
            if VersionOrder.isOlder(families[place].version, than: family.version) {
                families[place].version = family.version
            }
        } else {
            families.append(family)
        }
        if let place = destinations.firstIndex(where: { $0.index.name == destination.index.name }) {
            let mappings = destinations[place].index.mappings
            destinations[place].index.mappings = mappings.addingProperties(of: destination.index.mappings)
            for alias in destination.index.aliases
            where !destinations[place].index.aliases.contains(where: { $0.name == alias.name }) {
                destinations[place].index.aliases.append(alias)
            }
        } else {
            destinations.append(destination)
        }
    }

    /// Every alias, once.
    var aliases: [String] {
        var names: [String] = []
        for alias in destinations.flatMap(\.index.aliases) where !names.contains(alias.name) {
            names.append(alias.name)
        }
        return names
    }

    /// Whether an index belongs to one of the families, by its name alone.
    func contains(_ index: ClusterObjects.Index) -> Bool {
        families.contains { IndexPattern($0.pattern).matches(index.name) }
    }
}
