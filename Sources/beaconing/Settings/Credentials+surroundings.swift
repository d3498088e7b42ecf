import Foundation
import SearchCluster

extension Credentials {
    /// Who asks, as the environment says it: an API key, or a user and a password, each there or in a file.
    ///
    /// - Throws: `.configuration` when two ways are mixed or a half is missing, `.file` when a file cannot be read.
    init(from surroundings: Surroundings, of variables: Variables = .cluster) throws(Failure) {
        let key = try Self.secret(variables.key, variables.keyFile, in: surroundings)
        let user = try Self.secret(variables.user, variables.userFile, in: surroundings)
        let password = try Self.secret(variables.password, variables.passwordFile, in: surroundings)
        let (keyName, userName) = (variables.key.rawValue, variables.user.rawValue)
        let (passwordName, passwordFileName) = (variables.password.rawValue, variables.passwordFile.rawValue)
        switch (key, user, password) {
        case (let key?, nil, nil): self = .apiKey(Secret(key))
        case (nil, let user?, let password?): self = .basic(user: user, password: Secret(password))
        case (nil, nil, nil): self = .none
        case (.some, _, _):
            throw Failure(
                .configuration, "both an API key and a user or password are set",
                cure: "unset \(keyName), or \(userName) and \(passwordName)")
        case (nil, .some, nil):
            throw Failure(
                .configuration, "\(userName) is set without a password",
                cure: "set \(passwordName) or \(passwordFileName)")
        case (nil, nil, .some):
            throw Failure(
                .configuration, "\(passwordName) is set without a user", cure: "set \(userName)")
        }
    }

    /// The variables that hold credentials.
    struct Variables: Sendable {
        let key, keyFile, user, userFile, password, passwordFile: EnvironmentVariable

        /// Those of the cluster.
        static let cluster = Variables(
            key: .apiKey, keyFile: .apiKeyFile, user: .username, userFile: .usernameFile, password: .password,
            passwordFile: .passwordFile)
        /// Those of Kibana or OpenSearch Dashboards.
        static let dashboards = Variables(
            key: .dashboardsAPIKey, keyFile: .dashboardsAPIKeyFile, user: .dashboardsUsername,
            userFile: .dashboardsUsernameFile, password: .dashboardsPassword, passwordFile: .dashboardsPasswordFile)
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
