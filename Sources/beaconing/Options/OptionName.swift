/// Every option of every verb; the raw value is what is typed after the two dashes.
enum OptionName: String, CaseIterable, Sendable {
    case url
    case index
    case input
    case template
    case templatesFolder = "templates-dir"
    case assets
    case set
    case window
    case now
    case caFile = "ca-file"
    case insecure
    case timeout
    case retries
    case format
    case output
    case all
    case deadLetter = "dead-letter"
    case failOnSignals = "fail-on-signals"
    case verbose
    case quiet
    case noProgress = "no-progress"
    case seed
    case hosts
    case hours
    case end
    case labels
    case keep
    case resolved
    case man
    case version
    case help

    /// As it is typed.
    var typed: String { "--" + rawValue }
}
