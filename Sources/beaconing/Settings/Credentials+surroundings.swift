import Foundation
import HTTPTransport
import SearchCluster

extension Credentials {
    /// Who asks, as the environment says it: an API key, a bearer token, or a user and a password, each there or in a file.
    ///
    /// - Throws: `.configuration` when two ways are mixed or a half is missing, `.file` when a file cannot be read.
    init(from surroundings: Surroundings, of variables: Variables = .cluster) throws(Failure) {
        let key = try Self.secret(variables.key, variables.keyFile, in: surroundings)
        let token = try Self.secret(variables.token, variables.tokenFile, in: surroundings)
        let user = try Self.secret(variables.user, variables.userFile, in: surroundings)
        let password = try Self.secret(variables.password, variables.passwordFile, in: surroundings)
        let ways = [
            (key != nil, variables.key.rawValue), (token != nil, variables.token.rawValue),
            (user != nil || password != nil, "\(variables.user.rawValue) and \(variables.password.rawValue)"),
        ].filter(\.0).map(\.1)
        guard ways.count < 2 else {
            throw Failure(
                .configuration, "two ways to say who asks are set, \(ways[0]) and \(ways[1])", cure: "unset one of them"
            )
        }
        if let key {
            self = .apiKey(Secret(key))
        } else if let token {
            self = .bearer(Secret(token))
        } else {
            self = try Self.basic(user, password, variables)
        }
    }

    private static func basic(
        _ user: String?, _ password: String?, _ variables: Variables
    ) throws(Failure) -> Credentials {
        switch (user, password) {
        case (let user?, let password?): return .basic(user: user, password: Secret(password))
        case (nil, nil): return .none
        case (.some, nil):
            throw Failure(
                .configuration, "\(variables.user.rawValue) is set without a password",
                cure: "set \(variables.password.rawValue) or \(variables.passwordFile.rawValue)")
        case (nil, .some):
            throw Failure(
                .configuration, "\(variables.password.rawValue) is set without a user",
                cure: "set \(variables.user.rawValue)")
        }
    }

    /// The variables that hold credentials.
    struct Variables: Sendable {
        let key, keyFile, token, tokenFile, user, userFile, password, passwordFile: EnvironmentVariable

        /// Those of the cluster.
        static let cluster = Variables(
            key: .apiKey, keyFile: .apiKeyFile, token: .bearerToken, tokenFile: .bearerTokenFile, user: .username,
            userFile: .usernameFile, password: .password, passwordFile: .passwordFile)
        /// Those of Kibana or OpenSearch Dashboards.
        static let dashboards = Variables(
            key: .dashboardsAPIKey, keyFile: .dashboardsAPIKeyFile, token: .dashboardsBearerToken,
            tokenFile: .dashboardsBearerTokenFile, user: .dashboardsUsername, userFile: .dashboardsUsernameFile,
            password: .dashboardsPassword, passwordFile: .dashboardsPasswordFile)
    }

    /// The secret that a variable holds, or the file that another one names.
    ///
    /// - Throws: `.configuration` when both are set or the file does not hold one line, `.file` when it cannot be read.
    static func secret(
        _ variable: EnvironmentVariable, _ fileVariable: EnvironmentVariable, in surroundings: Surroundings
    ) throws(Failure) -> String? {
        guard surroundings[fileVariable] == nil || surroundings[variable] == nil else {
            throw Failure(
                .configuration, "both \(variable.rawValue) and \(fileVariable.rawValue) are set",
                cure: "unset one of them")
        }
        return try secret(in: fileVariable, surroundings) ?? surroundings[variable]
    }

    /// The secret in the file that a variable names; `nil` when it names none.
    ///
    /// - Throws: `.configuration` when the file does not hold one line, `.file` when it cannot be read.
    static func secret(in fileVariable: EnvironmentVariable, _ surroundings: Surroundings) throws(Failure) -> String? {
        guard let path = surroundings[fileVariable] else { return nil }
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
