import Foundation

/// What the program finds around it, read once.
struct Surroundings: Sendable {
    private let environment: [String: String]
    /// The clock, in whole seconds since 1970.
    let clockSeconds: Int64
    /// The context of the settings file that was chosen; `nil` for none.
    var context: SettingsContext?

    /// The surroundings of this process.
    static func ofThisProcess() -> Surroundings {
        Surroundings(
            environment: ProcessInfo.processInfo.environment,
            clockSeconds: Int64(Date().timeIntervalSince1970.rounded(.down)))
    }

    /// Surroundings with these variables at this time.
    init(environment: [String: String], clockSeconds: Int64) {
        self.environment = environment
        self.clockSeconds = clockSeconds
    }

    /// What a variable, or else the context, says; an empty variable counts as not set.
    subscript(_ variable: EnvironmentVariable) -> String? {
        told(variable)?.text
    }

    /// What a variable, or else the context, says, and which of them.
    func told(_ variable: EnvironmentVariable) -> Told? {
        told(variable, at: .environment) ?? told(variable, at: .context)
    }

    /// What is said of a variable at one level, apart from secrets in files.
    func told(_ variable: EnvironmentVariable, at level: SettingsLevel) -> Told? {
        switch level {
        case .environment:
            guard let value = environment[variable.rawValue], !value.isEmpty else { return nil }
            return Told(text: value, origin: .environment(variable))
        case .service: return nil
        case .context: return context?.told(variable)
        }
    }

    /// What an option, a variable or the context says.
    func told(_ option: OptionName, _ words: TypedWords, _ variable: EnvironmentVariable) -> Told? {
        words.last(option).map { Told(text: $0, origin: .word(option)) } ?? told(variable)
    }
}
