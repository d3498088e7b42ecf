/// The kind of a host; it decides what runs there.
public enum Machine: Sendable, Hashable, CaseIterable {
    /// A person's Windows machine.
    case windows
    /// A person's Mac.
    case mac
    /// A Linux server, which nobody sits at.
    case linuxServer

    /// Whether a person works at it.
    var hasPerson: Bool { self != .linuxServer }

    /// The first part of its host name.
    var prefix: String {
        switch self {
        case .windows: "ws"
        case .mac: "mac"
        case .linuxServer: "srv"
        }
    }

    /// The kind of the office's host with this number: three of four Windows, one of ten a Mac, the rest servers.
    static func of(host index: Int, seed: UInt64) -> Machine {
        var random = SeededGenerator(seed: seed, number: index, name: "machine")
        let fraction = random.unit()
        return fraction < 0.75 ? .windows : fraction < 0.85 ? .mac : .linuxServer
    }
}
