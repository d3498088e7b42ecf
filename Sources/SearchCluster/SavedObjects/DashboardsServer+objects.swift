internal import HTTPTransport

extension DashboardsServer {
    /// Reads the objects of a file that are there.
    ///
    /// They are exported: of all ways to read saved objects that is the one which both products have in every version and
    /// serverless has too, and what comes has the form of what is imported. An export that lacks an object is refused with
    /// the names of those it lacks, and the rest is asked for again.
    ///
    /// - Throws: `.forbidden` with what may not be read, `.incomplete` when less comes than was asked for.
    public func objects(of file: ImportFile) async throws(ClusterError) -> [SavedObjectKey: JSONValue] {
        var keys = file.objects.map(\.key)
        // Somebody may delete another object in the meantime, though not again and again.
        for _ in 0..<3 {
            if keys.isEmpty { return [:] }
            switch try await exported(keys) {
            case .objects(let objects): return objects
            case .missing(let missing): keys.removeAll { missing.contains($0) }
            }
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
            var found: [SavedObjectKey: JSONValue] = [:]
            for line in response.body.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
                guard let object = JSONValue(parsing: Array(line)), let key = SavedObjectKey(object) else {
                    throw ClusterError(.malformed, "\(name)'s answer to \(purpose) holds what is no saved object")
                }
                found[key] = object
            }
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

    /// Imports a file; objects that are there are replaced, so that the same again does no harm and mends what was left.
    ///
    /// - Returns: what was written and what was not.
    /// - Throws: `.configuration` when the file is larger than any server takes, `.forbidden`, `.refused`, `.incomplete`.
    public func importing(_ file: ImportFile) async throws(ClusterError) -> ImportResult {
        let purpose = "importing saved objects"
        guard file.objects.count <= ImportFile.mostObjects else {
            throw ClusterError(
                .configuration,
                "there are \(file.objects.count) saved objects to import, and \(name) takes \(ImportFile.mostObjects)")
        }
        let form = MultipartBody(field: "file", fileName: "beaconing.ndjson", content: file.bytes)
        guard form.bytes.count <= ImportFile.mostBytes else {
            throw ClusterError(
                .configuration,
                "the saved objects to import are \(form.bytes.count) bytes, and \(name) takes \(ImportFile.mostBytes)")
        }
        let response = try await send(
            call(
                .post, ["_import"], query: [("overwrite", "true")], body: form.bytes, contentType: form.contentType,
                to: purpose))
        guard response.status == 200 else { throw refused(response, purpose) }
        guard let answer = JSONValue(parsing: response.body) else {
            throw ClusterError(
                .malformed, "\(name)'s answer to \(purpose) is not JSON", cure: "check whether a proxy stands before it"
            )
        }
        return try ImportResult(answer, of: file, by: name)
    }

    /// Deletes an object; one that is gone already is no trouble.
    ///
    /// - Throws: `.forbidden` with what is not allowed, `.refused` with the server's reason.
    public func delete(_ key: SavedObjectKey) async throws(ClusterError) {
        let purpose = "deleting \(key.name(on: family))"
        let response = try await send(call(.delete, [key.type, key.id], to: purpose))
        if response.status == 200 || response.status == 404 { return }
        var error = refused(response, purpose)
        if error.code == .refused, response.status == 400 {
            // Objects of several spaces are not deleted by accident, and serverless deletes none over this API.
            error.cure = "delete it under Stack Management, Saved objects"
        }
        throw error
    }

    /// Sends a request and returns a 403 as the answer it is.
    private func send(_ call: ClusterCall) async throws(ClusterError) -> HTTPResponse {
        try await client.send(call, attempts: client.configuration.retry.attempts)
    }

    /// Why an answer with a bad status fails, with its cure.
    func refused(_ response: HTTPResponse, _ purpose: String) -> ClusterError {
        let words = ErrorAnswer(body: response.body).reason.map { SafeText($0).description }
        let reason = words ?? "HTTP \(response.status)"
        // Older versions say with 400 that a right is missing.
        if response.status == 403 || (response.status == 400 && reason.hasPrefix("Unable to bulk_")) {
            return ClusterError(
                .forbidden, "\(name) does not allow \(purpose): \(reason)", cure: ClusterError.rights(on: family))
        }
        switch response.status {
        case 404:
            let space = place.space.map { ", or no space \($0)" } ?? ""
            return ClusterError(
                .configuration, "\(name) at \(address) has no API for \(purpose)\(space): \(reason)",
                cure: "check the address and its path")
        case 413:
            return ClusterError(
                .refused, "\(name), or a proxy before it, refuses \(purpose) as too large: \(reason)",
                cure: "raise savedObjects.maxImportPayloadBytes or the proxy's limit to 1 MiB at least")
        case 422:
            return ClusterError(
                .refused, "\(name) does not know the version of the objects: \(reason)",
                cure: "see that all its nodes are of one version, or import the file of dashboards export --version")
        case 500...:
            return ClusterError(
                .unreachable,
                "\(name) failed at \(purpose): \(words.map { "HTTP \(response.status) (\($0))" } ?? reason)",
                cure: "its log has the reason")
        default: return ClusterError(.refused, "\(name) refuses \(purpose): \(reason)")
        }
    }
}

extension ClusterError {
    /// Which rights saved objects need.
    static func rights(on family: ClusterProduct.Family) -> String {
        switch family {
        case .elasticsearch:
            "give all rights on Dashboard, Discover, Data Views and Saved Objects Management in the space"
        case .opensearch: "give write access to the tenant (kibana_all_write) and the role kibana_user"
        }
    }
}
