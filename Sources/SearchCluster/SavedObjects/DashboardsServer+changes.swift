internal import HTTPTransport

extension DashboardsServer {
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
    func send(_ call: ClusterCall) async throws(ClusterError) -> HTTPResponse {
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
