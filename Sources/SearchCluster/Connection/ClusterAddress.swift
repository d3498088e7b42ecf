import Foundation

/// The base address of one node, checked.
struct ClusterAddress: Sendable {
    /// Scheme, host, port and path, without a slash at the end.
    let base: String
    /// Scheme, host and port alone.
    let origin: String
    /// The host, with a port that is not the scheme's own: what the `Host` header says.
    let host: String
    /// Whether others can read what is sent there.
    let isExposed: Bool
    /// What stands before every path; empty, or with a slash at its beginning and none at its end.
    var path: String { String(base.dropFirst(origin.count)) }

    /// Checks an address as a person types it; `localhost:9200` means `http://localhost:9200`.
    init(_ text: String, carriesCredentials: Bool, of peer: ClusterPeer = .cluster) throws(ClusterError) {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        let full = trimmed.contains("://") ? trimmed : "http://" + trimmed
        guard let parts = URLComponents(string: full), let scheme = parts.scheme?.lowercased(),
            let host = parts.host, !host.isEmpty, ["http", "https"].contains(scheme),
            parts.query == nil, parts.fragment == nil
        else {
            throw ClusterError(
                .configuration, "\"\(ClusterAddress.withoutSecrets(trimmed))\" is not \(peer.addressKind)",
                cure: "write it like \(peer.exampleURL)")
        }
        guard parts.user == nil, parts.password == nil else {
            throw ClusterError(
                .configuration, "\(peer.name)'s address carries a user or a password",
                cure: "take them out and set \(peer.userVariables)")
        }
        isExposed = scheme == "http" && !ClusterAddress.isThisMachine(host)
        if isExposed, carriesCredentials {
            throw ClusterError(
                .configuration, "credentials would travel to \(host) over plain http, readable on the way",
                cure: "use https, or allow it with --allow-plain-http where nobody else is on the way")
        }
        var base = full
        while base.hasSuffix("/") { base.removeLast() }
        self.base = base
        let port = parts.port.map { ":\($0)" } ?? ""
        let beforePath = base.range(of: "://").map { base[$0.upperBound...].prefix { $0 != "/" } } ?? ""
        origin = "\(base.prefix { $0 != ":" })://\(beforePath)"
        self.host = host.lowercased() + (port == (scheme == "http" ? ":80" : ":443") ? "" : port)
    }

    /// Addresses are judged as numbers: anybody may own the name `127.example.org`.
    private static func isThisMachine(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let isAddress = parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
        return isAddress || ["localhost", "::1", "[::1]"].contains(host.lowercased())
    }

    /// What may be shown of an address that could not be read: no user, no password, no key in a query.
    ///
    /// A password may hold any character, so all before the last `@` may be part of one.
    private static func withoutSecrets(_ text: String) -> String {
        let rest = text.lastIndex(of: "@").map { text[$0...] } ?? text[...]
        let path = rest.prefix { $0 != "?" && $0 != "#" }
        return (rest.startIndex == text.startIndex ? "" : "…") + path + (path.endIndex == text.endIndex ? "" : "…")
    }
}
