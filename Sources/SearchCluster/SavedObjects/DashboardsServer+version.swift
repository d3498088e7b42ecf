internal import HTTPTransport

extension DashboardsServer {
    /// Asks which version it is, and whether it is the product that goes with the cluster.
    ///
    /// - Returns: the version number; `nil` where the server tells it to nobody.
    /// - Throws: `.configuration` when it is the other product or nothing of the kind; whatever sending throws.
    public func version() async throws(ClusterError) -> String? {
        let call = ClusterCall(.get, ["api", "status"], to: "asking for its version")
        let response = try await client.send(call)
        let answer = response.status == 200 ? JSONValue(parsing: response.body) : nil
        guard let found = Self.family(of: response, answer) ?? (answer?["status"]?["overall"] == nil ? nil : family)
        else {
            throw noServer(response)
        }
        let number = answer?["version"]?["number"]?.string
        guard found == family else {
            throw ClusterError(
                .configuration,
                "what answers at \(address) is \([found.dashboards, number].compactMap(\.self).joined(separator: " ")), "
                    + "and dashboards of \(family.rawValue) are for \(name)",
                cure: "give \(name)'s address with \(client.configuration.peer.urlSettings)")
        }
        guard response.status == 200 else { throw refused(response, "asking for its version") }
        return number
    }

    /// Sees that the space is there: the saved objects API writes into one that is not without a word.
    ///
    /// - Throws: `.configuration` where it is not, or not for these credentials.
    public func checkPlace() async throws(ClusterError) {
        guard let space = place.space else { return }
        let call = ClusterCall(.get, ["api", "spaces", "space", space], to: "looking at space \(space)")
        let response = try await client.send(call)
        if response.status == 200 { return }
        guard response.status == 404 else { throw refused(response, call.purpose) }
        throw ClusterError(
            .configuration, "\(name) has no space \(space), or shows it to others only",
            cure: "see which there are under Stack Management, Spaces; --space takes the id in the address, after /s/")
    }

    var address: String { SafeText(client.configuration.urls[0]).description }

    /// Both name themselves in every answer; where a proxy takes that away, their versions do not overlap.
    private static func family(of response: HTTPResponse, _ answer: JSONValue?) -> ClusterProduct.Family? {
        if response.header("osd-name") != nil { return .opensearch }
        if response.header("kbn-name") != nil { return .elasticsearch }
        guard let version = answer?["version"]?["number"]?.string, answer?["status"] != nil,
            let major = version.split(separator: ".").first.flatMap({ Int($0) })
        else { return nil }
        return major < 4 ? .opensearch : .elasticsearch
    }

    private func noServer(_ response: HTTPResponse) -> ClusterError {
        let peer = client.configuration.peer
        if response.header("x-elastic-product") != nil {
            return ClusterError(
                .configuration, "what answers at \(address) is Elasticsearch itself, not \(name)",
                cure: "give \(name)'s address with \(peer.urlSettings), such as \(peer.exampleURL)")
        }
        let isPage = response.header("content-type")?.lowercased().hasPrefix("text/html") == true
        let what =
            if (300..<400).contains(response.status) { "a redirect" } else if isPage {
                "a web page"
            } else {
                "HTTP \(response.status)"
            }
        return ClusterError(
            .configuration, "what answers at \(address) is not \(name): it answers /api/status with \(what)",
            cure: "check the address, its path, and whether a proxy with a login of its own stands before it")
    }
}
