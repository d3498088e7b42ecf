internal import SearchCluster

/// One saved object, as one line of an import file.
struct SavedObject: Sendable {
    var type: String
    var id: String
    var attributes: JSONValue
    var references: [Reference]
    /// The members that say for which version the object was written.
    var stamps: [JSONValue.Member]

    struct Reference: Sendable, Equatable {
        var name: String
        var type: String
        var id: String

        var json: JSONValue { ["id": .string(id), "name": .string(name), "type": .string(type)] }
    }

    var json: JSONValue {
        .object(
            [.init("attributes", attributes)] + stamps + [
                .init("id", .string(id)), .init("references", .array(references.map(\.json))),
                .init("type", .string(type)),
            ])
    }
}

extension JSONValue {
    /// This value as JSON text inside a string, as the APIs want some members.
    var packed: JSONValue { .string(text) }

    /// An object of the members that have a value, in order.
    static func members(_ members: [(String, JSONValue?)]) -> JSONValue {
        .object(members.compactMap { name, value in value.map { Member(name, $0) } })
    }

    /// A query in KQL.
    static func kuery(_ query: String) -> JSONValue { ["query": .string(query), "language": "kuery"] }
}
