import Foundation
import SearchCluster

extension Credentials {
    /// Who asks, as the environment says it: an API key, or a user and a password, each there or in a file.
    ///
    /// - Throws: `.configuration` when two ways are mixed or a half is missing, `.file` when a file cannot be read.
    init(from surroundings: Surroundings) throws(Failure) {
        let key = try Self.secret(.apiKey, .apiKeyFile, in: surroundings)
        let user = try Self.secret(.username, .usernameFile, in: surroundings)
        let password = try Self.secret(.password, .passwordFile, in: surroundings)
        switch (key, user, password) {
        case (let key?, nil, nil): self = .apiKey(Secret(key))
        case (nil, let user?, let password?): self = .basic(user: user, password: Secret(password))
        case (nil, nil, nil): self = .none
        case (.some, _, _):
            throw Failure(
                .configuration, "both an API key and a user or password are set",
                cure: "unset BEACONING_API_KEY, or BEACONING_USERNAME and BEACONING_PASSWORD")
        case (nil, .some, nil):
            throw Failure(
                .configuration, "BEACONING_USERNAME is set without a password",
                cure: "set BEACONING_PASSWORD or BEACONING_PASSWORD_FILE")
        case (nil, nil, .some):
            throw Failure(
                .configuration, "BEACONING_PASSWORD is set without a user", cure: "set BEACONING_USERNAME")
        }
    }

    private static func secret(
        _ variable: EnvironmentVariable, _ fileVariable: EnvironmentVariable, in surroundings: Surroundings
    ) throws(Failure) -> String? {
        guard let path = surroundings[fileVariable] else { return surroundings[variable] }
        guard surroundings[variable] == nil else {
            throw Failure(
                .configuration, "both \(variable.rawValue) and \(fileVariable.rawValue) are set",
                cure: "unset one of them")
        }
        var text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw Failure(
                .file, "\(path), which \(fileVariable.rawValue) names, cannot be read",
                cure: "see that it exists, is text and is readable for this user")
        }
        // Editors and echo end a file with a newline that is not part of the secret.
        while text.hasSuffix("\n") || text.hasSuffix("\r\n") || text.hasSuffix("\r") { text.removeLast() }
        guard !text.isEmpty else {
            throw Failure(.configuration, "\(path), which \(fileVariable.rawValue) names, is empty")
        }
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw Failure(
                .configuration, "\(path), which \(fileVariable.rawValue) names, holds more than one line",
                cure: "leave only the secret in it")
        }
        return text
    }
}
