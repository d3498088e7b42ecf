public import SearchCluster

/// What an allow-list looks at in a signal, read from its document.
///
/// It is the document that is looked at, also before it is written, so that what an entry hides in a run is what it would have
/// hidden among the stored signals.
public struct AllowSubject: Sendable, Equatable {
    /// The process; `nil` for groups without one.
    public var process: String?
    /// The host; `nil` for groups without one.
    public var host: String?
    /// The most frequent source address.
    public var source: String?
    /// The destinations that the signal is about, all of them; `nil` where the document does not list them all.
    public var destinations: [String]?
    /// The port of the group, or that of most of its events; `nil` for one destination of several, whose ports nobody has counted.
    public var port: Int64?

    /// Reads a signal document.
    public init(_ document: JSONValue) {
        let ours = document["beaconing"]
        process = document["process"]?["name"]?.string
        host = document["host"]?["name"]?.string
        source = document["source"]?["ip"]?.string
        let isSplit = ours?["destination"]?["split"]?.boolean == true
        port = document["destination"]?["port"]?.integer ?? (isSplit ? nil : ours?["destination"]?["port"]?.integer)
        if isSplit {
            // The signal is about the most regular destination; another one may be a beacon as well.
            let isOnly = ours?["destination"]?["regular"]?.integer == 1
            destinations = isOnly ? ours?["destination"]?["ip"]?.string.map { [$0] } : nil
        } else if let listed = ours?["destinations"]?.array ?? ours?["destinations"].map({ [$0] }) {
            // A beacon to one more destination, unlisted, may be what hides among many.
            // Where events have several destinations the counts say nothing of what is missing.
            let counted = listed.reduce(0) { $0 + ($1["documents"]?.integer ?? 0) }
            let addresses = listed.compactMap { $0["ip"]?.string }
            let isWhole = counted == ours?["documents"]?.integer && addresses.count == listed.count
            destinations = isWhole ? addresses : nil
        }
    }
}
