public import SearchCluster

/// Makes the documents of one template and window: the published fields, and ours under `beaconing`.
public struct SignalDocument: Sendable {
    private let template: TransformTemplate
    private let window: Window

    /// Makes documents of this template and window.
    public init(template: TransformTemplate, window: Window) {
        self.template = template
        self.window = window
    }

    /// The document of a signal.
    public func json(of signal: Signal) -> JSONValue {
        .null
    }

    /// Appends the document of a signal, as JSON on one line without the line's end.
    public func append(_ signal: Signal, to writer: inout JSONWriter) {
        writer.append(json(of: signal))
    }
}
