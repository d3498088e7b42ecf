/// A document to be created under an id of its own.
public struct BulkDocument: Sendable, Equatable {
    /// The id, at most 512 bytes.
    public var id: String
    /// The document as JSON on one line.
    public var source: [UInt8]

    /// A document to be created.
    public init(id: String, source: [UInt8]) {
        self.id = id
        self.source = source
    }
}

/// What became of one document; every document has exactly one.
public enum BulkOutcome: Sendable, Equatable {
    /// It was written.
    case created
    /// A document with its id was there before; nothing was changed.
    case alreadyThere
    /// The engine will not take it, however often it is asked.
    case refused(status: Int, type: String, reason: String)
    /// It was not written, and asking again later may help.
    case unavailable(reason: String)
}
