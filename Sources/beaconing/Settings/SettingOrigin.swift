/// Where a setting was said, apart from the words; what comes first here counts before what comes later.
enum SettingsLevel: CaseIterable, Sendable {
    /// The environment.
    case environment
    /// The credentials that systemd hands to a service.
    case service
    /// The context of the settings file.
    case context
}

/// What a setting is, and where it was said.
struct Told: Sendable, Equatable {
    /// What was said.
    let text: String
    /// Where.
    let origin: SettingOrigin
}

/// The place where a setting was said.
enum SettingOrigin: Sendable, Equatable, CustomStringConvertible {
    /// An option that was typed.
    case word(OptionName)
    /// A variable.
    case environment(EnvironmentVariable)
    /// A file in the folder of a service's credentials.
    case service(name: String)
    /// A line of a context.
    case context(key: String, name: String, place: String)
    /// What holds where nobody says anything.
    case usual

    /// The place as messages name it.
    var description: String {
        switch self {
        case .word(let option): option.typed
        case .environment(let variable): variable.rawValue
        case .service(let name): "the credential \(name)"
        case .context(let key, let name, let place): "\(key) of context \(name) (\(place))"
        case .usual: "default"
        }
    }

    /// The place where the setting itself is named beside it.
    var place: String {
        if case .context(_, _, let place) = self { place } else { description }
    }

    /// How a mistake there ends the program.
    var code: ExitCode {
        if case .word = self { .usage } else { .configuration }
    }
}
