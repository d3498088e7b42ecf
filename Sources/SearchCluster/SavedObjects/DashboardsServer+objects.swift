internal import HTTPTransport

extension DashboardsServer {
    /// Reads the objects of a file that are there.
    ///
    /// They are exported: of all ways to read saved objects that is the one which both products have in every version and
    /// serverless has too, and what comes has the form of what is imported. An export that lacks an object is refused with
    /// the names of those it lacks, and the rest is asked for again.
    ///
    /// - Returns: each object under its name in the file, as the server has it; its own id differs where a space of Kibana has
    ///   the object under another one.
    /// - Throws: `.forbidden` with what may not be read, `.incomplete` when less comes than was asked for.
    public func objects(of file: ImportFile) async throws(ClusterError) -> [SavedObjectKey: JSONValue] {
        var keys = file.objects.map(\.key)
        // Somebody may delete another object in the meantime, though not again and again.
        for _ in 0..<3 {
            var objects: [SavedObjectKey: JSONValue] = [:]
            if !keys.isEmpty {
                switch try await exported(keys) {
                case .objects(let found): objects = found
                case .missing(let missing):
                    keys.removeAll { missing.contains($0) }
                    continue
                }
            }
            let missing = file.objects.map(\.key).filter { objects[$0] == nil }
            if missing.isEmpty || family == .opensearch { return objects }
            return objects.merging(try await copies(of: missing)) { own, _ in own }
        }
        throw ClusterError(
            .incomplete, "\(name)'s saved objects change while they are read",
            cure: "try again when nobody changes them")
    }

    private enum Export {
        case objects([SavedObjectKey: JSONValue])
        case missing(Set<SavedObjectKey>)
    }

    private func exported(_ keys: [SavedObjectKey]) async throws(ClusterError) -> Export {
        let purpose = "reading saved objects"
        let body: JSONValue = [
            "objects": .array(keys.map(\.json)), "includeReferencesDeep": false, "excludeExportDetails": true,
        ]
        let response = try await send(call(.post, ["_export"], body: body.bytes, to: purpose))
        if response.status == 200 {
            let found = Dictionary(try objects(in: response, purpose), uniquingKeysWith: { first, _ in first })
            guard Set(found.keys) == Set(keys) else {
                throw ClusterError(
                    .incomplete, "\(name) was asked for \(keys.count) saved objects and gave \(found.count)")
            }
            return .objects(found)
        }
        let failed = JSONValue(parsing: response.body)?["attributes"]?["objects"]?.array ?? []
        guard response.status == 400, !failed.isEmpty else { throw refused(response, purpose) }
        var missing: Set<SavedObjectKey> = []
        for object in failed {
            guard let key = SavedObjectKey(object), keys.contains(key), object["error"]?["statusCode"]?.integer == 404
            else {
                let words = object["error"]?["message"]?.string ?? "no reason is given"
                let isForbidden = object["error"]?["statusCode"]?.integer == 403
                throw ClusterError(
                    isForbidden ? .forbidden : .refused,
                    "\(name) does not give \(SavedObjectKey(object)?.name(on: family) ?? "an object"): \(SafeText(words))",
                    cure: isForbidden ? ClusterError.rights(on: family) : nil)
            }
            missing.insert(key)
        }
        return .missing(missing)
    }

    /// The objects of an export, a line each.
    private func objects(
        in response: HTTPResponse, _ purpose: String
    ) throws(ClusterError) -> [(SavedObjectKey, JSONValue)] {
        var objects: [(SavedObjectKey, JSONValue)] = []
        for line in response.body.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            guard let object = JSONValue(parsing: Array(line)), let key = SavedObjectKey(object) else {
                throw ClusterError(.malformed, "\(name)'s answer to \(purpose) holds what is no saved object")
            }
            objects.append((key, object))
        }
        return objects
    }

    /// What a space has of these under other ids.
    ///
    /// In Kibana an id belongs to one space. Another space that imports the object gets it under a new id, with references to
    /// match, and the object remembers the id that it came with. Two of the same origin are left to the import to tell.
    private func copies(of keys: [SavedObjectKey]) async throws(ClusterError) -> [SavedObjectKey: JSONValue] {
        let purpose = "looking for saved objects under other ids"
        let body: JSONValue = [
            "type": .array(Set(keys.map(\.type)).sorted().map { .string($0) }),
            "search": .string(keys.map { "\"\($0.id)\"" }.joined(separator: " | ")), "excludeExportDetails": true,
        ]
        let response = try await send(call(.post, ["_export"], body: body.bytes, to: purpose))
        // The import finds them once more, so that nothing is lost where there are too many to look at.
        if response.status == 400 { return [:] }
        guard response.status == 200 else { throw refused(response, purpose) }
        var found: [SavedObjectKey: [JSONValue]] = [:]
        var origins: [SavedObjectKey: String] = [:]
        for (key, object) in try objects(in: response, purpose) {
            guard let origin = object["originId"]?.string else { continue }
            found[SavedObjectKey(type: key.type, id: origin), default: []].append(object)
            origins[key] = origin
        }
        var copies: [SavedObjectKey: JSONValue] = [:]
        for key in keys {
            guard let object = found[key]?.first, found[key]?.count == 1 else { continue }
            let references = (object["references"]?.array ?? []).map { reference -> JSONValue in
                guard let origin = SavedObjectKey(reference).flatMap({ origins[$0] }) else { return reference }
                return reference.setting("id", to: .string(origin))
            }
            copies[key] = object.setting("references", to: .array(references))
        }
        return copies
    }
}
