/// How the program ends; scripts and schedulers rely on these numbers.
enum ExitCode: Int32, CaseIterable, Sendable {
    case done = 0
    case signalsFound = 10
    case behind = 11
    case usage = 64
    case badData = 65
    case unreachable = 69
    case defect = 70
    case file = 74
    case leased = 75
    case incomplete = 76
    case notAllowed = 77
    case configuration = 78
    case hungUp = 129
    case interrupted = 130
    case terminated = 143

    /// What the number means, for the help and the manual page.
    var meaning: String {
        switch self {
        case .done: "Done, with or without signals."
        case .signalsFound: "Done, and there are signals; only with --fail-on-signals."
        case .behind: "The last window that is done is older than it may be; only from status --max-lag."
        case .usage: "The command line is wrong: an unknown verb, option or parameter, or a value that cannot be."
        case .badData: "An input is not what it should be, or the cluster refused documents."
        case .unreachable:
            "The cluster could not be reached, also after trying again, or its certificate is not trusted."
        case .defect: "A defect in this program."
        case .file: "A file could not be read or written."
        case .leased: "Another runner of the same template and slice holds the lease, or has taken it."
        case .incomplete: "The cluster's answer was incomplete or unreadable and was not used."
        case .notAllowed: "The cluster does not accept the credentials, or does not allow what was asked."
        case .configuration: "A setting, a template or an index name that cannot work."
        case .hungUp: "Stopped by SIGHUP."
        case .interrupted: "Stopped by SIGINT (Ctrl-C)."
        case .terminated: "Stopped by SIGTERM."
        }
    }
}
