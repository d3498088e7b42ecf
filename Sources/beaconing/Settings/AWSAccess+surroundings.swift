import Foundation
import HTTPTransport
import SearchCluster

extension AWSAccess {
    /// Who signs requests, when that is asked for: keys from files, from Amazon's own variables, or of a profile.
    ///
    /// - Throws: `.configuration` for a service, a region or keys that are missing or cannot be, `.file` when a file cannot
    ///   be read.
    init?(_ words: TypedWords, in surroundings: Surroundings) throws(Failure) {
        guard let name = words.last(.aws) ?? surroundings[.aws] else { return nil }
        guard let service = Service(rawValue: name) else {
            throw Failure(
                .configuration, "BEACONING_AWS is es for domains or aoss for Serverless, not \"\(SafeText(name))\"")
        }
        let profile = try AWSProfile(in: surroundings)
        guard let region = surroundings[.awsRegion] ?? surroundings[.awsDefaultRegion] ?? profile.region else {
            throw Failure(
                .configuration, "requests to Amazon are signed for a region, and none is given",
                cure: "set AWS_REGION, for instance to the one in the address of the domain")
        }
        guard Self.isRegion(region) else {
            throw Failure(.configuration, "\"\(SafeText(region))\" is no region of Amazon's")
        }
        let named = try Self.keys(in: surroundings)
        let keys = if let named { named } else { try profile.keys() }
        self.init(
            service: service, region: region, keyID: keys.id, secretKey: Secret(keys.secret),
            sessionToken: keys.token.map(Secret.init))
    }

    /// What signs: a key's name, the key, and what proves a temporary one.
    typealias Keys = (id: String, secret: String, token: String?)

    /// It becomes part of a header.
    private static func isRegion(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { Self.regionBytes.contains($0) }
    }

    private static let regionBytes = Set("abcdefghijklmnopqrstuvwxyz0123456789-".utf8)

    /// Keys that are named one by one: in files of this program, or else in Amazon's variables.
    private static func keys(in surroundings: Surroundings) throws(Failure) -> Keys? {
        let files: [EnvironmentVariable] = [.awsAccessKeyIDFile, .awsSecretAccessKeyFile, .awsSessionTokenFile]
        let areFiles = files.contains { surroundings[$0] != nil }
        func part(_ variable: EnvironmentVariable, _ file: EnvironmentVariable) throws(Failure) -> String? {
            guard areFiles else { return surroundings[variable] }
            return try Credentials.secret(in: file, surroundings)
        }
        let id = try part(.awsAccessKeyID, .awsAccessKeyIDFile)
        let secret = try part(.awsSecretAccessKey, .awsSecretAccessKeyFile)
        let token = try part(.awsSessionToken, .awsSessionTokenFile)
        switch (id, secret) {
        case (let id?, let secret?): return (id, secret, token)
        case (nil, nil): return nil
        default:
            let names: [EnvironmentVariable] =
                areFiles ? [.awsAccessKeyIDFile, .awsSecretAccessKeyFile] : [.awsAccessKeyID, .awsSecretAccessKey]
            let (set, missing) = id == nil ? (names[1], names[0]) : (names[0], names[1])
            throw Failure(
                .configuration, "\(set.rawValue) is set without its other half", cure: "set \(missing.rawValue)")
        }
    }
}

/// A profile of Amazon's command line: what its files say under one name.
struct AWSProfile: Sendable {
    /// The region of the profile; `nil` when the file of settings says none.
    let region: String?
    private let name: String
    private let path: String?

    /// The profile that the surroundings name, or else the default one.
    ///
    /// - Throws: `.file` when the file of settings is there and cannot be read.
    init(in surroundings: Surroundings) throws(Failure) {
        name = surroundings[.awsProfile] ?? "default"
        let home = surroundings[.home].map { $0 + "/.aws" }
        path = surroundings[.awsSharedCredentialsFile] ?? home.map { $0 + "/credentials" }
        let settings = surroundings[.awsConfigFile] ?? home.map { $0 + "/config" }
        let heading = name == "default" ? name : "profile \(name)"
        region = try settings.flatMap { path throws(Failure) in try Self.sections(of: path)[heading]?["region"] }
    }

    /// The keys of the profile.
    ///
    /// - Throws: `.configuration` when there are none, `.file` when the file cannot be read.
    func keys() throws(Failure) -> AWSAccess.Keys {
        guard let path, let profile = try Self.sections(of: path)[name] else {
            throw Failure(
                .configuration, "no keys to sign requests with are given",
                cure: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile of ~/.aws/credentials with "
                    + "AWS_PROFILE")
        }
        guard let id = profile["aws_access_key_id"], let secret = profile["aws_secret_access_key"] else {
            throw Failure(
                .configuration,
                "the profile \(SafeText(name)) of \(SafeText(path)) holds no access key with its secret",
                cure: "roles, single sign-on and other processes are not asked; set what they give as variables: "
                    + "aws configure export-credentials --format env")
        }
        return (id, secret, profile["aws_session_token"])
    }

    /// The names and values of a file by the headings they stand under; none when there is no such file.
    private static func sections(of path: String) throws(Failure) -> [String: [String: String]] {
        guard FileManager.default.fileExists(atPath: path) else { return [:] }
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw Failure(.file, "\(SafeText(path)), which holds profiles of Amazon's, cannot be read")
        }
        var sections: [String: [String: String]] = [:]
        var heading = ""
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
                heading = line[..<end].dropFirst().split(separator: " ").joined(separator: " ")
                sections[heading] = sections[heading] ?? [:]
            } else if !line.hasPrefix("#"), !line.hasPrefix(";"), let equals = line.firstIndex(of: "=") {
                let value = line[line.index(after: equals)...].trimmingCharacters(in: .whitespaces)
                let name = line[..<equals].trimmingCharacters(in: .whitespaces)
                if !value.isEmpty { sections[heading, default: [:]][name] = value }
            }
        }
        return sections
    }
}
