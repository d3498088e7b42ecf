/// The environment variables that the program reads; an empty one counts as not set.
enum EnvironmentVariable: String, CaseIterable, Sendable {
    case url = "BEACONING_URL"
    case elasticsearchURL = "ELASTICSEARCH_URL"
    case esURL = "ES_URL"
    case opensearchURL = "OPENSEARCH_URL"
    case apiKey = "BEACONING_API_KEY"
    case apiKeyFile = "BEACONING_API_KEY_FILE"
    case username = "BEACONING_USERNAME"
    case usernameFile = "BEACONING_USERNAME_FILE"
    case password = "BEACONING_PASSWORD"
    case passwordFile = "BEACONING_PASSWORD_FILE"
    case caFile = "BEACONING_CA_FILE"
    case templates = "BEACONING_TEMPLATES"
    case assets = "BEACONING_ASSETS"
    case configHome = "XDG_CONFIG_HOME"
    case stateFolder = "BEACONING_STATE_DIR"
    case stateHome = "XDG_STATE_HOME"
    case home = "HOME"
    case temporaryFolder = "TMPDIR"
    case columns = "COLUMNS"
    case noColour = "NO_COLOR"
    case terminal = "TERM"

    /// What it is for.
    var help: String {
        switch self {
        case .url: "Addresses of the cluster, as for --url."
        case .elasticsearchURL, .esURL, .opensearchURL: "The same, where the ones before are not set."
        case .apiKey: "An API key, encoded as the cluster hands it out or as id:key."
        case .username: "The user; needs a password."
        case .password: "The user's password."
        case .apiKeyFile, .usernameFile, .passwordFile: "A file that holds it; the newline at its end is left out."
        case .caFile: "Certificate authorities to trust, as for --ca-file."
        case .templates: "Folders of templates, separated by colons, as for --templates-dir."
        case .assets: "The folder with what comes with the program, as for --assets."
        case .configHome: "The folder that holds beaconing/templates; otherwise ~/.config."
        case .stateFolder: "The folder for what is kept between runs, as for --state-dir."
        case .stateHome: "The folder that holds beaconing, for what is kept between runs; otherwise ~/.local/state."
        case .home: "The home folder, for ~/.config and ~/.local/state."
        case .temporaryFolder: "Where demo puts its events; otherwise /tmp."
        case .columns: "How wide tables and help are; otherwise the terminal's width, or 80."
        case .noColour: "When set, nothing is coloured. Pipes and files never are."
        case .terminal: "When it is dumb, nothing is coloured and no progress is drawn."
        }
    }
}
