import HTTPTransport
import SearchCluster

extension Credentials {
    /// Who asks, as the environment, a service's credentials or the context say it; none when nobody does.
    ///
    /// - Throws: as ``SecretReading/credentials(of:)``.
    init(from surroundings: Surroundings, of variables: Variables = .cluster) throws(Failure) {
        var reading = SecretReading(surroundings)
        self = try reading.credentials(of: variables)?.credentials ?? .none
    }

    /// The variables that hold credentials.
    struct Variables: Sendable {
        let key, token, user, password: EnvironmentVariable
        /// The one that asks for signatures; `nil` where only the cluster's are made.
        var aws: EnvironmentVariable?

        /// Those of the cluster.
        static let cluster = Variables(
            key: .apiKey, token: .bearerToken, user: .username, password: .password, aws: .aws)
        /// Those of Kibana or OpenSearch Dashboards.
        static let dashboards = Variables(
            key: .dashboardsAPIKey, token: .dashboardsBearerToken, user: .dashboardsUsername,
            password: .dashboardsPassword)
    }
}

extension SecretReading {
    /// Who asks, as the first level says it that says anything: an API key, a bearer token, a user with a password, or keys
    /// that sign.
    ///
    /// A user and a password may come from two levels, since systemd hands over the one and not the other.
    ///
    /// - Throws: `.configuration` when one level mixes two ways or a half is missing, `.file` when a file cannot be read.
    mutating func credentials(
        of variables: Credentials.Variables
    ) throws(Failure) -> (credentials: Credentials, level: SettingsLevel)? {
        for level in levels {
            let key = try secret(variables.key, at: level)
            let token = try secret(variables.token, at: level)
            let user = try secret(variables.user, at: level)
            let password = try secret(variables.password, at: level)
            let aws = variables.aws.flatMap { surroundings.told($0, at: level) }
            let ways = [key, token, user ?? password, aws].compactMap(\.self)
            guard ways.count < 2 else {
                throw Failure(
                    .configuration, "two ways to say who asks are set, \(ways[0].origin) and \(ways[1].origin)",
                    cure: "unset one of them")
            }
            if let key { return (.apiKey(Secret(key.text)), level) }
            if let token { return (.bearer(Secret(token.text)), level) }
            if let aws { return (.aws(try access(to: aws)), level) }
            if user != nil || password != nil { return (try basic(user, password, variables), level) }
        }
        return nil
    }

    private mutating func basic(
        _ told: Told?, _ secret: Told?, _ variables: Credentials.Variables
    ) throws(Failure) -> Credentials {
        var (user, password) = (told, secret)
        if user == nil { user = try self.secret(variables.user) }
        if password == nil { password = try self.secret(variables.password) }
        switch (user, password) {
        case (let user?, let password?): return .basic(user: user.text, password: Secret(password.text))
        case (let user?, nil):
            throw Failure(
                .configuration, "\(user.origin) is set without a password",
                cure: "set \(variables.password.rawValue) or \(variables.password.rawValue)_FILE")
        case (nil, let password?):
            throw Failure(
                .configuration, "\(password.origin) is set without a user", cure: "set \(variables.user.rawValue)")
        case (nil, nil): return .none
        }
    }
}
