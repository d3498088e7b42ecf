/// Where completed hours are kept between passes, and how much of them.
public struct HistorySetting: Sendable, Equatable {
    /// The folder for state; hours go to `history` in it, which is made when it is missing.
    public var folder: String
    /// The clock, in seconds since 1970: an hour that is not over by it is not kept.
    public var clockSeconds: Int64
    /// Bytes that one file of hours may have, 32,768 and above.
    public var mostBytes: Int64

    /// Hours kept in a folder, at most a gibibyte a file.
    public init(folder: String, clockSeconds: Int64, mostBytes: Int64 = 1 << 30) {
        self.folder = folder
        self.clockSeconds = clockSeconds
        self.mostBytes = mostBytes
    }
}
