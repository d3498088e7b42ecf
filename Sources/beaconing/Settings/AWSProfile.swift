import Foundation
import SearchCluster

/// A profile of Amazon's command line: what its files say under one name.
struct AWSProfile: Sendable {
    /// What signs: a key's name, the key, and what proves a temporary one.
    typealias Keys = (id: String, secret: String, token: String?)

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
    func keys(_ reading: inout SecretReading) throws(Failure) -> Keys {
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
        reading.noteReaders(of: path, named: SafeText(path).description)
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
