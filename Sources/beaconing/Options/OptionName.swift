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
    case stateFolder = "state-dir"
    case noHistory = "no-history"
    case dryRun = "dry-run"
    case takeOver = "take-over"
    case deleteSignals = "delete-signals"
    case apply
    case credentials
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
    case product = "for"
    case productVersion = "version of the product"
    case man
    case version
    case help

    /// As it is typed.
    ///
    /// `--version` is the program's own before a verb and a product's after one.
    var typed: String { self == .productVersion ? "--version" : "--" + rawValue }
}
