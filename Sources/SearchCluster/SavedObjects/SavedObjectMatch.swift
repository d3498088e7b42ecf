/// Whether a stored object is still what would be written.
///
/// A server adds to what it stores: members that a newer version knows, counts of use. So everything that would be written
/// has to be found, and what else is there does not matter.
enum SavedObjectMatch {
    /// Whether an object, as the server gives it, holds everything of one that would be written.
    static func holds(_ stored: JSONValue, all written: JSONValue) -> Bool {
        let type = written["type"]?.string ?? ""
        for member in written["attributes"]?.members ?? [] {
            let found = stored["attributes"]?[member.name] ?? .null
            if type == "index-pattern", member.name == "fields" {
                guard holdsFields(found, all: member.value) else { return false }
            } else if !holds(found, member.value) {
                return false
            }
        }
        return references(stored) == references(written)
    }

    private struct Reference: Hashable {
        var name: String
        var key: SavedObjectKey
    }

    /// The references as a set; tags are what people put on an object, and no change of it.
    private static func references(_ object: JSONValue) -> Set<Reference> {
        Set(
            (object["references"]?.array ?? []).compactMap { reference in
                guard let key = SavedObjectKey(reference), key.type != "tag" else { return nil }
                return Reference(name: reference["name"]?.string ?? "", key: key)
            })
    }

    private static func holds(_ found: JSONValue, _ wanted: JSONValue) -> Bool {
        switch (found, wanted) {
        case (.object, .object(let members)):
            return members.allSatisfy { holds(found[$0.name] ?? .null, $0.value) }
        case (.array(let some), .array(let all)):
            return some.count == all.count && zip(some, all).allSatisfy { holds($0, $1) }
        case (.string(let some), .string(let all)):
            if some.utf8.elementsEqual(all.utf8) { return true }
            guard let parsed = unpacked(all), let stored = unpacked(some) else { return false }
            return holds(stored, parsed)
        case (.integer, _), (.number, _): return wanted.number != nil && found.number == wanted.number
        default: return found == wanted
        }
    }

    /// The object or array that a string holds, as the APIs want some members.
    private static func unpacked(_ text: String) -> JSONValue? {
        guard text.hasPrefix("{") || text.hasPrefix("[") else { return nil }
        return JSONValue(parsing: Array(text.utf8))
    }

    /// The list of fields grows when somebody refreshes it and counts how often each is used; names and types matter.
    private static func holdsFields(_ found: JSONValue, all written: JSONValue) -> Bool {
        guard let wanted = unpacked(written.string ?? "")?.array, let stored = unpacked(found.string ?? "")?.array
        else {
            return holds(found, written)
        }
        let types = Dictionary(
            stored.map { ($0["name"]?.string ?? "", $0["type"]?.string) }, uniquingKeysWith: { first, _ in first })
        return wanted.allSatisfy { types[$0["name"]?.string ?? ""] == $0["type"]?.string }
    }
}
