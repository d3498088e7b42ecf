import Foundation
import SearchCluster
import Synchronization

extension StandInAnswer {
    /// An import, refused as a whole, per object, or done.
    func importing(into place: String) -> Behaviour {
        guard request.body.count <= settings.mostBytes else { return error(413, "the payload is too large") }
        let type = request.headers("content-type").first ?? ""
        guard type.hasPrefix("multipart/form-data") else { return error(415, "a form is expected") }
        guard let form = UploadedForm(request.body, contentType: type) else { return error(400, "the form is not one") }
        guard form.parts.count == 1, form.parts[0].name == "file", let name = form.parts[0].fileName else {
            return error(400, "[request body]: a file is expected and nothing else")
        }
        guard name.lowercased().hasSuffix(".ndjson") else { return error(400, "the file has another extension") }
        let flags = Dictionary(query.map { ($0.name, $0.value == "true") }, uniquingKeysWith: { $1 })
        if flags["overwrite"] == true, flags["createNewCopies"] == true {
            return error(400, "overwrite and createNewCopies exclude each other")
        }
        guard flags["createNewCopies"] != true else { return error(500, "the stand-in makes no copies") }
        var objects: [JSONValue] = []
        for line in form.parts[0].content.split(separator: 0x0A) {
            guard let object = JSONValue(parsing: Array(line)) else { return error(400, "a line is not JSON") }
            if object["exportedCount"] == nil { objects.append(object) }
        }
        guard objects.count <= settings.mostObjects else { return error(400, "there are too many objects") }
        guard Set(objects.map(Self.key)).count == objects.count else { return error(400, "an object is there twice") }
        for object in objects {
            if let refusal = refusal(of: object) { return refusal }
        }
        return imported(objects, into: place, overwrites: flags["overwrite"] == true)
    }

    /// What makes the whole import fail because of one object.
    private func refusal(of object: JSONValue) -> Behaviour? {
        guard let key = Self.key(object), object["attributes"]?.members != nil,
            object["references"]?.array != nil, object["attributes"]?["title"]?.string?.isEmpty == false
        else { return error(500, "a property of undefined cannot be read") }
        let server = Self.numbers(settings.version) ?? []
        if isKibana {
            guard let stamp = object["typeMigrationVersion"]?.string ?? object["migrationVersion"]?[key.type]?.string
            else { return error(500, "a migration of an old version threw") }
            guard let type = Self.numbers(stamp),
                let core = Self.numbers(object["coreMigrationVersion"]?.string ?? "0.0.0"),
                !server.lexicographicallyPrecedes(core),
                !newest(key.type, in: server).lexicographicallyPrecedes(type)
            else { return error(422, "the object belongs to a more recent version") }
        } else {
            let known = ["visualization": "7.10.0", "dashboard": "7.9.3", "search": "7.9.3", "index-pattern": "7.6.0"]
            for member in object["migrationVersion"]?.members ?? [] {
                guard let stamp = Self.numbers(member.value.string ?? ""),
                    let newest = known[member.name].flatMap(Self.numbers), !newest.lexicographicallyPrecedes(stamp)
                else { return error(422, "the object belongs to a more recent version") }
            }
            if object["coreMigrationVersion"] != nil || object["typeMigrationVersion"] != nil {
                return error(422, "the object belongs to another product")
            }
        }
        return nil
    }

    /// The newest stamp that a version of Kibana knows, which is far above what an older one writes.
    private func newest(_ type: String, in server: [Int]) -> [Int] {
        if !server.lexicographicallyPrecedes([8, 10, 0]) { return [10, 2, 0] }
        guard type == "dashboard" || type == "lens" else { return [8, 0, 0] }
        return server.lexicographicallyPrecedes([8, 9, 0]) ? [8, 7, 0] : [8, 9, 0]
    }

    private static func numbers(_ version: String) -> [Int]? {
        let parts = version.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        return parts.count == 3 && !parts.contains(nil) ? parts.compactMap(\.self) : nil
    }

