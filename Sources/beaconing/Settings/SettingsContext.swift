import SearchCluster

/// One cluster of the settings file, by its name.
struct SettingsContext: Sendable {
    /// The name.
    let name: String
    /// The file that it is of.
    let file: String
    /// What it says, under the variables that say the same.
    private let values: [EnvironmentVariable: Value]

    /// What a line says.
    struct Value: Sendable {
        /// The text; several joined as the variable has them.
        let text: String
        /// The line, from 1.
        let line: Int
    }

    init(name: String, file: String, values: [EnvironmentVariable: Value]) {
        self.name = name
        self.file = file
        self.values = values
    }

    /// What it says of a variable.
    func told(_ variable: EnvironmentVariable) -> Told? {
        guard let value = values[variable], let key = variable.settingsKey else { return nil }
        return Told(text: value.text, origin: .context(key: key, name: name, place: "\(file):\(value.line)"))
    }

    /// The first of its secrets that are written in the file itself.
    var firstSecret: EnvironmentVariable? { EnvironmentVariable.allCases.first { $0.isSecret && values[$0] != nil } }

    /// Whether it says who asks, in whichever way.
    func hasCredentials(of variables: Credentials.Variables) -> Bool {
        [variables.key, variables.token, variables.user, variables.password].contains {
            values[$0] != nil || $0.fileVariable.map { values[$0] != nil } == true
        } || variables.aws.map { values[$0] != nil } == true
    }

    /// Whether an address is one of those that it names under a variable; one that names none is not about addresses.
    func isAbout(_ address: String, under variable: EnvironmentVariable) -> Bool {
        guard let own = values[variable]?.text else { return true }
        return own.split(separator: ",").contains { Self.plain($0) == Self.plain(address[...]) }
    }

    /// Addresses that are the same to a person, with or without a slash at the end.
    private static func plain(_ address: Substring) -> String {
        let trimmed = address.filter { $0 != " " }.lowercased()
        let full = trimmed.contains("://") ? trimmed : "http://" + trimmed
        return String(full.reversed().drop { $0 == "/" }.reversed())
    }
}
