/// The fields of a mapping by their full names, in the order of the mapping.
struct MappedFields: Sendable, Equatable {
    /// The fields.
    private(set) var fields: [Field] = []

    /// A field and what it is mapped as.
    struct Field: Sendable, Equatable {
        /// Its full name.
        var name: String
        /// Its type; `object` for one that only holds others.
        var type: String
    }

    /// The fields of a `mappings` object.
    init(_ mappings: JSONValue) {
        add(mappings["properties"], under: "")
    }

    private mutating func add(_ properties: JSONValue?, under prefix: String) {
        for member in properties?.members ?? [] {
            let name = prefix + member.name
            let inner = member.value["properties"]
            fields.append(.init(name: name, type: member.value["type"]?.string ?? "object"))
            add(inner, under: name + ".")
        }
    }

    /// The type of a field; `nil` where it is not mapped.
    func type(of name: String) -> String? { fields.first { $0.name == name }?.type }

    /// The fields that the other mapping lacks, without those that only hold others.
    func missing(in other: MappedFields) -> [String] {
        fields.filter { $0.type != "object" && other.type(of: $0.name) == nil }.map(\.name)
    }

    /// The fields that the other mapping has as another type, with that type.
    func contradictions(in other: MappedFields) -> [(field: Field, found: String)] {
        fields.compactMap { field in
            guard let found = other.type(of: field.name), found != field.type else { return nil }
            return (field, found)
        }
    }
}

extension JSONValue {
    /// This mapping with the fields of another beside its own; where both have one, this one's stays.
    func addingProperties(of other: JSONValue) -> JSONValue {
        guard let theirs = other["properties"]?.members else { return self }
        var properties = self["properties"]?.members ?? []
        var seen: Set<[UInt8]> = []
        // Of two members of one name the first counts, here as everywhere.
        for property in theirs where seen.insert(Array(property.name.utf8)).inserted {
            if let place = properties.firstIndex(where: { $0.name.utf8.elementsEqual(property.name.utf8) }) {
                if properties[place].value["properties"] != nil {
                    properties[place].value = properties[place].value.addingProperties(of: property.value)
                }
            } else {
                properties.append(property)
            }
        }
        return setting("properties", to: .object(properties))
    }

    /// This object with one member set.
    func setting(_ name: String, to value: JSONValue) -> JSONValue {
        var members = self.members ?? []
        if let place = members.firstIndex(where: { $0.name == name }) {
            members[place].value = value
        } else {
            members.append(.init(name, value))
        }
        return .object(members)
    }
}