    private func imported(_ objects: [JSONValue], into place: String, overwrites: Bool) -> Behaviour {
        store.places.withLock { places in
            let keys = Set(objects.compactMap(Self.key))
            var errors: [JSONValue] = []
            var results: [JSONValue] = []
            var written: [(SavedObjectKey, JSONValue)] = []
            var isBlocked = false
            let here = places[place] ?? [:]
            let others = places.filter { $0.key != place }
            // In Kibana an id belongs to one space; another space gets the object under another id.
            var renamed: [SavedObjectKey: String] = [:]
            var twins: [SavedObjectKey: [SavedObjectKey]] = [:]
            for key in keys where isKibana && here[key] == nil {
                let found = here.filter { $0.key.type == key.type && $0.value["originId"]?.string == key.id }.map(\.key)
                twins[key] = found
                let isTaken = others.contains { $0.value[key] != nil }
                renamed[key] = found.first?.id ?? (isTaken ? UUID().uuidString.lowercased() : nil)
            }
            for object in objects {
                guard let key = Self.key(object) else { continue }
                let named: JSONValue = [
                    "type": .string(key.type), "id": .string(key.id),
                    "meta": ["title": object["attributes"]?["title"] ?? .null],
                ]
                let lost = (object["references"]?.array ?? []).filter { reference in
                    guard let key = Self.key(reference) else { return true }
                    return ["index-pattern", "search"].contains(key.type) && !keys.contains(key) && here[key] == nil
                }
                let target = SavedObjectKey(type: key.type, id: renamed[key] ?? key.id)
                var problem = ordered(for: key, on: .import)
                if problem == nil, !knows(key.type) { problem = ["type": "unsupported_type"] }
                if problem == nil, !lost.isEmpty {
                    problem = ["type": "missing_references", "references": .array(lost)]
                }
                if problem == nil, let found = twins[key], found.count > 1 {
                    let destinations = found.map { ["id": .string($0.id)] as JSONValue }
                    problem = ["type": "ambiguous_conflict", "destinations": .array(destinations)]
                }
                if problem == nil, here[target] != nil, !overwrites { problem = ["type": "conflict"] }
                if let problem {
                    errors.append(named.with("error", problem))
                    isBlocked = isBlocked || Self.blocking.contains(problem["type"]?.string ?? "")
                    continue
                }
                var result = named
                if here[target] != nil { result = result.with("overwrite", true) }
                if target != key { result = result.with("destinationId", .string(target.id)) }
                results.append(result)
                written.append((target, stored(object, as: target, renamed)))
            }
            if !isBlocked { for (key, object) in written { places[place, default: [:]][key] = object } }
            for case .forgetful(.import) in settings.mishaps { results.removeLast() }
            var answer: JSONValue = [
                "success": .boolean(errors.isEmpty),
                "successCount": .integer(Int64(isBlocked ? 0 : results.count)), "warnings": [],
            ]
            if !results.isEmpty { answer = answer.with("successResults", .array(results)) }
            if !errors.isEmpty { answer = answer.with("errors", .array(errors)) }
            return json(answer)
        }
    }

    private static let blocking: Set = ["conflict", "ambiguous_conflict", "missing_references"]

    /// An object as the server keeps it: migrated, with members of its own, in an order of its own.
    private func stored(_ object: JSONValue, as key: SavedObjectKey, _ renamed: [SavedObjectKey: String]) -> JSONValue {
        let references = (object["references"]?.array ?? []).map { reference -> JSONValue in
            guard let target = Self.key(reference), let other = renamed[target] else { return reference }
            return reference.with("id", .string(other))
        }
        var kept = object.with("id", .string(key.id)).with("references", .array(references.reversed()))
            .with("attributes", (object["attributes"] ?? .null).shuffled.with("addedByTheServer", 0))
            .with("updated_at", "2026-11-23T10:00:00.000Z").with("version", "WzEsMV0=")
        if isKibana { kept = kept.with("typeMigrationVersion", "10.2.0") }
        if let id = object["id"], key.id != id.string { kept = kept.with("originId", id) }
        return kept
    }
}

extension JSONValue {
    /// The same with members the other way round, also in JSON that strings hold.
    fileprivate var shuffled: JSONValue {
        switch self {
        case .object(let members): return .object(members.reversed().map { Member($0.name, $0.value.shuffled) })
        case .array(let elements): return .array(elements.map(\.shuffled))
        case .string(let text):
            guard text.hasPrefix("{") || text.hasPrefix("["), let value = JSONValue(parsing: Array(text.utf8)) else {
                return self
            }
            return .string(value.shuffled.text)
        default: return self
        }
    }
}
