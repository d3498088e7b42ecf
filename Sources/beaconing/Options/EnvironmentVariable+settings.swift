extension EnvironmentVariable {
    /// What the same is called in a context of the settings file; `nil` for what is of the machine, or of others.
    var settingsKey: String? {
        switch self {
        case .config, .context, .elasticsearchURL, .esURL, .opensearchURL, .awsDefaultRegion, .awsSharedCredentialsFile,
            .awsConfigFile, .jobCompletionIndex, .assets, .configHome, .stateHome, .serviceCredentials, .home,
            .temporaryFolder, .columns, .noColour, .terminal:
            nil
        default:
            (rawValue.hasPrefix(Self.prefix) ? String(rawValue.dropFirst(Self.prefix.count)) : rawValue).lowercased()
        }
    }

    /// The variable that a context's name stands for; `nil` for a name that no context has.
    init?(settingsKey: String) {
        guard let variable = Self.allCases.first(where: { $0.settingsKey == settingsKey }) else { return nil }
        self = variable
    }

    /// The variable that names a file with the same in it; `nil` where there is none.
    var fileVariable: EnvironmentVariable? {
        EnvironmentVariable(rawValue: (rawValue.hasPrefix(Self.prefix) ? rawValue : Self.prefix + rawValue) + "_FILE")
    }

    private static let prefix = "BEACONING_"

    /// The name of a service's credential with the same in it, such as `beaconing.api-key`; `nil` where there is none.
    var credentialName: String? {
        guard fileVariable != nil, let settingsKey else { return nil }
        return "beaconing." + settingsKey.replacing("_", with: "-")
    }

    /// Whether its value must be printed nowhere.
    var isSecret: Bool {
        switch self {
        case .apiKey, .bearerToken, .password, .clientKeyPassphrase, .awsSecretAccessKey, .awsSessionToken,
            .dashboardsAPIKey, .dashboardsBearerToken, .dashboardsPassword:
            true
        default: false
        }
    }

    /// Whether it names a file or a folder: in a context that is beside the settings file unless it says more.
    var isPath: Bool {
        rawValue.hasSuffix("_FILE") || self == .templates || self == .stateFolder
    }

    /// What stands between the values of a list; `nil` for what is one value.
    var listSeparator: String? {
        switch self {
        case .url: ","
        case .templates: ":"
        default: nil
        }
    }

    /// The option that says the same; `nil` where no option does, as with secrets.
    var option: OptionName? {
        switch self {
        case .config: .config
        case .context: .context
        case .url: .url
        case .caFile: .caFile
        case .caFingerprint: .caFingerprint
        case .clientCertFile: .clientCertFile
        case .clientKeyFile: .clientKeyFile
        case .aws: .aws
        case .allowPlainHTTP: .allowPlainHTTP
        case .timeout: .timeout
        case .retries: .retries
        case .maxLoad: .maxLoad
        case .compression: .compression
        case .stateIndex: .stateIndex
        case .dashboardsURL: .dashboardsURL
        case .dashboardsSpace: .space
        case .dashboardsTenant: .tenant
        case .dashboardsCAFile: .dashboardsCAFile
        case .templates: .templatesFolder
        case .stateFolder: .stateFolder
        default: nil
        }
    }
}
