internal import SearchCluster

/// What somebody has looked at and found harmless: signals of this process, destination, port and host are marked and moved to
/// the end.
///
/// All that an entry says has to be so at once; of several values of one kind any will do.
public struct AllowEntry: Sendable, Equatable {
    /// Process names; `*` is any text, `?` any one character.
    public var processes: [String] = []
    /// Addresses and blocks, as they were written.
    public var destinations: [String] = []
    /// Ports of the destination.
    public var ports: [Int64] = []
    /// Host names with `*` and `?`, or source addresses and blocks.
    public var hosts: [String] = []
    /// Why this is harmless.
    public var reason: String
    /// Who says so.
    public var author: String
    /// The first second in which the entry no longer counts, since 1970; `nil` for one that never ends.
    public var expiresSeconds: Int64?
    /// Whether its events are left out of the query, so that nothing of them is kept.
    public var drops = false
    /// Where it was written: file and line.
    public var origin: String

    /// An entry for everything; it has to be narrowed.
    public init(reason: String, author: String, origin: String) {
        self.reason = reason
        self.author = author
        self.origin = origin
    }

    /// Whether the entry counts for a window that ends then.
    public func isCurrent(atSeconds seconds: Int64) -> Bool {
        expiresSeconds.map { seconds < $0 } ?? true
    }

    /// Whether nothing but names and ports is asked for, which anybody can give a program.
    public var isBareName: Bool { !narrowsDestination && !narrowsHost }

    /// Whether nothing at all is asked for, were it in many words.
    var allowsEverything: Bool {
        isBareName && ports.isEmpty && !processes.contains { $0.contains { $0 != "*" } }
    }

    /// Whether destinations are asked for, and not all of them.
    var narrowsDestination: Bool { !destinations.isEmpty && !destinations.contains(where: Self.isEveryAddress) }

    private var narrowsHost: Bool {
        !hosts.isEmpty && !hosts.contains { !$0.contains { $0 != "*" } || Self.isEveryAddress($0) }
    }

    private static func isEveryAddress(_ text: String) -> Bool { text.hasSuffix("/0") }

    /// Whether attackers are known to use one of its process names.
    public var namesTools: Bool { processes.contains { LivingOffTheLand.contains(Array($0.utf8)) } }

    /// What it allows, in a few words: `process a.exe to 10.0.0.0/8, port 443, on WS-*`.
    public var plainText: String {
        func list(_ values: [String]) -> String { values.map { SafeText($0).description }.joined(separator: " or ") }
        let whom = processes.isEmpty ? "any process" : list(processes)
        let to = destinations.isEmpty ? "" : " to \(list(destinations))"
        let port = ports.isEmpty ? "" : ", port \(list(ports.map(String.init)))"
        return whom + to + port + (hosts.isEmpty ? "" : " on \(list(hosts))")
    }
}
