/// What became of the signals of a window; every signal is in exactly one of the parts.
public struct WriteResult: Sendable {
    /// Signals that this run wrote.
    public var written = 0
    /// Signals that an earlier run of the same window wrote.
    public var alreadyThere = 0
    /// Signals that the cluster would not take, or could not take in the end.
    public var refused: [Refused] = []
    /// Whether this run created the destination index.
    public var createdIndex = false

    /// A signal that is not in the cluster.
    public struct Refused: Sendable {
        /// The document's id.
        public var id: String
        /// The document as JSON on one line.
        public var source: [UInt8]
        /// The HTTP status that the cluster gave for it; 0 when it gave none.
        public var status: Int
        /// The engine's error type.
        public var type: String
        /// Why, in the engine's words.
        public var reason: String
    }

    /// Nothing written yet.
    public init() {}
}
