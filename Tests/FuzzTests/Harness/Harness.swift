/// A way by which bytes that somebody else made come into the program, and what is promised of it.
///
/// Every harness promises that no input ends the process, reads beside its memory or takes for ever; what it promises beyond that stands
/// beside it.
enum Harness: String, CaseIterable, Sendable {
    /// A page of a composite aggregation.
    case pages
    /// Pages as they become judgements and records of the history.
    case buckets
    /// One line with an event.
    case events
    /// Answers that are read as JSON.
    case answers
    /// What the state index holds of runners.
    case states
    /// A file with a template.
    case templates
    /// The words of a command line and the environment.
    case words
    /// A file cut into lines, plain or gzip.
    case lines
    /// A file of events, judged.
    case files
    /// A file of another tool's log, judged.
    case logs
    /// A query and an event that it is asked of.
    case queries
    /// Hosts of hours as the history keeps them.
    case history

    /// Hands the bytes to the program.
    func check(_ input: UnsafeRawBufferPointer) throws(BrokenPromise) {
        switch self {
        case .pages: try PagesHarness.check(input)
        case .buckets: try BucketsHarness.check(input)
        case .events: try EventsHarness.check(input)
        case .answers: try AnswersHarness.check(input)
        case .states: try StatesHarness.check(input)
        case .templates: try TemplatesHarness.check(input)
        case .words: try WordsHarness.check(input)
        case .lines: try LinesHarness.check(input)
        case .files: try FilesHarness.check(input)
        case .logs: try LogsHarness.check(input)
        case .queries: try QueriesHarness.check(input)
        case .history: try HistoryHarness.check(input)
        }
    }
}

/// A promise that an input showed to be broken.
struct BrokenPromise: Error, CustomStringConvertible {
    /// What was promised and what came, as one sentence.
    var description: String

    init(_ sentence: String) {
        description = sentence.count > 1_000 ? sentence.prefix(1_000) + "…" : sentence
    }
}

/// Ends a check when something that is promised is not so.
func promise(_ isKept: Bool, _ sentence: @autoclosure () -> String) throws(BrokenPromise) {
    if !isKept { throw BrokenPromise(sentence()) }
}
