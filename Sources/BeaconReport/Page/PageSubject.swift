/// What a page says of itself beside the signals.
public struct PageSubject: Sendable {
    /// Where the events came from, for a person.
    public var source: String
    /// When the page was made, in seconds since 1970.
    public var madeSeconds: Int64
    /// The program and its version.
    public var program: String
    /// Words that follow `beaconing explain HOST PROCESS` to look closer, the time left out; `nil` where it cannot be typed again.
    public var explainWords: [String]?
    /// Why the events of some signals were not read, a clause; `nil` where all were.
    public var unread: String?

    /// What a page says of itself.
    public init(
        source: String, madeSeconds: Int64, program: String, explainWords: [String]? = nil, unread: String? = nil
    ) {
        self.source = source
        self.madeSeconds = madeSeconds
        self.program = program
        self.explainWords = explainWords
        self.unread = unread
    }
}
