import Foundation
import SearchCluster
import Synchronization

/// One request to the stand-in and what is answered.
struct StandInAnswer {
    let settings: SavedObjectsStandIn.Settings
    let store: SavedObjectsStandIn.Store
    let request: ReceivedRequest

    var isKibana: Bool { settings.family == .elasticsearch }

    /// What the server does.
    var behaviour: Behaviour {
        guard request.path.hasPrefix(settings.basePath + "/") else { return error(404, "there is nothing here") }
        let rest = request.path.dropFirst(settings.basePath.utf8.count + 1)
        var path = rest.split(separator: "/", omittingEmptySubsequences: false).map { part in
            String(part).removingPercentEncoding ?? String(part)
        }
        var place = isKibana ? "default" : request.headers("securitytenant").first ?? "__user__"
        if path.first == "s", path.count > 2 {
            guard isKibana, settings.spaces.contains(path[1]) else { return error(404, "there is nothing here") }
            place = path[1]
            path.removeFirst(2)
        }
        guard let route = route(path) else { return error(404, "there is nothing here") }
        if let refusal = refusal(of: route, place) { return refusal }
        for case .status(let status, let message, route) in settings.mishaps { return error(status, message) }
        for case .page(route) in settings.mishaps {
            return .answer(
                headers: [("Content-Type", "text/html; charset=utf-8")], body: Array("<html>Sign in</html>".utf8))
        }
        let answer: Behaviour =
            switch route {
            case .status: status
            case .space:
                path[3] == "default" || settings.spaces.contains(path[3])
                    ? json(["id": .string(path[3])]) : error(404, "no such space")
            case .export: export(from: place)
            case .import: importing(into: place)
            case .delete: delete(SavedObjectKey(type: path[2], id: path[3]), from: place)
            }
        for case .halfAnswer(route) in settings.mishaps {
            if case .answer(_, _, let body) = answer { return .truncated(body: body, after: body.count / 2) }
        }
        return answer
    }

    private func route(_ path: [String]) -> Mishap.Route? {
        switch (request.method, path.count) {
        case ("GET", 2) where path == ["api", "status"]: .status
        case ("GET", 4) where isKibana && path.starts(with: ["api", "spaces", "space"]): .space
        case ("POST", 3) where path == ["api", "saved_objects", "_export"]: .export
        case ("POST", 3) where path == ["api", "saved_objects", "_import"]: .import
        case ("DELETE", 4) where path.starts(with: ["api", "saved_objects"]): .delete
        default: nil
        }
    }

    /// What is refused whatever the request is about: who asks, from where, with which words in the query.
    private func refusal(of route: Mishap.Route, _ place: String) -> Behaviour? {
        if let wanted = settings.authorization, request.headers("authorization") != [wanted] {
            return error(401, "these credentials are not known")
        }
        if !isKibana, place != "__user__", !settings.tenants.contains(place) {
            return error(403, "no permission for the tenant")
        }
        if request.method != "GET", request.headers(isKibana ? "kbn-xsrf" : "osd-xsrf").isEmpty {
            return error(400, "the header against forged requests is missing")
        }
        let known: [String: Set<String>] =
            switch route {
            case .import:
                isKibana
                    ? ["overwrite": Self.flags, "createNewCopies": Self.flags, "compatibilityMode": Self.flags]
                    : ["overwrite": Self.flags, "createNewCopies": Self.flags]
            case .delete: ["force": Self.flags]
            case .status, .space, .export: [:]
            }
        for (name, value) in query where known[name]?.contains(value) != true {
            return error(400, "[request query.\(name)]: it is not known, or has no such value")
        }
        return nil
    }

    private static let flags: Set<String> = ["true", "false"]

