import Foundation
internal import HTTPTransport

/// What the runner proves with who it is: a secret, to be written to a file and nowhere else.
public struct RunnerCredentials: Sendable {
    /// What kind of secret it is.
    public enum Kind: Sendable {
        /// An API key, encoded.
        case apiKey
        /// The password of the user of this name.
        case password(user: String)
    }

    /// What kind of secret it is.
    public let kind: Kind
    private let secret: String

    init(_ kind: Kind, _ secret: String) {
        self.kind = kind
        self.secret = secret
    }

    /// The bytes for the file, with a newline at the end.
    public var fileContent: [UInt8] { Array((secret + "\n").utf8) }
}

extension ClusterClient {
    /// Creates a role, or puts this one in the place of an older one of its name.
    ///
    /// - Throws: `.configuration` where the cluster has no security, `.forbidden` where it is not allowed.
    public func put(_ role: AccessRole, on family: ClusterProduct.Family) async throws(ClusterError) {
        let path =
            switch family {
            case .elasticsearch: ["_security", "role", role.name]
            case .opensearch: ["_plugins", "_security", "api", "roles", role.name]
            }
        _ = try await security(.put, path, role.json(for: family), to: "to create role \(role.name)")
    }

    /// Creates what the runner proves with who it is: an API key with exactly its role, or a user who has it.
    ///
    /// - Throws: `.configuration` where the cluster has no security, `.forbidden` where it is not allowed.
    public func createCredentials(
        for role: AccessRole, on family: ClusterProduct.Family
    ) async throws(ClusterError) -> RunnerCredentials {
        switch family {
        case .elasticsearch:
            let body: JSONValue = [
                "name": .string(role.name),
                "role_descriptors": .object([.init(role.name, role.json(for: family))]),
                "metadata": ["managed_by": "beaconing"],
            ]
            let purpose = "to create an API key for \(role.name)"
            let answer = try await security(.post, ["_security", "api_key"], body, to: purpose)
            guard let id = answer["id"]?.string, let key = answer["api_key"]?.string else {
                throw ClusterError(.malformed, "the cluster's answer \(purpose) holds no key")
            }
            return RunnerCredentials(.apiKey, Data("\(id):\(key)".utf8).base64EncodedString())
        case .opensearch:
            let password = Self.newPassword()
            _ = try await security(
                .put, ["_plugins", "_security", "api", "internalusers", role.name],
                ["password": .string(password), "description": "beaconing run"], to: "to create user \(role.name)")
            _ = try await security(
                .put, ["_plugins", "_security", "api", "rolesmapping", role.name],
                ["users": [.string(role.name)]], to: "to give role \(role.name) to the user of that name")
            return RunnerCredentials(.password(user: role.name), password)
        }
    }

    private func security(
        _ method: HTTPRequest.Method, _ path: [String], _ body: JSONValue, to purpose: String
    ) async throws(ClusterError) -> JSONValue {
        let response = try await send(ClusterCall(method, path, body: body.bytes, to: purpose))
        if [200, 201].contains(response.status) { return JSONValue(parsing: response.body) ?? .null }
        let answer = ErrorAnswer(body: response.body)
        let reason = answer.reason ?? "HTTP \(response.status)"
        // Without its security a product does not know the address, which both say in words of their own.
        throw ClusterError(
            .configuration, "the cluster does not know how \(purpose): \(reason)",
            cure: "switch its security on, or make the role by hand from what install roles prints", type: answer.type)
    }

    /// 32 characters from the system's generator, of every kind that password rules ask for.
    private static func newPassword() -> String {
        let kinds = ["abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "-_.+="].map { Array($0) }
        var generator = SystemRandomNumberGenerator()
        let all = kinds.flatMap(\.self)
        var letters = kinds.compactMap { $0.randomElement(using: &generator) }
        while letters.count < 32 { letters += [all.randomElement(using: &generator)].compactMap(\.self) }
        letters.shuffle(using: &generator)
        return String(letters)
    }
}
