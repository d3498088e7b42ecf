/// Every option of every verb; the raw value is what is typed after the two dashes.
enum OptionName: String, CaseIterable, Sendable {
    case url
    case index
    case input
    case inputFormat = "input-format"
    case column
    case maxBadLines = "max-bad-lines"
    case allow
    case marked = "verdicts"
    case note
    case author
    case lastDays = "days"
    case template
    case templatesFolder = "templates-dir"
    case assets
    case set
    case window
    case now
    case config
    case context
    case caFile = "ca-file"
    case caFingerprint = "ca-fingerprint"
    case clientCertFile = "client-cert-file"
    case clientKeyFile = "client-key-file"
    case aws
    case insecure
    case allowPlainHTTP = "allow-plain-http"
    case timeout
    case retries
    case maxLoad = "max-load"
    case compression
    case format
    case output
    case all
    case deadLetter = "dead-letter"
    case failOnSignals = "fail-on-signals"
    case every
    case once
    case jitter
    case catchUp = "catch-up"
    case wait
    case lease
    case slice
    case stateIndex = "state-index"
    case from
    case to
    case step
    case parallel
    case maxLag = "max-lag"
    case stateFolder = "state-dir"
    case noHistory = "no-history"
    case dryRun = "dry-run"
    case takeOver = "take-over"
    case deleteSignals = "delete-signals"
    case dashboardsURL = "dashboards-url"
    case space
    case tenant
    case dashboardsCAFile = "dashboards-ca-file"
    case apply
    case credentials
    case verbose
    case quiet
    case noProgress = "no-progress"
    case logFormat = "log-format"
    case metricsFile = "metrics-file"
    case metricsListen = "metrics-listen"
    case seed
    case hosts
    case groups
    case stored
    case profile
    case list
    case hours
    case end
    case labels
    case keep
    case parameter
    case pairs
    case knownLabels = "labels that are known"
    case save
    case id
    case resolved
    case product = "for"
    case productVersion = "version of the product"
    case statusFormat = "format of a status"
    case evaluationFormat = "format of an evaluation"
    case ruleProduct = "product of rules"
    case pollEvery = "time between two looks"
    case since
    case minPriority = "min-priority"
    case watchFormat = "format of a watch"
    case rangeFrom = "start of a range"
    case rangeTo = "end of a range"
    case man
    case version
    case help

    /// As it is typed.
    ///
    /// `--version` is the program's own before a verb and a product's after one; `--format` is of signals, of a status, of
    /// an evaluation or of a watch; `--labels` are written by one verb and read by another.
    var typed: String {
        switch self {
        case .productVersion: "--version"
        case .statusFormat, .evaluationFormat, .watchFormat: "--format"
        case .ruleProduct: "--for"
        case .pollEvery: "--every"
        case .rangeFrom: "--from"
        case .rangeTo: "--to"
        case .knownLabels: "--labels"
        default: "--" + rawValue
        }
    }
}