    var query: [(name: String, value: String)] {
        guard let mark = request.target.firstIndex(of: "?") else { return [] }
        return request.target[request.target.index(after: mark)...].split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return (
                parts[0].removingPercentEncoding ?? "", parts.count > 1 ? parts[1].removingPercentEncoding ?? "" : ""
            )
        }
    }

    private var status: Behaviour {
        var answer: JSONValue = ["status": ["overall": ["level": "available"]]]
        if !settings.mishaps.contains(where: { if case .secretive = $0 { true } else { false } }) {
            answer = [
                "name": "stand-in", "version": ["number": .string(settings.version)],
                "status": ["overall": ["level": "available"]],
            ]
        }
        return json(answer)
    }

    private func export(from place: String) -> Behaviour {
        guard request.headers("content-type").first == "application/json" else { return error(415, "JSON is expected") }
        let known: Set = ["type", "objects", "includeReferencesDeep", "excludeExportDetails", "search", "hasReference"]
        guard let body = JSONValue(parsing: request.body), let members = body.members,
            members.allSatisfy({ known.contains($0.name) })
        else { return error(400, "[request body]: it is not what an export takes") }
        if body["type"] != nil { return search(body, in: place) }
        guard let wanted = body["objects"]?.array, !wanted.isEmpty, wanted.count <= settings.mostObjects,
            body["search"] == nil
        else { return error(400, "[request body]: it is not what an export takes") }
        var lines: [String] = []
        var failed: [JSONValue] = []
        for object in wanted {
            guard object.members?.count == 2, let key = Self.key(object), knows(key.type) else {
                return error(400, "an object to export has a type that is not exported")
            }
            if let told = ordered(for: key, on: .export) {
                failed.append(object.with("error", told))
            } else if let stored = store.places.withLock({ $0[place]?[key] }) {
                lines.append(stored.text)
            } else {
                failed.append(
                    object.with("error", ["statusCode": 404, "error": "Not Found", "message": "it is not there"]))
            }
        }
        if !failed.isEmpty {
            return json(
                [
                    "statusCode": 400, "error": "Bad Request", "message": "objects could not be fetched",
                    "attributes": ["objects": .array(failed)],
                ], status: 400)
        }
        for case .forgetful(.export) in settings.mishaps { lines.removeLast() }
        if body["excludeExportDetails"]?.boolean != true { lines.append(#"{"exportedCount":\#(lines.count)}"#) }
        return answer(200, "application/ndjson", Array(lines.joined(separator: "\n").utf8))
    }

    /// An export of the types whose objects have one of the quoted words as their title or in the place of an id.
    private func search(_ body: JSONValue, in place: String) -> Behaviour {
        let types = (body["type"]?.array ?? []).compactMap(\.string)
        guard !types.isEmpty, types.allSatisfy(knows), body["objects"] == nil, let search = body["search"]?.string
        else {
            return error(400, "[request body]: it is not what an export takes")
        }
        let words = Set(search.components(separatedBy: " | ").map { $0.trimmingCharacters(in: ["\""]) })
        let found = store.places.withLock { $0[place] ?? [:] }.filter { key, object in
            types.contains(key.type)
                && [object["id"], object["originId"], object["attributes"]?["title"]].contains { name in
                    name?.string.map(words.contains) == true
                }
        }
        let lines = found.values.map(\.text).sorted()
        return answer(200, "application/ndjson", Array(lines.joined(separator: "\n").utf8))
    }

    private func delete(_ key: SavedObjectKey, from place: String) -> Behaviour {
        if settings.isServerless { return error(400, "it exists and is not available with this configuration") }
        guard knows(key.type) else { return error(400, "there is no such type") }
        let wasThere = store.places.withLock { $0[place]?.removeValue(forKey: key) } != nil
        return wasThere ? json([:]) : error(404, "it is not there")
    }

    /// The error that was ordered for an object.
    func ordered(for key: SavedObjectKey, on route: Mishap.Route) -> JSONValue? {
        for case .object(key, let told, route) in settings.mishaps { return told }
        return nil
    }

    /// Whether the product stores such objects.
    func knows(_ type: String) -> Bool {
        ["index-pattern", "search", "visualization", "dashboard"].contains(type)
            || (isKibana && ["lens", "map", "links", "tag"].contains(type))
    }

    static func key(_ json: JSONValue) -> SavedObjectKey? {
        guard let type = json["type"]?.string, let id = json["id"]?.string else { return nil }
        return SavedObjectKey(type: type, id: id)
    }

    func error(_ status: Int, _ message: String) -> Behaviour {
        json(
            [
                "statusCode": .integer(Int64(status)), "error": "Refused", "message": .string(message),
            ], status: status)
    }

    func json(_ value: JSONValue, status: Int = 200) -> Behaviour {
        answer(status, "application/json; charset=utf-8", value.bytes)
    }

    private func answer(_ status: Int, _ type: String, _ body: [UInt8]) -> Behaviour {
        var headers = [("Content-Type", type)]
        let isNameless = settings.mishaps.contains { if case .nameless = $0 { true } else { false } }
        if !isNameless { headers.append((isKibana ? "kbn-name" : "osd-name", "stand-in")) }
        return .answer(status: status, headers: headers, body: body)
    }
}

extension JSONValue {
    /// The object with one more member.
    func with(_ name: String, _ value: JSONValue) -> JSONValue {
        .object((members ?? []).filter { $0.name != name } + [Member(name, value)])
    }
}
