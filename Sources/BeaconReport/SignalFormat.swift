/// A form in which signals are printed.
public enum SignalFormat: String, Sendable, CaseIterable {
    /// For a person at a terminal.
    case table
    /// The signal documents, one a line.
    case ndjson
    /// The signal documents, as one array.
    case json
    /// One line a signal, for a spreadsheet.
    case csv
}
