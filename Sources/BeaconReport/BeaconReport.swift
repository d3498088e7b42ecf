public import BeaconTransform

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

/// Where a table is shown.
public struct TableStyle: Sendable, Equatable {
    /// Columns that a line may take, 40 and above.
    public var width: Int
    /// Whether to colour.
    public var isColoured: Bool

    /// A table of this width.
    public init(width: Int, isColoured: Bool) {
        self.width = width
        self.isColoured = isColoured
    }
}

/// The signals of a window, written out in one of the formats.
public struct SignalReport: Sendable {
    /// A report on a template's result.
    public init(_ template: TransformTemplate, _ result: WindowResult) {}

    /// Delivers the report piece by piece, in order; each piece is UTF-8 and the last ends with a newline.
    ///
    /// - Parameter write: takes a piece; what it throws ends the report.
    public func write<Failure: Error>(
        as format: SignalFormat, style: TableStyle, to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {}
}

/// The last lines of a run: what was seen, skipped and why, judged, written, refused, and how long it took.
public struct RunSummary: Sendable {
    /// A summary of a run.
    ///
    /// - Parameters:
    ///   - written: `nil` when nothing was to be written.
    ///   - seconds: how long it took.
    ///   - requests: how many requests it took; `nil` for files.
    public init(_ result: WindowResult, written: WriteResult?, seconds: Double, requests: Int?) {}

    /// The summary as text, at most `width` columns a line, without a newline at the end.
    public func text(width: Int) -> String { "" }
}
