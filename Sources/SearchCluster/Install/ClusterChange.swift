/// One change to a cluster, with the sentences that tell it.
public enum ClusterChange: Sendable, Equatable {
    /// Creates an index template, or puts another in its place.
    case putTemplate(name: String, body: JSONValue, isNew: Bool, about: String)
    /// Creates an index with this mapping and without aliases.
    case createIndex(name: String, mappings: JSONValue)
    /// Adds fields to the mapping of an index.
    case addFields(index: String, properties: JSONValue, names: [String])
    /// Changes aliases, all of them at once or none.
    case changeAliases([AliasChange])
    /// Deletes an index template.
    case deleteTemplate(name: String)
    /// Deletes the index in which runners meet.
    case deleteState(name: String)
    /// Deletes an index; how many documents go with it.
    case deleteIndex(name: String, documents: Int64)

    /// A change to one alias.
    public enum AliasChange: Sendable, Equatable {
        /// Gives an index the alias.
        case add(String, to: String)
        /// Takes the alias from an index.
        case remove(String, from: String)
        /// Takes the alias from indices and gives it to another.
        case move(String, from: [String], to: String)
    }

    /// What is done, a sentence for each thing that changes, in the infinitive.
    public var sentences: [String] {
        switch self {
        case .putTemplate(let name, _, let isNew, let about):
            ["\(isNew ? "create" : "update") index template \(SafeText(name)) \(about)"]
        case .createIndex(let name, _): ["create index \(SafeText(name))"]
        case .addFields(let index, _, let names):
            ["add fields \(names.map { SafeText($0).description }.joined(separator: ", ")) to index \(SafeText(index))"]
        case .changeAliases(let changes): changes.map(\.sentence)
        case .deleteTemplate(let name): ["delete index template \(SafeText(name))"]
        case .deleteState(let name): ["delete state index \(SafeText(name))"]
        case .deleteIndex(let name, 0): ["delete index \(SafeText(name)), which is empty"]
        case .deleteIndex(let name, let documents):
            ["delete index \(SafeText(name)) with its \(documents) \(documents == 1 ? "signal" : "signals")"]
        }
    }
}

extension ClusterChange.AliasChange {
    /// What is done, in the infinitive.
    var sentence: String {
        switch self {
        case .add(let alias, let index): "add alias \(SafeText(alias)) to index \(SafeText(index))"
        case .remove(let alias, let index): "remove alias \(SafeText(alias)) from index \(SafeText(index))"
        case .move(let alias, let from, let to):
            "move alias \(SafeText(alias)) from index \(from.map { SafeText($0).description }.joined(separator: ", ")) "
                + "to \(SafeText(to))"
        }
    }

    /// The actions of the aliases API.
    var actions: [JSONValue] {
        switch self {
        case .add(let alias, let index): [Self.action("add", alias, index)]
        case .remove(let alias, let index): [Self.action("remove", alias, index)]
        case .move(let alias, let from, let to):
            [Self.action("add", alias, to)] + from.map { Self.action("remove", alias, $0) }
        }
    }

    private static func action(_ verb: String, _ alias: String, _ index: String) -> JSONValue {
        [verb: ["index": .string(index), "alias": .string(alias)]]
    }
}
